/** A cell, both counted from 0. */
export interface Place {
  row: number
  col: number
}

/** Cells from one corner through the other. */
export interface Block {
  top: number
  left: number
  bottom: number
  right: number
}

export const blockOf = (a: Place, b: Place): Block => ({
  top: Math.min(a.row, b.row),
  bottom: Math.max(a.row, b.row),
  left: Math.min(a.col, b.col),
  right: Math.max(a.col, b.col),
})

export const isOne = ({ top, bottom, left, right }: Block): boolean => top === bottom && left === right

const within = (value: number, count: number) => Math.max(0, Math.min(count - 1, value))

/** The cell so many steps away, inside a table of `rows` and `cols`. */
export const stepped = (at: Place, down: number, right: number, rows: number, cols: number): Place => ({
  row: within(at.row + down, rows),
  col: within(at.col + right, cols),
})

/** The next cell in the order of reading; behind the last of a row comes the first of the next. */
export function nextCell({ row, col }: Place, step: 1 | -1, rows: number, cols: number): Place {
  const to = row * cols + col + step
  if (to < 0 || to >= rows * cols) return { row, col }
  return { row: Math.floor(to / cols), col: to % cols }
}
