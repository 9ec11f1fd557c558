import { createContext } from 'react'

export interface OverPage {
  /** Where dialogs are drawn: beside what they cover, so that it can be hidden from screen readers. */
  place: Element | null
  /** The dialog in front. */
  front: string | undefined
  /** A dialog opens; the answer closes it. */
  open: (id: string) => () => void
}

/** The place of dialogs on the page around. */
export const OverPageContext = createContext<OverPage | null>(null)
