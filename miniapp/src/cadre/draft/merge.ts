import type { DraftContent } from '@hutang/shared/contract'
import { moneyFigure } from '@hutang/shared/rules'
import { type Content, type Row, sameRows, type WholeTable } from '../table/rows'
import { same } from '../table/same'

/** A field that was changed here and elsewhere; the person must choose. */
export interface Clash {
  key: string
  name: string
  mine: string
  theirs: string
}

export interface Merged {
  /** The changes of both sides; where they clash, the text of this phone. */
  content: Content
  clashes: Clash[]
}

export type ContentKey = keyof DraftContent
export const contentKeys: readonly ContentKey[] = ['title', 'plain', 'elements', 'body', 'table', 'ledger']

const names = { title: '标题', plain: '一句话说清', body: '正文', table: '表格', ledger: '台账' } as const

const headOf = (table: WholeTable | null) => table && [table.caption, table.columns]

export const sameHead = (a: WholeTable | null, b: WholeTable | null): boolean => same(headOf(a), headOf(b))

export const sameTable = (a: WholeTable | null, b: WholeTable | null): boolean =>
  a === b || (sameHead(a, b) && sameRows(a?.rows ?? [], b?.rows ?? []))

/** Whether a field says the same; long tables are compared row by row. */
export const sameField = (key: ContentKey, a: Content, b: Content): boolean =>
  key === 'table' ? sameTable(a.table, b.table) : same(a[key] ?? null, b[key] ?? null)

export const sameContent = (a: Content, b: Content): boolean =>
  contentKeys.every((key) => sameField(key, a, b))

/** Three-way merge of the last common content, this phone's, and the server's. */
export function mergeContent(base: Content, mine: Content, theirs: Content): Merged {
  const clashes: Clash[] = []
  function pick(key: string, name: string, was: string, here: string, there: string): string {
    if (here === was || here === there) return there
    if (there !== was) {
      clashes.push({ key, name, mine: here || '（空着）', theirs: there || '（空着）' })
    }
    return here
  }
  const text = (key: 'title' | 'plain' | 'body') => pick(key, names[key], base[key], mine[key], theirs[key])
  const elements = elementNames(mine, theirs).map((name) => ({
    name,
    text: pick(
      `element:${name}`,
      name,
      elementText(base, name),
      elementText(mine, name),
      elementText(theirs, name),
    ),
  }))
  const table = mergeTable(base.table, mine.table, theirs.table)
  const ledger = mergeLedger(base.ledger ?? null, mine.ledger ?? null, theirs.ledger ?? null)
  const content = {
    title: text('title'),
    plain: text('plain'),
    elements: elements.filter((element) => element.text !== '' || hasElement(theirs, element.name)),
    body: text('body'),
    table: table === 'clash' ? mine.table : table,
    ...(mine.ledger === undefined && theirs.ledger === undefined
      ? {}
      : { ledger: ledger === 'clash' ? (mine.ledger ?? null) : ledger }),
  }
  if (ledger === 'clash')
    clashes.push({
      key: 'ledger',
      name: names.ledger,
      mine: ledgerWords(mine.ledger),
      theirs: ledgerWords(theirs.ledger),
    })
  if (table === 'clash') {
    clashes.push({
      key: 'table',
      name: names.table,
      mine: tableWords(mine.table),
      theirs: tableWords(theirs.table),
    })
  }
  return { content, clashes }
}

type Part = NonNullable<DraftContent['ledger']> | null

function mergeLedger(was: Part, here: Part, there: Part): Part | 'clash' {
  if (same(here, was) || same(here, there)) return there
  return same(there, was) ? here : 'clash'
}

const figure = (fen: number | null) => (fen === null ? '没填' : `${moneyFigure(fen)} 元`)
const ledgerWords = (part: DraftContent['ledger']): string =>
  part ? `${part.period}，期初 ${figure(part.opening)}，期末 ${figure(part.closing)}` : '（没有选）'

const tableWords = (table: WholeTable | null): string =>
  table ? `${table.caption || '没有表名'}，${table.rows.length} 行` : '（没有表格）'

/** Both sides' rows, where no row and no column was written differently on both. */
function mergeTable(
  was: WholeTable | null,
  here: WholeTable | null,
  there: WholeTable | null,
): WholeTable | null | 'clash' {
  if (sameTable(here, was) || sameTable(here, there)) return there
  if (sameTable(there, was)) return here
  if (!was || !here || !there || !sameHead(was, here) || !sameHead(was, there)) return 'clash'
  const old = new Map(was.rows.map((row) => [row.key, row]))
  const ours = new Map(here.rows.map((row) => [row.key, row]))
  const shared = new Set(there.rows.map(({ key }) => key))
  const rows: Row[] = []
  for (const row of there.rows) {
    const [before, mine] = [old.get(row.key), ours.get(row.key)]
    const result = before ? mergeRow(before, mine, row) : row
    if (result === 'clash') return 'clash'
    if (result) rows.push(result)
  }
  for (const row of here.rows) {
    const before = old.get(row.key)
    if (!before && !shared.has(row.key)) rows.push(row)
    // Taken out there, and written here.
    if (before && !shared.has(row.key) && !same(before, row)) return 'clash'
  }
  return { ...there, rows }
}

function mergeRow(was: Row, here: Row | undefined, there: Row): Row | null | 'clash' {
  if (!here) return same(was, there) ? null : 'clash'
  if (same(here, was) || same(here, there)) return there
  return same(there, was) ? here : 'clash'
}

/** The field of the draft that a clash is in. */
export const fieldOf = (clash: string): ContentKey =>
  clash.startsWith('element:') ? 'elements' : (clash as ContentKey)

/** Takes the server's text for the field of one clash. */
export function takeTheirs(content: Content, theirs: Content, key: string): Content {
  if (!key.startsWith('element:')) return { ...content, [key]: theirs[key as ContentKey] }
  const name = key.slice('element:'.length)
  return withElement(content, name, elementText(theirs, name))
}

type Elements = Pick<DraftContent, 'elements'>

export const elementText = (content: Elements, name: string): string =>
  content.elements.find((element) => element.name === name)?.text ?? ''

export function withElement<C extends Elements>(content: C, name: string, text: string): C {
  const elements = hasElement(content, name)
    ? content.elements.map((element) => (element.name === name ? { name, text } : element))
    : [...content.elements, { name, text }]
  return { ...content, elements }
}

const hasElement = (content: Elements, name: string) =>
  content.elements.some((element) => element.name === name)

const elementNames = (mine: Elements, theirs: Elements): string[] => [
  ...new Set([...theirs.elements, ...mine.elements].map((element) => element.name)),
]
