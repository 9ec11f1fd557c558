/** What a page asks of its sheet. */
export interface GridControl {
  /** What is being typed goes into the draft now. */
  settle(): void
  /** To the next cell that is to be mended; false where there is none. */
  next(): boolean
  /** To the row of a problem, counted from 1, and to its column. */
  show(row: number, column?: string): void
}
