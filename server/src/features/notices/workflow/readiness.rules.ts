import {
  type Cell,
  type Column,
  type FieldProblem,
  type Item,
  tableField,
  tableProblems,
  type WholeContent,
} from '@hutang/shared'
import {
  isNeverStored,
  neverStoredIn,
  type PersonalDataKind,
  personalDataIn,
} from '../../../rules/personal-data'

type Rules = Pick<Item, 'elements' | 'maskLevel'>
type Pictures = readonly { alt: string }[]

/**
 * Everything that stands between a draft and the reviewer, as sentences with the field they belong to:
 * shown beside the disabled button and enforced by the same list.
 */
export function failureReasons(content: WholeContent, pictures: Pictures, item: Rules): FieldProblem[] {
  return [
    ...missing(content, item),
    ...withoutDescription(pictures),
    ...personalData(content, pictures, personalDataIn),
    ...(content.table ? reasonsIn(content.table) : []),
    ...namesInSummary(content, item),
  ]
}

/** Something a reader can see. */
const hasWords = (text: string): boolean => /[^\s\p{C}]/u.test(text)

function missing(content: WholeContent, { elements }: Rules): FieldProblem[] {
  const written = new Set(content.elements.filter(({ text }) => hasWords(text)).map(({ name }) => name))
  return [
    ...(hasWords(content.title) ? [] : [{ field: 'content.title', message: '还没有写标题。' }]),
    ...(hasWords(content.plain)
      ? []
      : [{ field: 'content.plain', message: '还没有写“一句话说清”：用一句大白话说最要紧的事。' }]),
    ...elements
      .filter((name) => !written.has(name))
      .map((name) => ({ field: 'content.elements', message: `还缺公开要素“${name}”。` })),
  ]
}

const withoutDescription = (pictures: Pictures): FieldProblem[] =>
  pictures.flatMap(({ alt }, at) =>
    hasWords(alt)
      ? []
      : [{ field: 'pictures', message: `第 ${at + 1} 张图片还没有文字说明，看不见的人要靠它。` }],
  )

/** What is refused already when it is saved. */
export const neverStored = (content: WholeContent): FieldProblem[] => personalData(content, [], neverStoredIn)

type Finder = (text: string) => PersonalDataKind[]

function personalData(content: WholeContent, pictures: Pictures, find: Finder): FieldProblem[] {
  const places: [field: string, where: string, text: string][] = [
    ['content.title', '标题', content.title],
    ['content.plain', '一句话说清', content.plain],
    ...content.elements.map(
      ({ name, text }) => ['content.elements', `要素“${name}”`, text] as [string, string, string],
    ),
    ['content.body', '正文', content.body],
    ['content.table.caption', '表名', content.table?.caption ?? ''],
    ...pictures.map(
      ({ alt }, at) => ['pictures', `第 ${at + 1} 张图片的说明`, alt] as [string, string, string],
    ),
  ]
  return [
    ...places.flatMap(([field, where, text]) =>
      find(text).map((kind) => ({ field, message: forbidden(where, kind) })),
    ),
    ...(content.table?.columns ?? []).flatMap(({ label }) =>
      find(label).map((kind) => ({
        field: 'content.table.columns',
        message: forbidden('列名', kind),
        column: label,
      })),
    ),
  ]
}

const forbidden = (where: string, kind: string): string =>
  `${where}里好像有${kind}，不能公开，请删去（个人信息保护法第二十五条）。`

type Table = NonNullable<WholeContent['table']>
type Row = { readonly cells: readonly Cell[] }

// Rows are never changed in place: what was found in one, and in a whole table, need not be looked for again.
const foundInRow = new WeakMap<Row, { place: number; kind: PersonalDataKind }[]>()
const soundRows = new WeakSet<Row>()
const foundInTable = new WeakMap<readonly Row[], { columns: string; reasons: FieldProblem[] }>()
const namesOfTable = new WeakMap<readonly Row[], Set<string>>()

function findingsIn(columns: readonly Column[], row: Row) {
  const known = foundInRow.get(row)
  if (known) return known
  const found = columns.flatMap(({ kind: column }, place) => {
    const cell = row.cells[place] ?? null
    // A phone number typed into a column of whole numbers is still one; sums of money are not.
    if (cell === null || column === 'money' || column === 'area' || column === 'date') return []
    return personalDataIn(String(cell)).map((kind) => ({ place, kind }))
  })
  foundInRow.set(row, found)
  return found
}

const personalDataInRow = (
  columns: readonly Column[],
  row: Row,
  at: number,
  counts: (kind: PersonalDataKind) => boolean,
): FieldProblem[] =>
  findingsIn(columns, row)
    .filter(({ kind }) => counts(kind))
    .map(({ place, kind }) => {
      const column = columns[place]?.label ?? ''
      return {
        field: tableField,
        message: forbidden(`第 ${at + 1} 行“${column}”`, kind),
        row: at + 1,
        column,
      }
    })

/** What is refused already when rows are saved. */
export const neverStoredInRows = (
  columns: readonly Column[],
  rows: readonly Row[],
  changed: ReadonlySet<Row>,
): FieldProblem[] =>
  rows.flatMap((row, at) => (changed.has(row) ? personalDataInRow(columns, row, at, isNeverStored) : []))

function reasonsIn({ columns, rows }: Table): FieldProblem[] {
  const said = JSON.stringify(columns)
  const known = foundInTable.get(rows)
  if (known?.columns === said) return known.reasons
  const reasons = [
    ...problemsIn({ columns, rows }),
    ...rows.flatMap((row, at) => personalDataInRow(columns, row, at, () => true)),
  ]
  foundInTable.set(rows, { columns: said, reasons })
  return reasons
}

function problemsIn({ columns, rows }: Pick<Table, 'columns' | 'rows'>): FieldProblem[] {
  const unchecked = new Set(rows.filter((row) => !soundRows.has(row)))
  const problems = tableProblems({ columns, rows }, null, unchecked)
  const wrong = new Set(problems.map(({ row }) => row))
  rows.forEach((row, at) => {
    if (!wrong.has(at + 1)) soundRows.add(row)
  })
  return problems
}

function namesIn({ columns, rows }: Table): Set<string> {
  const known = namesOfTable.get(rows)
  if (known) return known
  const places = columns.flatMap(({ kind }, at) => (kind === 'name' ? [at] : []))
  const names = new Set(
    rows.flatMap(({ cells }) =>
      places.flatMap((at) => {
        const cell = cells[at]
        return typeof cell === 'string' && cell.trim().length >= 2 ? [cell.trim()] : []
      }),
    ),
  )
  namesOfTable.set(rows, names)
  return names
}

/** Lists, search and share cards show title and plain sentence: they hold M0–M1 only. */
function namesInSummary({ title, plain, table }: WholeContent, { maskLevel }: Rules): FieldProblem[] {
  if (!table || maskLevel < 'M2') return []
  const names = namesIn(table)
  const places = [
    { field: 'content.title', where: '标题', text: title },
    { field: 'content.plain', where: '一句话说清', text: plain },
  ]
  return places
    .filter(({ text }) => [...names].some((name) => text.includes(name)))
    .map(({ field, where }) => ({
      field,
      message: `${where}里有名单上的姓名，列表里人人看得见，请换个说法。`,
    }))
}
