import type {
  Cell,
  Change,
  Column,
  EditionState,
  ElementText,
  EndingVerb,
  Hiding,
  LeakKind,
  LedgerPart,
  NoticeState,
  TransitionVerb,
} from '@hutang/shared'
import type { GroundsDoc, HashPart, TellingDoc, VoucherDoc } from './edition.docs'
import type { PaperDoc } from './paper/paper.docs'
import type { Returned } from './workflow/since-return.rules'

export type { GroundsDoc, HashPart, VoucherDoc } from './edition.docs'

/**
 * What still has to follow a published notice; a sweep finishes what a crash left (docs/adr/0005-notices-and-editions.md).
 * `leftovers`: a correction was discarded, rows and pictures of it may be left.
 */
export type Pending = 'edition' | 'announce' | 'discard' | 'leftovers' | EndingPending
/** The same of an ending: who received it is told; whose data it was is found, then what was taken down is deleted. */
export type EndingPending = 'tell' | 'persons' | 'erase'
/**
 * What still has to follow for an edition: `current`, its notice does not point to it yet; `rows`, row sets may be
 * left over; `copy`, the rows of the edition that it corrects are not all copied yet; `work`, who has to do the next
 * step is not told yet.
 */
export type EditionPending = 'current' | 'rows' | 'copy' | 'work'

/** All that a nil return's first edition is made of, so that a sweep can make it. */
export interface NilDoc {
  /** The period's key, `2026-Q3`. */
  period: string
  plain: string
  /** Who handed it in, by name and role in words, and the account. */
  by: string
  account: string
}

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
    /** When the reviewer approved it; absent in what was published before this was kept. */
    reviewedAt?: Date | null
    /** When the current edition was published, where it is a correction. */
    correctedAt?: Date | null
    /** Since when the 公示期 runs; absent: since `publishedAt`. */
    displayFrom?: Date | null
    /** 有效至; absent: for good. */
    validUntil?: Date | null
    /** 补录: when it was brought in; `publishedAt` is the day on which it was published then. */
    backfilledAt?: Date | null
  } | null
  /** 本期无: a statement that a period had none; null for what has content. */
  nil?: NilDoc | null
  /** `region:item:period` of a nil return that stands or is on its way: there is one for each. */
  nilKey?: string | null
  owed: Pending[]
  /** When a correction of it was discarded last. */
  discardedAt?: Date | null
  author: string
  createdAt: Date
  /** 先遮住; also after its time is up, until the job has been there. */
  hidden?: HidingDoc | null
  /** When it was hidden that has been shown again since. */
  shownAgain?: Date | null
  /** 撤回 or 撤下, as `state` says; what the banner or the tombstone tells. */
  ended?: EndedDoc | null
  /** Raised by every step below: an update that names it holds only if no other step came between. */
  turn?: number
  steps?: NoticeStepDoc[]
  /** The newest Idempotency-Key of `steps`, here because a unique index takes one value a document. */
  stepKey?: string | null
  /** `account:key` of the Idempotency-Key that made it, with the hash of that request. */
  madeBy: string | null
  madeHash: string | null
  /** 补录: village, item, day and title, so that nothing is brought in twice; what was undone gives it back. */
  oldKey?: string | null
}

export interface HidingDoc extends Hiding {
  /** Name and role in words, as they were then. */
  by: string
  reason: string
}

export interface EndedDoc {
  at: Date
  by: string
  /** The village's or the township's body that decided, as a sentence names it. */
  body: string
  reason: string
  /** Who had received it is told. */
  tell: boolean
  /** Of a takedown: what it leaked, and of which households; null: of all that are found. */
  kinds?: LeakKind[]
  households?: string[] | null
}

/** A step of the notice as a whole (shared/src/rules/endings.ts); those of an edition stand in its history. */
export interface NoticeStepDoc {
  verb: EndingVerb
  /** The edition that was current. */
  edition: string
  /** Null: the clock. */
  person: string | null
  account: string | null
  by: string
  at: Date
  reason: string | null
  /** `account:key` of the Idempotency-Key, with the hash of that request. */
  key: string | null
  hash: string | null
}

export interface TransitionDoc {
  verb: TransitionVerb
  person: string
  /** Name and role in words, as they were then. */
  by: string
  at: Date
  reason: string | null
  /** `account:key` of the Idempotency-Key, with the hash of that request. */
  key: string | null
  hash: string | null
  /** 线下审核: `person` signed a printed sheet, which somebody else photographed. Absent: on a screen. */
  paper?: PaperDoc | null
}

/** Immutable once approved: any edit makes it a draft again and voids the approval. */
export interface EditionDoc extends TellingDoc {
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
  /** Who goes on with it since its writer's post ended (交接); the author stays the author. Absent: nobody else. */
  keeper?: string | null
  /** Persons and accounts that wrote any revision, also when `history` has forgotten the edit. Absent: the author. */
  writers?: string[]
  /** Of a correction: what it says of itself. */
  change?: Change | null
  /** What a reviewer sent back last; gone once it is published. */
  returned?: Returned | null
  /** Of a correction: the edition it corrects. */
  base?: string | null
  title: string
  plain: string
  elements: ElementText[]
  body: string
  /** 主体 and 期别 of what is a period of a ledger; absent: it is none, or older. */
  ledger?: LedgerPart | null
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
  /** 公开的依据: who stated when why names may stand beside illness or relief; absent: nobody. Outside the hash. */
  grounds?: GroundsDoc | null
  pictures: { _id: string; alt: string; width: number; height: number; sha256: string }[]
  /** 单据 of its rows; absent: none. */
  vouchers?: VoucherDoc[]
  /** Empty until the draft is handed in. */
  contentHash: string
  /** What `contentHash` covers, each with its salt; null where it covers the content itself (ADR 11). */
  parts?: HashPart[] | null
  approvedHash: string | null
  /** When it is, or was, to be published by itself. */
  scheduledFor?: Date | null
  /** The account that scheduled it: what it may do is asked again when the time has come. */
  scheduledBy?: string | null
  publishedAt: Date | null
  owed: EditionPending[]
  /** The newest Idempotency-Key of `history`, here because a unique index takes one value a document. */
  lastKey: string | null
  history: TransitionDoc[]
  updatedAt: Date
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
  /** Household `_id`; of a row that belongs to a person their `personKey`, null where the register did not tell who it is. */
  household: string | null
  /** Only of a row that belongs to a person: the household that its writer named. */
  home?: string | null
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
  /** A page of a voucher: never shown without a ticket of its own. */
  voucher?: boolean
  data: Buffer
  createdAt: Date
}
