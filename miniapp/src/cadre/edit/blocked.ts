import type { Cell, EditionWork } from '@hutang/shared/contract'
import { everyKind, personalDataInRows, personalDataInWords } from '@hutang/shared/rules'
import type { FieldProblem } from '../../api/errors'
import type { Content } from '../table/rows'

const hidden = '（这里有不能公开的内容，改好才显示）'
/** Also in a column of names, where a word would be masked as a name. */
const hiddenCell = '＊＊＊'

/** Fields whose text the server compares with the register's names, which the phone does not have. */
const named = {
  'content.title': ({ title }: Content) => title,
  'content.plain': ({ plain }: Content) => plain,
  'content.table.caption': ({ table }: Content) => table?.caption ?? '',
}
const isNamed = (field: string): field is keyof typeof named => Object.hasOwn(named, field)

/** What may not be published of a draft, each with its field: found here while it is written, names by the server. */
export function blockedIn(
  content: Content,
  { pictures, problems }: Pick<EditionWork, 'pictures' | 'problems'>,
): FieldProblem[] {
  const { table } = content
  const found = [
    ...personalDataInWords(content, pictures, everyKind),
    ...(table ? personalDataInRows(table.columns, table.rows, everyKind) : []),
  ]
  const here = new Set(found.map(({ field }) => field))
  const byServer = problems.filter(
    ({ field }) => isNamed(field) && !here.has(field) && named[field](content).trim() !== '',
  )
  return [...found, ...byServer].sort((a, b) => placeOf(a) - placeOf(b))
}

/** In the order of the page. */
const fields = [
  'content.title',
  'content.plain',
  'content.elements',
  'content.table',
  'content.body',
  'pictures',
]
const placeOf = ({ field }: FieldProblem): number => fields.findIndex((one) => field.startsWith(one))

/** What is wrong with a field; of an element or a column by its name. */
export const blockedAt = (
  blocked: readonly FieldProblem[],
  field: string,
  column?: string,
): string | undefined =>
  blocked.find((one) => one.field === field && (column === undefined || one.column === column))?.message

/** The content as a preview may show it: nothing that is blocked is seen. */
export function withoutBlocked(content: Content, blocked: readonly FieldProblem[]): Content {
  if (blocked.length === 0) return content
  const at = (field: string, text: string, column?: string) =>
    blockedAt(blocked, field, column) === undefined ? text : hidden
  const rows = new Set(blocked.flatMap(({ field, row }) => (field === 'content.table.rows' ? row : [])))
  const { table } = content
  return {
    ...content,
    title: at('content.title', content.title),
    plain: at('content.plain', content.plain),
    body: at('content.body', content.body),
    elements: content.elements.map(({ name, text }) => ({ name, text: at('content.elements', text, name) })),
    table: table && {
      ...table,
      caption: at('content.table.caption', table.caption),
      columns: table.columns.map((column) => ({
        ...column,
        label: at('content.table.columns', column.label, column.label),
      })),
      rows: table.rows.map((row, place) =>
        rows.has(place + 1) ? { ...row, cells: row.cells.map(hideCell) } : row,
      ),
    },
  }
}

const hideCell = (cell: Cell): Cell => (typeof cell === 'string' ? hiddenCell : null)
