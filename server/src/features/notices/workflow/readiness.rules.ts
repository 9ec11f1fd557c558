import {
  type Cell,
  everyKind,
  type FieldProblem,
  type Item,
  type Names,
  personalDataInRows,
  personalDataInWords,
  tableProblems,
  visibleText,
  type WholeContent,
} from '@hutang/shared'
import { namesInSummary } from './names.rules'

type Rules = Pick<Item, 'elements' | 'maskLevel' | 'rowsOf'>
type Pictures = readonly { alt: string }[]

/**
 * Everything that stands between a draft and the reviewer, as sentences with the field they belong to:
 * shown beside the disabled button and enforced by the same list.
 */
export function failureReasons(
  content: WholeContent,
  pictures: Pictures,
  item: Rules,
  register: Names | null,
): FieldProblem[] {
  return [
    ...missing(content, item),
    ...withoutDescription(pictures),
    ...personalDataInWords(content, pictures, everyKind),
    ...(content.table ? reasonsIn({ ...content.table, ...rowsOf(item) }) : []),
    ...namesInSummary(content, pictures, item, register),
  ]
}

/** Something a reader can see. */
const hasWords = (text: string): boolean => visibleText(text) !== ''

function missing(content: WholeContent, { elements }: Rules): FieldProblem[] {
  const written = new Set(content.elements.filter(({ text }) => hasWords(text)).map(({ name }) => name))
  return [
    ...(hasWords(content.title) ? [] : [{ field: 'content.title', message: '还没有写标题。' }]),
    ...(hasWords(content.plain)
      ? []
      : [{ field: 'content.plain', message: '还没有写“一句话说清”：用一句大白话说最要紧的事。' }]),
    ...elements
      .filter((name) => !written.has(name))
      .map((name) => ({
        field: 'content.elements',
        message: `还缺公开要素“${name}”。`,
        column: name,
      })),
  ]
}

const withoutDescription = (pictures: Pictures): FieldProblem[] =>
  pictures.flatMap(({ alt }, at) =>
    hasWords(alt)
      ? []
      : [{ field: 'pictures', message: `第 ${at + 1} 张图片还没有文字说明，看不见的人要靠它。` }],
  )

type Table = NonNullable<WholeContent['table']>
const rowsOf = ({ rowsOf }: Rules): Pick<Item, 'rowsOf'> => (rowsOf ? { rowsOf } : {})

type Row = { readonly cells: readonly Cell[] }

// Rows are never changed in place: what was found in one, and in a whole table, need not be looked for again.
const soundRows = new WeakSet<Row>()
const foundInTable = new WeakMap<readonly Row[], { columns: string; reasons: FieldProblem[] }>()

function reasonsIn({ columns, rows, rowsOf }: Table & Pick<Item, 'rowsOf'>): FieldProblem[] {
  const said = JSON.stringify(columns)
  const known = foundInTable.get(rows)
  if (known?.columns === said) return known.reasons
  const reasons = [
    ...problemsIn({ columns, rows, ...(rowsOf ? { rowsOf } : {}) }),
    ...personalDataInRows(columns, rows, everyKind),
  ]
  foundInTable.set(rows, { columns: said, reasons })
  return reasons
}

function problemsIn(table: Pick<Table, 'columns' | 'rows'> & Pick<Item, 'rowsOf'>): FieldProblem[] {
  const { rows } = table
  const unchecked = new Set(rows.filter((row) => !soundRows.has(row)))
  const problems = tableProblems(table, null, unchecked)
  const wrong = new Set(problems.map(({ row }) => row))
  rows.forEach((row, at) => {
    if (!wrong.has(at + 1)) soundRows.add(row)
  })
  return problems
}
