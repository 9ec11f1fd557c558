import { persisted } from '../store/persisted'

export const textSizes = [
  { id: 'standard', name: '标准' },
  { id: 'large', name: '大' },
  { id: 'elder', name: '长辈' },
  { id: 'huge', name: '特大' },
] as const

export type TextSize = (typeof textSizes)[number]['id']

export const isTextSize = (value: unknown): value is TextSize => textSizes.some((size) => size.id === value)

export const textSize = persisted<TextSize>('hutang.text-size', 'standard', isTextSize)

/** In the two large sizes tables become cards and a finger gets 60 px. */
export const isRoomy = (size: TextSize) => size === 'elder' || size === 'huge'
