import type {
  Availability,
  ChangeSize,
  EditionState,
  EndingVerb,
  LeakKind,
  PolicyContent,
} from '@hutang/shared'
import type { HidingDoc, TransitionDoc } from '../notices'

/**
 * What still has to follow; a sweep finishes what a crash left. `edition`: its first edition is not there yet; `announce`,
 * `tell` and `status`: its publication, its withdrawal or takedown and its newest 额满, 暂停 or 延期 are not announced yet;
 * `persons` and `erase`: of a takedown, whose data it was is not found yet, and the content not deleted for good.
 */
export type PolicyOwed = 'edition' | 'announce' | 'tell' | 'status' | 'discard' | 'persons' | 'erase'

/** Thin: which edition is current, and how it stands beside its text. Written by one conditional update a step. */
export interface PolicyDoc {
  /** The policy's key. */
  _id: string
  region: string
  state: 'none' | 'published' | 'withdrawn' | 'takenDown'
  current: string | null
  /** Set with `current`, in the same update. */
  head: PolicyHead | null
  availability: Availability
  /** 撤回 or 撤下, as `state` says. */
  ended: PolicyEndedDoc | null
  /** 先遮住; also after its time is up, until the job has been there. */
  hidden?: HidingDoc | null
  /** 额满, 暂停, 恢复, 延期, 撤回, 先遮住, 恢复显示, 撤下: the newest last. */
  steps: PolicyStepDoc[]
  /** Raised by every such step: an update that names it holds only if no other step came between. */
  turn: number
  /** The newest Idempotency-Key of `steps`, here because a unique index takes one value a document. */
  stepKey: string | null
  owed: PolicyOwed[]
  /** When anything that a reader sees changed last: the order of the feed. */
  changedAt: Date
  /** How often 我要办 was tapped. */
  applied: number
  /** Addresses in its current edition that did not answer. */
  links: LinkDoc[]
  /** The day of Shanghai on which its addresses were tried last. */
  linksOn?: string | null
  author: string
  createdAt: Date
  /** `account:key` of the Idempotency-Key that made it, with the hash of that request. */
  madeBy: string | null
  madeHash: string | null
}

export interface PolicyEndedDoc {
  at: Date
  by: string
  body: string
  reason: string
  /** Of a takedown: what it leaked, and of which households; null: of all that are found. */
  kinds?: LeakKind[]
  households?: string[] | null
}

export interface PolicyHead {
  title: string
  editionNo: number
  contentHash: string
  /** When the first edition was published. */
  publishedAt: Date
  publishedBy: string
  correctedAt: Date | null
}

export interface PolicyStepDoc {
  verb: EndingVerb | 'availability'
  /** The edition that was current. */
  edition: string
  /** Null: the clock. */
  person: string | null
  account?: string | null
  by: string
  at: Date
  /** What was done, as a sentence: 延期到12月31日. */
  text: string
  note: string
  key: string | null
  hash: string | null
}

export interface LinkDoc {
  field: 'applyAt' | 'sourceUrl'
  url: string
  /** Days of Shanghai on which it did not answer, one after another; three make it dead. */
  failedOn: string[]
  since: Date
  why: string
}

/** An address of the catalogue (我要办) and how it answered; the catalogue is configuration and keeps nothing. */
export interface ItemLinkDoc extends Pick<LinkDoc, 'failedOn' | 'since' | 'why'> {
  /** The address. */
  _id: string
  /** The day on which it was tried last. */
  on: string
}

/** What a correction says of itself. */
export interface PolicyChangeDoc {
  note: string
  size: ChangeSize | null
}

export interface PolicyEditionDoc {
  /** policy:number */
  _id: string
  policy: string
  region: string
  editionNo: number
  state: EditionState
  revision: number
  author: string
  authorAccount: string | null
  /** Persons and accounts that wrote any revision. */
  writers?: string[]
  /** Who goes on with it since it was handed over. */
  keeper?: string
  content: PolicyContent
  /** Empty until the draft is handed in. */
  contentHash: string
  approvedHash: string | null
  change: PolicyChangeDoc | null
  /** Of a correction: the edition it corrects. */
  base: string | null
  publishedAt: Date | null
  /** 定时签发, and the account whose decision it is. */
  scheduledFor?: Date | null
  scheduledBy?: string | null
  /** `current`: its policy does not point to it yet; `work`: who has the next step is not told yet. */
  owed: ('current' | 'work')[]
  lastKey: string | null
  history: TransitionDoc[]
  updatedAt: Date
}

export const policyEditionId = (policy: string, no: number): string => `${policy}:${no}`
