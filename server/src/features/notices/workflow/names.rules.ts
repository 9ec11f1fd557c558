import {
  type Cell,
  type DraftContent,
  type FieldProblem,
  type Item,
  type NameFound,
  type Names,
  namesOf,
  type WholeContent,
} from '@hutang/shared'
import { isOrdinaryWord } from '../../residents'

type Table = NonNullable<WholeContent['table']>
type Row = { readonly cells: readonly Cell[] }

/** From here on (身份、家庭情况) what everybody can see in a list holds no name. */
const closedFrom = 'M2'

interface Summary {
  field: string
  where: string
  text: string
}

/** What lists, search, share cards and the shut table show. */
const summaryOf = (
  { title, plain, table }: DraftContent,
  pictures: readonly { alt: string }[],
): Summary[] => [
  { field: 'content.title', where: '标题', text: title },
  { field: 'content.plain', where: '一句话说清', text: plain },
  { field: 'content.table.caption', where: '表名', text: table?.caption ?? '' },
  ...pictures.map(({ alt }, at) => ({ field: 'pictures', where: `第 ${at + 1} 张图片的说明`, text: alt })),
]

/** Of a restricted item neither the list's own names nor those of the register stand where everybody reads. */
export function namesInSummary(
  content: WholeContent,
  pictures: readonly { alt: string }[],
  { maskLevel }: Pick<Item, 'maskLevel'>,
  register: Names | null,
): FieldProblem[] {
  if (maskLevel < closedFrom) return []
  const own = content.table && namesOfRows(content.table)
  return summaryOf(content, pictures).flatMap(({ field, where, text }) => {
    if (own?.find(text).some(isSure)) {
      return [{ field, message: `${where}里有名单上的姓名，列表里人人看得见，请换个说法。` }]
    }
    const found = register?.find(text).find(isSure)
    return found
      ? [{ field, message: `${where}里有村民的姓名“${found.name}”，列表里人人看得见，请换个说法。` }]
      : []
  })
}

export const isSure = ({ sure }: NameFound): boolean => sure

/** Words that are also somebody's name: the writer and the reviewer are asked whether the person is meant. */
export const askedNames = (
  content: DraftContent,
  pictures: readonly { alt: string }[],
  { maskLevel }: Pick<Item, 'maskLevel'>,
  register: Names | null,
): FieldProblem[] =>
  maskLevel < closedFrom
    ? []
    : summaryOf(content, pictures).flatMap(({ field, where, text }) =>
        (register?.find(text) ?? [])
          .filter((found) => !isSure(found))
          .map(({ name }) => ({
            field,
            message: `${where}里的“${name}”也是一位村民的姓名。说的要是这个人，请换个说法。`,
          })),
      )

// Rows are never changed in place.
const known = new WeakMap<readonly Row[], { columns: string; names: Names }>()

function namesOfRows({ columns, rows }: Table): Names {
  const said = JSON.stringify(columns)
  const before = known.get(rows)
  if (before?.columns === said) return before.names
  const places = columns.flatMap(({ kind }, at) => (kind === 'name' ? [at] : []))
  const cells = rows.flatMap((row) => places.map((at) => row.cells[at]))
  const written = cells.flatMap((cell) => (typeof cell === 'string' ? cell.split(/[、，,;；/]/) : []))
  const names = namesOf(written, isOrdinaryWord)
  known.set(rows, { columns: said, names })
  return names
}
