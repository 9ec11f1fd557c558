import { createContext, useContext } from 'react'

export const textSizes = [
  { id: 'standard', name: '标准' },
  { id: 'large', name: '大' },
  { id: 'elder', name: '长辈' },
  { id: 'huge', name: '特大' },
] as const

export type TextSize = (typeof textSizes)[number]['id']

export const isTextSize = (value: unknown): value is TextSize => textSizes.some((size) => size.id === value)

/** The text size in which the surrounding `Page` is drawn. */
export const TextSizeContext = createContext<TextSize>('standard')

export const useTextSize = (): TextSize => useContext(TextSizeContext)
