import { createHash } from 'node:crypto'
import type { Cell, Column, ElementText } from '@hutang/shared'

export interface HashedTable {
  caption: string
  columns: readonly Column[]
  rows: readonly { household: string | null; cells: readonly Cell[] }[]
}

export interface HashedContent {
  title: string
  plain: string
  elements: readonly ElementText[]
  body: string
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** JSON with the keys of every object in order, so that equal content has equal bytes. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  // Half a character is stored as U+FFFD: hashed the same, so that what is read back has the hash that was approved.
  if (typeof value === 'string') return JSON.stringify(value.replace(/\p{Cs}/gu, '\ufffd'))
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`
}

/** Of the table with all its rows; kept beside the table, so that an edit of the words need not read 2,000 rows. */
export const tableHash = ({ caption, columns, rows }: HashedTable): string =>
  sha256(
    canonicalJson({
      caption,
      columns: columns.map(({ key, label, kind }) => ({ key, label, kind })),
      rows: rows.map(({ household, cells }) => ({ household, cells })),
    }),
  )

/** What a reviewer approves and a publisher publishes: title, plain sentence, elements, body, table and pictures. */
export const contentHash = (
  { title, plain, elements, body }: HashedContent,
  table: string | null,
  pictures: readonly { sha256: string; alt: string }[] = [],
): string =>
  sha256(
    canonicalJson({
      title,
      plain,
      elements: elements.map(({ name, text }) => ({ name, text })),
      body,
      table,
      pictures: pictures.map(({ sha256, alt }) => ({ sha256, alt })),
    }),
  )
