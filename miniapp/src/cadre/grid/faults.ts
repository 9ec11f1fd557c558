import type { Column } from '@hutang/shared/contract'
import { isFigureKind, parseCell, rowProblems } from '@hutang/shared/rules'
import type { Row } from '../table/rows'

/** A way out of a problem, as a button. */
export interface Fix {
  label: string
  /** What the cell is to say; several: the row becomes as many. */
  texts: readonly string[]
}

export interface Fault {
  message: string
  fixes: readonly Fix[]
}

const figures = /\d[\d,]*(?:\.\d+)?/g
const mostFigures = 3

function faultOf(column: Column, text: string, message: string): Fault {
  const empty: Fix = { label: '空着', texts: [''] }
  const read = parseCell(column, text)
  if ('cell' in read) return { message, fixes: [empty] }
  const found = isFigureKind(column.kind) ? (text.normalize('NFKC').match(figures) ?? []) : []
  const each = found.filter((one) => 'cell' in parseCell(column, one))
  if (
    found.length > 1 &&
    found.length <= mostFigures &&
    each.length === found.length &&
    read.mend === undefined
  )
    return {
      message: `一格里有${found.length === 2 ? '两' : '三'}个数：${each.join(' 还是 ')}？`,
      fixes: [
        ...each.map((one) => ({ label: one, texts: [one] })),
        { label: `拆成${found.length === 2 ? '两' : '三'}行`, texts: each },
      ],
    }
  const mend: Fix[] = read.mend === undefined ? [] : [{ label: `改成 ${read.mend}`, texts: [read.mend] }]
  return { message: read.problem, fixes: [...mend, empty] }
}

// A row that did not change has the faults that it had.
const known = new WeakMap<Row, { columns: readonly Column[]; faults: ReadonlyMap<string, Fault> }>()
const none: ReadonlyMap<string, Fault> = new Map()

/** What is wrong with the cells of a row, by the key of their column. */
export function faultsIn(columns: readonly Column[], row: Row): ReadonlyMap<string, Fault> {
  const before = known.get(row)
  if (before?.columns === columns) return before.faults
  const faults = lookAt(columns, row)
  known.set(row, { columns, faults })
  return faults
}

function lookAt(columns: readonly Column[], row: Row): ReadonlyMap<string, Fault> {
  const problems = rowProblems(columns, row)
  if (problems.length === 0) return none
  return new Map(
    problems.flatMap(({ message, column: label }) => {
      const at = columns.findIndex((column) => column.label === label)
      const column = columns[at]
      return column ? [[column.key, faultOf(column, String(row.cells[at] ?? ''), message)] as const] : []
    }),
  )
}
