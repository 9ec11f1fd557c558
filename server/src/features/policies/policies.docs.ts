import type { Availability, ChangeSize, EditionState, PolicyContent } from '@hutang/shared'
import type { TransitionDoc } from '../notices'

/**
 * What still has to follow; a sweep finishes what a crash left. `edition`: its first edition is not there yet; `announce`,
 * `tell` and `status`: its publication, its withdrawal and its newest 额满, 暂停 or 延期 are not announced yet.
 */
export type PolicyOwed = 'edition' | 'announce' | 'tell' | 'status' | 'discard'

/** Thin: which edition is current, and how it stands beside its text. Written by one conditional update a step. */
export interface PolicyDoc {
  /** The policy's key. */
  _id: string
  region: string
  state: 'none' | 'published' | 'withdrawn'
  current: string | null
  /** Set with `current`, in the same update. */
  head: PolicyHead | null
  availability: Availability
  ended: { at: Date; by: string; body: string; reason: string } | null
  /** 额满, 暂停, 恢复, 延期, 撤回: the newest last. */
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
  verb: 'withdraw' | 'availability'
  /** The edition that was current. */
  edition: string
  person: string
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
