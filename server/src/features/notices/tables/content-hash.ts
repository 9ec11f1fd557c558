import { createHash, randomBytes } from 'node:crypto'
import type { Cell, Change, Column, ElementText, Item, LedgerPart } from '@hutang/shared'
import type { EditionDoc, HashPart, VoucherDoc } from '../notices.model'

export interface HashedTable {
  caption: string
  columns: readonly Column[]
  rows: Iterable<HashedRow>
}
export interface HashedRow {
  /** Household `_id` */
  household: string | null
  cells: readonly Cell[]
}

export interface HashedContent {
  title: string
  plain: string
  elements: readonly ElementText[]
  body: string
  ledger?: LedgerPart | null
  /** Of a correction. */
  change?: Change | null
  /** 有效至 */
  validUntil?: Date | null
  vouchers?: readonly Pick<VoucherDoc, '_id' | 'row' | 'name' | 'pages'>[]
}
type HashedPicture = { _id: string; sha256: string; alt: string }

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

/** Of the table with all its rows: canonical JSON of caption, columns and rows, taken row by row. */
export function tableHash({ caption, columns, rows }: HashedTable): string {
  const head = canonicalJson({
    caption,
    columns: columns.map(({ key, label, kind }) => ({ key, label, kind })),
  })
  const hash = createHash('sha256').update(`${head.slice(0, -1)},"rows":[`)
  let comma = ''
  for (const { household, cells } of rows) {
    hash.update(comma + canonicalJson({ household, cells }))
    comma = ','
  }
  return hash.update(']}').digest('hex')
}

const words = ({ title, plain, elements, body }: HashedContent) => ({
  title,
  plain,
  elements: elements.map(({ name, text }) => ({ name, text })),
  body,
})

/** Before there were parts: title, plain sentence, elements, body, table and pictures in one. */
export const wholeHash = (
  content: HashedContent,
  table: string | null,
  pictures: readonly Omit<HashedPicture, '_id'>[] = [],
): string =>
  sha256(
    canonicalJson({
      ...words(content),
      table,
      pictures: pictures.map(({ sha256, alt }) => ({ sha256, alt })),
    }),
  )

interface Part {
  name: string
  /** Whether everybody may see it. */
  open: boolean
  text: string
}

/** A table as a part: the hash of all its rows, and whether any of them names a household. */
interface TablePart {
  hash: string
  namesHouseholds: boolean
}

export const tablePart = (hash: string, rows: readonly Pick<HashedRow, 'household'>[]): TablePart => ({
  hash,
  namesHouseholds: rows.some(({ household }) => household !== null),
})

/** What an edition says, in parts by who may see them; the title is for everybody (ADR 11). */
function partsIn(
  content: HashedContent,
  table: TablePart | null,
  pictures: readonly HashedPicture[],
  { audience, maskLevel }: Pick<Item, 'audience' | 'maskLevel'>,
): Part[] {
  const open = audience === 'public'
  const { title, ...others } = words(content)
  // Whose row it is only that household may know: without a salt its code could be tried out.
  const openTable = open && maskLevel < 'M3' && !table?.namesHouseholds
  return [
    { name: 'title', open: true, text: canonicalJson({ title }) },
    { name: 'words', open, text: canonicalJson(others) },
    ...(content.validUntil
      ? [{ name: 'validUntil', open: true, text: canonicalJson(content.validUntil.toISOString()) }]
      : []),
    ...(content.ledger ? [{ name: 'ledger', open, text: canonicalJson(content.ledger) }] : []),
    ...(content.change ? [{ name: 'change', open, text: canonicalJson(content.change) }] : []),
    ...(table === null ? [] : [{ name: 'table', open: openTable, text: table.hash }]),
    ...pictures.map(({ _id, sha256, alt }) => ({
      name: `picture:${_id}`,
      open,
      text: canonicalJson({ sha256, alt }),
    })),
    // Never for everybody: always under a salt.
    ...(content.vouchers ?? []).map(({ _id, row, name, pages }) => ({
      name: `voucher:${_id}`,
      open: false,
      text: canonicalJson({ row, name, pages: pages.map(({ sha256 }) => sha256) }),
    })),
  ]
}

const commitment = (salt: string | null, text: string): string => sha256(`${salt ?? ''}${text}`)

/** The parts with their hashes; each that not everybody may see under a new random salt. */
export const hashParts = (...content: Parameters<typeof partsIn>): HashPart[] =>
  partsIn(...content).map(({ name, open, text }) => {
    const salt = open ? null : randomBytes(32).toString('hex')
    return { name, salt, hash: commitment(salt, text) }
  })

/** What a reviewer approves and a publisher publishes. */
export const contentHash = (parts: readonly HashPart[]): string =>
  sha256(canonicalJson(parts.map(({ name, hash }) => ({ name, hash }))))

type Hashed = HashedContent &
  Pick<EditionDoc, 'contentHash' | 'parts'> & { pictures: readonly HashedPicture[] }

/**
 * Whether an edition still says what its hash was made of; `table` is the hash of its rows as they are now.
 * Editions without parts are older and have one hash of everything.
 */
export function isIntact(edition: Hashed, table: string | null): boolean {
  const { parts, pictures } = edition
  if (!parts) return wholeHash(edition, table, pictures) === edition.contentHash
  // Who may see what does not matter here: each part says itself whether it has a salt.
  const rows = table === null ? null : tablePart(table, [])
  const texts = new Map(
    partsIn(edition, rows, pictures, { audience: 'public', maskLevel: 'M0' }).map(({ name, text }) => [
      name,
      text,
    ]),
  )
  return (
    contentHash(parts) === edition.contentHash &&
    texts.size === parts.length &&
    parts.every(({ name, salt, hash }) => {
      const text = texts.get(name)
      return text !== undefined && commitment(salt, text) === hash
    })
  )
}
