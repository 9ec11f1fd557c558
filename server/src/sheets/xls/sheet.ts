import type { SheetCell } from '@hutang/shared'
import type { NumberFormat } from '../formats'
import type { Grid } from '../grid'
import { shownNumber } from '../values'
import { type Rec, records, TextReader } from './records'

/** What all sheets of a workbook share. */
export interface Globals {
  strings: readonly string[]
  formats: readonly NumberFormat[]
  is1904: boolean
}

/** [MS-XLS] 2.5.10 */
const errors: Record<number, string> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
}
const errorOf = (code: number | undefined): SheetCell => ({ error: errors[code ?? -1] ?? '#ERR!' })
const boolean = (byte: number | undefined): SheetCell => (byte ? 'TRUE' : 'FALSE')

/** Kinds of drawn objects: a text box and a picture. [MS-XLS] 2.5.143 */
const overCells = [6, 8]

/** Fills the grid with the cells of a sheet's records; says how many comments and pictures lie beside them. */
export function readSheet(
  sheet: Iterable<Rec>,
  grid: Grid,
  globals: Globals,
): { comments: number; pictures: number } {
  let comments = 0
  let pictures = 0
  /** A formula whose text comes in a record after it. */
  let awaited: { row: number; column: number } | undefined
  const put = (data: Buffer, cell: SheetCell | 'hidden') =>
    grid.put(data.readUInt16LE(0), data.readUInt16LE(2), cell)
  const number = (style: number, value: number) =>
    shownNumber(value, globals.formats[style] ?? [], globals.is1904)
  for (const { id, data } of sheet) {
    switch (id) {
      case records.labelSst:
        put(data, plain(globals.strings[data.readUInt32LE(6)] ?? ''))
        break
      case records.label:
      case records.rString:
        put(data, plain(new TextReader([data], 8).plain(data.readUInt16LE(6))))
        break
      case records.number:
        put(data, number(data.readUInt16LE(4), data.readDoubleLE(6)))
        break
      case records.rk:
        put(data, number(data.readUInt16LE(4), rkNumber(data.readInt32LE(6))))
        break
      case records.mulRk:
        for (let at = 4, column = data.readUInt16LE(2); at + 6 <= data.length - 2; at += 6, column++) {
          grid.put(
            data.readUInt16LE(0),
            column,
            number(data.readUInt16LE(at), rkNumber(data.readInt32LE(at + 2))),
          )
        }
        break
      case records.boolErr:
        put(data, data[7] === 1 ? errorOf(data[6]) : boolean(data[6]))
        break
      case records.formula: {
        const result = resultOf(data)
        if (result === 'text') awaited = { row: data.readUInt16LE(0), column: data.readUInt16LE(2) }
        else put(data, typeof result === 'number' ? number(data.readUInt16LE(4), result) : result)
        break
      }
      case records.string:
        if (awaited) {
          const text = new TextReader([data], 2).plain(data.readUInt16LE(0))
          grid.put(awaited.row, awaited.column, plain(text))
        }
        awaited = undefined
        break
      case records.row:
        // Of no height, or hidden: fDyZero. [MS-XLS] 2.4.221
        if (((data[12] ?? 0) & 0x20) !== 0) grid.hideRow(data.readUInt16LE(0))
        break
      case records.columnInfo:
        if (((data[8] ?? 0) & 1) !== 0 || data.readUInt16LE(4) === 0) {
          grid.hideColumns(data.readUInt16LE(0), data.readUInt16LE(2))
        }
        break
      case records.mergeCells:
        readMerges(data, grid)
        break
      case records.note:
        comments += 1
        break
      case records.obj:
        if (data.readUInt16LE(0) === 0x15 && overCells.includes(data.readUInt16LE(4))) pictures += 1
    }
  }
  return { comments, pictures }
}

const plain = (text: string): string => text.replace(/\r\n?/g, '\n')

/** Thirty bits of a double, or of a whole number; a hundredth of it where the lowest bit says so. [MS-XLS] 2.5.217 */
function rkNumber(rk: number): number {
  const bytes = Buffer.alloc(8)
  bytes.writeInt32LE(rk & ~3, 4)
  const value = rk & 2 ? rk >> 2 : bytes.readDoubleLE(0)
  return rk & 1 ? value / 100 : value
}

/** The value that was worked out last; 'text' where it follows in a record of its own. [MS-XLS] 2.5.133 */
function resultOf(data: Buffer): number | SheetCell | 'text' {
  if (data.readUInt16LE(12) !== 0xffff) return data.readDoubleLE(6)
  switch (data[6]) {
    case 0:
      return 'text'
    case 1:
      return boolean(data[8])
    case 2:
      return errorOf(data[8])
    default:
      return null
  }
}

function readMerges(data: Buffer, grid: Grid): void {
  const count = Math.min(data.readUInt16LE(0), Math.floor((data.length - 2) / 8))
  for (let at = 0; at < count; at++) {
    const [row, lastRow, column, lastColumn] = [2, 4, 6, 8].map((from) => data.readUInt16LE(at * 8 + from))
    grid.merge(row ?? 0, column ?? 0, lastRow ?? 0, lastColumn ?? 0)
  }
}
