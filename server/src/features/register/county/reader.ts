import {
  columnsView,
  createRowReader,
  findHeading,
  type ImportColumn,
  type RegisterRow,
  registerColumns,
  registerHeadings,
} from '@hutang/shared'
import { AppError } from '../../../errors'

const searched = 15

/** Reads the rows of a county's file one after another; the first lines are kept until the headings are found. */
export function createCountyReader(now: number) {
  let waiting: string[][] = []
  let row = 0
  let reader: ReturnType<typeof createRowReader> | null = null
  let columns: ImportColumn[] = []

  const begin = (): RegisterRow[] => {
    const sheet = { name: '', rows: waiting, merges: [], hidden: { rows: [], columns: [] } }
    const heading = findHeading(sheet, registerHeadings)
    const fields = registerColumns(heading.labels)
    if (!fields.includes('name')) throw refused('没有找到“姓名”这一列，请在表头写上“姓名”。')
    if (!fields.includes('region')) throw refused('没有找到“村”或“区划代码”这一列：每一行要写明是哪个村。')
    columns = columnsView(heading.labels, fields)
    reader = createRowReader({ fields, labels: heading.labels, now, people: true })
    const rows = waiting.slice(heading.first)
    row = heading.first
    waiting = []
    return rows.flatMap((cells) => read(cells))
  }
  const read = (cells: string[]): RegisterRow[] => {
    row += 1
    const found = reader?.read(row, cells)
    return found ? [found] : []
  }

  return {
    get columns() {
      return columns
    },
    next(cells: string[]): RegisterRow[] {
      if (reader) return read(cells)
      waiting.push(cells)
      return waiting.length < searched ? [] : begin()
    },
    /** What is left of a short file. */
    end: (): RegisterRow[] => (reader || waiting.length === 0 ? [] : begin()),
  }
}

const refused = (message: string): AppError =>
  new AppError('unreadableRegister', { message, fields: [{ field: 'body', message }] })
