import type { Sheet } from '@hutang/shared'

export interface SheetFile {
  name: string
  bytes: Uint8Array
}

/**
 * What was not taken, because whoever opens the file does not see it either, or because it is no cell. sheet: a hidden
 * sheet; rows, columns: hidden ones; cells: those whose format shows nothing; far: rows or columns a long way off the
 * table.
 */
export interface Left {
  what: 'sheet' | 'rows' | 'columns' | 'cells' | 'comments' | 'pictures' | 'far'
  /** The sheet's name. */
  name: string
  count: number
}

export interface ReadFile {
  sheets: Sheet[]
  left: Left[]
}
