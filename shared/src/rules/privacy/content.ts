import type { Cell, Column } from '../../contract/domain'
import type { DraftContent } from '../../contract/editions'
import type { FieldProblem } from '../../errors'
import { tableField } from '../table'
import { personalDataIn } from './find'
import type { Counts, PersonalDataKind, Place } from './kinds'
import { type Finding, personalDataInRow } from './rows'
import { officeElements } from './words'

/** Why something may not be published, as a sentence; `where` names the place. */
export const forbidden = (where: string, kind: PersonalDataKind): string =>
  `${where}里好像有${kind}，不能公开，请删去（个人信息保护法第二十五条）。`

interface Written {
  field: string
  where: string
  text: string
  place?: Place
  column?: string
}

/** The personal data in the words, the names and keys of columns, and the descriptions of pictures. */
export const personalDataInWords = (
  content: DraftContent,
  pictures: readonly { alt: string }[],
  counts: Counts,
): FieldProblem[] =>
  [
    ...wordsOf(content),
    ...(content.table?.columns ?? []).flatMap(columnWords),
    ...pictures.map(pictureWords),
  ].flatMap(({ field, where, text, place, column }) =>
    personalDataIn(text, place)
      .filter(counts)
      .map((kind) => ({
        field,
        message: forbidden(where, kind),
        ...(column === undefined ? {} : { column }),
      })),
  )

const wordsOf = ({ title, plain, elements, body, table }: DraftContent): Written[] => [
  { field: 'content.title', where: '标题', text: title },
  { field: 'content.plain', where: '一句话说清', text: plain },
  ...elements.map(({ name, text }) => ({
    field: 'content.elements',
    where: `要素“${name}”`,
    text,
    place: { label: name, office: officeElements.includes(name) },
    column: name,
  })),
  { field: 'content.body', where: '正文', text: body },
  { field: 'content.table.caption', where: '表名', text: table?.caption ?? '' },
]

const columnWords = ({ key, label }: Column): Written[] => [
  { field: 'content.table.columns', where: '列名', text: label, column: label },
  { field: 'content.table.columns', where: `列“${label}”的代号`, text: key, column: label },
]

const pictureWords = ({ alt }: { alt: string }, at: number): Written => ({
  field: 'pictures',
  where: `第 ${at + 1} 张图片的说明`,
  text: alt,
})

type Row = { readonly cells: readonly Cell[] }

// Rows are never changed in place: what was found in one under the same columns need not be looked for again.
const known = new WeakMap<Row, { columns: string; found: Finding[] }>()

/** The personal data in some rows of a table, each with its row (from 1) and its column. */
export function personalDataInRows(
  columns: readonly Column[],
  rows: readonly Row[],
  counts: Counts,
  changed?: ReadonlySet<Row>,
): FieldProblem[] {
  const said = JSON.stringify(columns)
  return rows.flatMap((row, at) => {
    if (changed && !changed.has(row)) return []
    return findingsIn(columns, said, row)
      .filter(({ kind }) => counts(kind))
      .map((finding) => rowProblem(columns, at + 1, finding))
  })
}

function findingsIn(columns: readonly Column[], said: string, row: Row): Finding[] {
  const before = known.get(row)
  if (before?.columns === said) return before.found
  const found = personalDataInRow(columns, row.cells)
  known.set(row, { columns: said, found })
  return found
}

function rowProblem(
  columns: readonly Column[],
  row: number,
  { place, through, kind }: Finding,
): FieldProblem {
  const column = columns[place]?.label ?? ''
  const last = columns[through]?.label ?? ''
  const where = `第 ${row} 行“${column}”${through === place ? '' : `到“${last}”合起来`}`
  return { field: tableField, message: forbidden(where, kind), row, column }
}
