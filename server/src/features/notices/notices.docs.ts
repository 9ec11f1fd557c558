import type { Cell, Change, Column, EditionState, ElementText, NoticeState } from '@hutang/shared'

/**
 * What still has to follow a published notice; a sweep finishes what a crash left (docs/adr/0005-notices-and-editions.md).
 * `leftovers`: a correction was discarded, rows and pictures of it may be left.
 */
export type Pending = 'edition' | 'announce' | 'discard' | 'leftovers'
/**
 * What still has to follow for an edition: `current`, its notice does not point to it yet; `rows`, row sets may be
 * left over; `copy`, the rows of the edition that it corrects are not all copied yet.
 */
export type EditionPending = 'current' | 'rows' | 'copy'

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
    /** When the first edition was published: a correction is no new publication of its item. */
    publishedAt: Date
    publishedBy: string
    /** When the current edition was published, where it is a correction. */
    correctedAt?: Date | null
    /** Since when the 公示期 runs; absent: since `publishedAt`. */
    displayFrom?: Date | null
  } | null
  owed: Pending[]
  /** When a correction of it was discarded last. */
  discardedAt?: Date | null
  author: string
  createdAt: Date
  /** `account:key` of the Idempotency-Key that made it, with the hash of that request. */
  madeBy: string | null
  madeHash: string | null
}

export interface TransitionDoc {
  verb: 'create' | 'correct' | 'edit' | 'submit' | 'approve' | 'return' | 'schedule' | 'cancel' | 'publish'
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
  /** Persons and accounts that wrote any revision, also when `history` has forgotten the edit. Absent: the author. */
  writers?: string[]
  /** Of a correction: what it says of itself. */
  change?: Change | null
  /** Of a correction: the edition it corrects. */
  base?: string | null
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
    /** Of caption, columns (without `total`) and rows; part of `contentHash`. Empty until the draft is handed in. */
    hash: string
  } | null
  pictures: { _id: string; alt: string; width: number; height: number; sha256: string }[]
  /** Empty until the draft is handed in. */
  contentHash: string
  /** What `contentHash` covers, each with its salt; null where it covers the content itself (ADR 11). */
  parts?: HashPart[] | null
  approvedHash: string | null
  /** When it is, or was, to be published by itself. */
  scheduledFor?: Date | null
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
