import type { Cell, Column, EditionState, ElementText, NoticeState } from '@hutang/shared'
import { Schema } from 'mongoose'
import { defineModels } from '../../storage/define-models'

/** What still has to follow a published notice; a sweep finishes what a crash left (WORKFLOW: commit point). */
export type Pending = 'edition' | 'announce' | 'discard'
/** What still has to follow for an edition: `current`, its notice does not point to it yet; `rows`, row sets may be left over. */
export type EditionPending = 'current' | 'rows'

/** Thin: which edition is current, and the head that lists and search read. Written by one conditional update. */
export interface NoticeDoc {
  _id: string
  region: string
  item: number
  category: string
  state: NoticeState
  current: string | null
  /** Set with `current`, in the same update, so that a list never mixes two editions. */
  head: {
    title: string
    plain: string
    /** Title, plain sentence and element texts, what a search looks through. */
    words: string
    editionNo: number
    contentHash: string
    publishedAt: Date
    publishedBy: string
  } | null
  owed: Pending[]
  author: string
  createdAt: Date
  /** `account:key` of the Idempotency-Key that made it, with the hash of that request. */
  madeBy: string | null
  madeHash: string | null
}

export interface TransitionDoc {
  verb: 'create' | 'edit' | 'submit' | 'approve' | 'return' | 'publish'
  person: string
  /** Name and role in words, as they were then. */
  by: string
  at: Date
  reason: string | null
  /** `account:key` of the Idempotency-Key, with the hash of that request. */
  key: string | null
  hash: string | null
}

/** Immutable once approved: any edit makes it a draft again and voids the approval. */
export interface EditionDoc {
  _id: string
  notice: string
  region: string
  item: number
  editionNo: number
  state: EditionState
  revision: number
  author: string
  /** The account it was written with: what was written stays one's own when verification changes the person. */
  authorAccount: string | null
  title: string
  plain: string
  elements: ElementText[]
  body: string
  /** Rows are documents of their own, under `rowset`. */
  table: {
    caption: string
    columns: Column[]
    rowset: string
    /** Only of a draft: further row sets, each the rows of one change; the newer document of a row counts. */
    sets?: string[]
    /** The revision that wrote its rows last; absent: 0. */
    v?: number
    rows: number
    /** Sums of the columns, for readers; like `hash` made when the draft is handed in, and empty before. */
    totals: Cell[]
    /** Of caption, columns and rows; part of `contentHash`. */
    hash: string
  } | null
  pictures: { _id: string; alt: string; width: number; height: number; sha256: string }[]
  /** Empty until the draft is handed in. */
  contentHash: string
  /** What `contentHash` covers, each with its salt; null where it covers the content itself (ADR 11). */
  parts?: HashPart[] | null
  approvedHash: string | null
  publishedAt: Date | null
  owed: EditionPending[]
  /** The newest Idempotency-Key of `history`, here because a unique index takes one value a document. */
  lastKey: string | null
  history: TransitionDoc[]
  updatedAt: Date
}

/** One part of an edition in its hash: plain, or a commitment that the salt opens. */
export interface HashPart {
  /** `title`, `words`, `table`, or `picture:<id>` */
  name: string
  /** Null: everybody may see the part, its hash is plain. */
  salt: string | null
  hash: string
}

export interface EditionRowDoc {
  /** rowset:n, or rowset:key */
  _id: string
  rowset: string
  edition: string
  notice: string
  region: string
  /** Its place in the table, not always whole: rows put between others stand between their numbers. */
  n: number
  /** Household `_id` */
  household: string | null
  cells: Cell[]
  /** Names the row while it is worked on; absent: its number does. */
  key?: string
  /** The revision that wrote it: of several documents of a row the newest counts; absent: 0. */
  v?: number
  /** The row was taken out. */
  gone?: boolean
}

export interface PictureDoc {
  _id: string
  notice: string
  region: string
  mime: string
  width: number
  height: number
  sha256: string
  data: Buffer
  createdAt: Date
}

const mixed = Schema.Types.Mixed

const notice = new Schema<NoticeDoc>(
  {
    _id: String,
    region: String,
    item: Number,
    category: String,
    state: { type: String, default: 'none' },
    current: { type: String, default: null },
    head: {
      type: {
        title: String,
        plain: String,
        words: String,
        editionNo: Number,
        contentHash: String,
        publishedAt: Date,
        publishedBy: String,
      },
      default: null,
      _id: false,
    },
    owed: { type: [String], default: [] },
    author: String,
    createdAt: Date,
    madeBy: { type: String, default: null },
    madeHash: { type: String, default: null },
  },
  { versionKey: false },
)
notice.index({ region: 1, state: 1, 'head.publishedAt': -1, _id: -1 }) // a region's published notices, newest first
notice.index({ region: 1, item: 1, state: 1, 'head.publishedAt': -1, _id: -1 }) // an item's notices; its last publication
notice.index({ owed: 1 }) // the sweep
notice.index({ madeBy: 1 }, { unique: true, partialFilterExpression: { madeBy: { $type: 'string' } } }) // one notice an Idempotency-Key

const edition = new Schema<EditionDoc>(
  {
    _id: String,
    notice: String,
    region: String,
    item: Number,
    editionNo: Number,
    state: String,
    revision: { type: Number, default: 0 },
    author: String,
    authorAccount: { type: String, default: null },
    title: { type: String, default: '' },
    plain: { type: String, default: '' },
    elements: { type: [{ _id: false, name: String, text: String }], default: [] },
    body: { type: String, default: '' },
    table: { type: mixed, default: null },
    pictures: {
      type: [{ _id: String, alt: String, width: Number, height: Number, sha256: String }],
      default: [],
    },
    contentHash: String,
    parts: { type: mixed, default: null },
    approvedHash: { type: String, default: null },
    publishedAt: { type: Date, default: null },
    owed: { type: [String], default: [] },
    lastKey: { type: String, default: null },
    history: {
      type: [
        {
          _id: false,
          verb: String,
          person: String,
          by: String,
          at: Date,
          reason: String,
          key: String,
          hash: String,
        },
      ],
      default: [],
    },
    updatedAt: Date,
  },
  { versionKey: false, minimize: false },
)
edition.index({ notice: 1, editionNo: 1 }, { unique: true }) // the editions of a notice
edition.index({ region: 1, state: 1, updatedAt: -1 }) // the desk
edition.index({ owed: 1 }) // the sweep
edition.index({ 'history.key': 1 }) // what an Idempotency-Key has done
edition.index({ lastKey: 1 }, { unique: true, partialFilterExpression: { lastKey: { $type: 'string' } } }) // one edition an Idempotency-Key, also when two are asked for at once

const row = new Schema<EditionRowDoc>(
  {
    _id: String,
    rowset: String,
    edition: String,
    notice: String,
    region: String,
    n: Number,
    household: { type: String, default: null },
    cells: { type: [mixed], default: [] } as never,
    key: String,
    v: Number,
    gone: Boolean,
  },
  { versionKey: false },
)
row.index({ rowset: 1, n: 1 }) // a table in order
row.index({ household: 1 }) // what concerns a household
row.index({ edition: 1 }) // every row of an edition that is discarded

const picture = new Schema<PictureDoc>(
  {
    _id: String,
    notice: String,
    region: String,
    mime: String,
    width: Number,
    height: Number,
    sha256: String,
    data: Buffer,
    createdAt: Date,
  },
  { versionKey: false },
)
picture.index({ notice: 1 }) // the pictures of a notice

export const noticeModels = defineModels({
  Notice: notice,
  Edition: edition,
  EditionRow: row,
  Picture: picture,
})
