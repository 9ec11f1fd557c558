import { type Column, ledgerLines } from '@hutang/shared'
import type { EditionDoc } from '../notices.model'
import { type Content, plainColumns } from '../tables/compose'
import { wordsOf } from './content'

/** What a reviewer sent back (退回), so that what was changed since can be told. */
export interface Returned {
  /** Rows with a later revision were written since. */
  revision: number
  words: Content
  table: { caption: string; columns: Column[]; rows: number; hash: string } | null
}

export const returnedAs = (edition: EditionDoc): Returned => ({
  revision: edition.revision,
  words: wordsOf(edition),
  table: edition.table && {
    caption: edition.table.caption,
    columns: plainColumns(edition.table.columns),
    rows: edition.table.rows,
    hash: edition.table.hash,
  },
})

const longest = 40
const cut = (text: string): string => {
  const short = text.replace(/\s+/g, ' ').trim()
  return short.length > longest ? `${short.slice(0, longest)}…` : short || '（空）'
}
const changed = (what: string, before: string, now: string): string[] =>
  before === now ? [] : [`${what}由“${cut(before)}”改为“${cut(now)}”`]

/** Sentences about what is different from what was sent back; `rows` were written since. */
export function changedSince(
  { words, table: before }: Returned,
  edition: Pick<EditionDoc, 'title' | 'plain' | 'elements' | 'body' | 'table' | 'ledger'>,
  rows: number,
): string[] {
  const now = wordsOf(edition)
  const names = [...new Set([...words.elements, ...now.elements].map(({ name }) => name))]
  const textOf = ({ elements }: Content, name: string) =>
    elements.find((element) => element.name === name)?.text ?? ''
  return [
    ...changed('标题', words.title, now.title),
    ...changed('一句话说清', words.plain, now.plain),
    ...names.flatMap((name) => changed(`要素“${name}”`, textOf(words, name), textOf(now, name))),
    ...(words.body === now.body ? [] : ['正文改过']),
    ...changed('主体和期别', ledgerSaid(words), ledgerSaid(now)),
    ...tableChanges(before, edition.table, rows),
  ]
}

const ledgerSaid = ({ ledger }: Content): string =>
  ledger
    ? ledgerLines(ledger)
        .map(({ text }) => text)
        .join('，')
    : ''

function tableChanges(before: Returned['table'], now: EditionDoc['table'], rows: number): string[] {
  if (!before || !now) return before ? ['表格删掉了'] : now ? [`加了一张表，${now.rows} 行`] : []
  if (before.hash === now.hash) return []
  const labels = (columns: readonly Column[]) => columns.map(({ label }) => label).join('、')
  const fewer = before.rows - now.rows
  return [
    ...changed('表名', before.caption, now.caption),
    ...changed('列', labels(before.columns), labels(now.columns)),
    rows > 0 ? `表格改了或加了 ${rows} 行` : '表格改过',
    ...(fewer > 0 ? [`表格少了 ${fewer} 行`] : []),
  ]
}
