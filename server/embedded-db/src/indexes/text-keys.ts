import { comparerOf } from '../collation'
import type { Database } from '../engine/database'
import { rowRanges } from '../engine/row-ranges'
import { finish, type Steps, type Turn } from '../engine/steps'
import type { Matcher } from '../query/matching'
import { decodeDocument } from '../values/codec'
import { type Comparer, hasText } from '../values/comparer'
import type { Doc } from '../values/values'
import type { Collection, StoredIndex } from './collection'
import { EMPTY, keysOf } from './index-keys'
import { duplicateKey } from './indexes'
import { memberOf } from './membership'

type Index = Pick<StoredIndex, 'id' | 'name' | 'key' | 'sparse' | 'partial' | 'collation'>

/** The index of ids has the collation of its collection. No other has its number. */
const ids = (collection: Collection): Index[] =>
  collection.options.collation === undefined
    ? []
    : [
        {
          id: 0,
          name: '_id_',
          key: { _id: 1 },
          sparse: false,
          partial: undefined,
          collation: collection.options.collation,
        },
      ]

/** The unique indexes under which different texts may be equal. */
export const collatedUnique = (collection: Collection, all: readonly StoredIndex[]): Index[] => [
  ...ids(collection),
  ...all.filter(({ unique, collation }) => unique && collation !== undefined),
]

/**
 * The keys with texts in them of a unique index with a collation, and the rows that have had them. SQLite's index
 * beside it refuses equal bytes; Intl has no sort keys that it could hold, so that what is merely equal is looked
 * for here. Rows are added as they are written and looked at again when they are hit: what was deleted or changed is
 * let go then. A rollback may bring it back.
 */
export class TextKeys {
  readonly #index: Index
  readonly #by: Comparer
  readonly #member: Matcher
  readonly #paths: string[][]
  readonly #rows = new Map<string, number[]>()
  /** What was let go, and the transaction in which it was. */
  #gone: { text: string; rid: number }[] = []
  #goneIn = 0
  /** The transaction in which the last row was read; none before that. */
  #loadedIn: number | undefined

  constructor(index: Index) {
    this.#index = index
    this.#by = comparerOf(index.collation)
    this.#member = memberOf(index)
    this.#paths = Object.keys(index.key).map((path) => path.split('.'))
  }

  add(rid: number, doc: Doc): void {
    for (const { text } of this.#keys(doc)) this.#put(text, rid)
  }

  #put(text: string, rid: number): void {
    const rows = this.#rows.get(text)
    if (rows === undefined) this.#rows.set(text, [rid])
    else if (!rows.includes(rid)) rows.push(rid)
  }

  loaded(db: Database): void {
    this.#loadedIn = db.transactions
  }

  /** Whether it still has every row after a rollback: not what was read amid changes that are undone. */
  restored(db: Database): boolean {
    if (this.#loadedIn === undefined || this.#loadedIn === db.transactions) return false
    if (this.#goneIn === db.transactions) for (const { text, rid } of this.#gone) this.#put(text, rid)
    return true
  }

  #letGo(db: Database, text: string, rid: number): void {
    if (this.#goneIn !== db.transactions) this.#gone = []
    this.#goneIn = db.transactions
    this.#gone.push({ text, rid })
    const rows = this.#rows.get(text) ?? []
    rows.splice(rows.indexOf(rid), 1)
  }

  /** The error for a document with a key that another row has. */
  refuse(db: Database, { ns, table }: Collection, doc: Doc, rid: number): void {
    for (const { text, key } of this.#keys(doc)) {
      const rows = this.#rows.get(text) ?? []
      for (const row of [...rows]) {
        if (row === rid) continue
        if (this.#has(db, table, row, text)) throw duplicateKey(ns, this.#index, doc, key)
        this.#letGo(db, text, row)
      }
    }
  }

  /** The error for rows that are there. */
  refuseTwins(db: Database, collection: Collection): void {
    for (const rows of [...this.#rows.values()].filter(({ length }) => length > 1))
      for (const rid of [...rows]) {
        const [doc] = documents(db, collection.table, 'rid = ?', [rid])
        if (doc) this.refuse(db, collection, doc[1], rid)
      }
  }

  #has(db: Database, table: string, rid: number, text: string): boolean {
    const [row] = documents(db, table, 'rid = ?', [rid])
    return row !== undefined && this.#keys(row[1]).some((key) => key.text === text)
  }

  #keys(doc: Doc): { text: string; key: unknown[] }[] {
    if (!this.#member(doc)) return []
    return keysOf(doc, this.#paths, this.#index.sparse)
      .filter((key) => key.some((value) => value !== EMPTY && hasText(value)))
      .map((key) => ({ key, text: key.map((value) => this.#textOf(value)).join() }))
  }

  #textOf = (value: unknown): string => (value === EMPTY ? 'empty' : this.#by.keyOf(value ?? null))
}

const documents = (db: Database, table: string, where: string, params: number[]): [number, Doc][] =>
  db
    .all<[number, string]>(`SELECT rid, doc FROM ${table} NOT INDEXED WHERE ${where}`, params)
    .map(([rid, text]) => [rid, decodeDocument(text)])

/** The keys of all rows; others may write meanwhile, and a rollback begins it anew. */
export function* loadTexts(db: Database, collection: Collection, index: Index, turn?: Turn): Steps<TextKeys> {
  for (;;) {
    const { texts, table } = collection
    const known = collection.texts.get(index.id)
    if (known) return known
    const keys = new TextKeys(index)
    collection.texts.set(index.id, keys)
    for (const range of rowRanges(collection.top)) {
      for (const [rid, doc] of documents(db, table, 'rid > ? AND rid <= ?', range)) keys.add(rid, doc)
      if (!turn?.over) continue
      yield
      if (collection.dropped || collection.texts !== texts) break
    }
    if (collection.dropped || collection.texts === texts) {
      keys.loaded(db)
      return keys
    }
  }
}

export const restoredTexts = (db: Database, held: Collection | undefined): Map<number, TextKeys> =>
  new Map([...(held?.texts ?? [])].filter(([, keys]) => keys.restored(db)))

export function refuseEqualTexts(db: Database, collection: Collection, doc: Doc, rid: number): void {
  for (const index of collection.collatedUnique)
    finish(loadTexts(db, collection, index)).refuse(db, collection, doc, rid)
}

export function noteTexts(collection: Collection, doc: Doc, rid: number): void {
  for (const { id } of collection.collatedUnique) collection.texts.get(id)?.add(rid, doc)
}
