import type { ClaimKind } from '@hutang/shared'
import { Schema } from 'mongoose'
import { defineModels } from '../../storage/define-models'

export interface ClaimDoc {
  _id: string
  account: string
  /** Absent: `residence`. */
  kind?: ClaimKind
  region: string
  householdCode: string
  name: string
  state: 'open' | 'confirmed' | 'refused' | 'closed'
  openedAt: Date
  settledAt: Date | null
  settledBy: string | null
  reason: string | null
  /** Opened by 不是我 over an account that was verified: refusing it ends that. */
  disputed: boolean
  /** The resident it was confirmed as. */
  resident: string | null
  /** Pending: confirmed, but the account has still to be tied to the resident. */
  owed: boolean
  /** 手机号换了: the new number, kept until it is decided. */
  phone?: { hash: string; sealed: string } | null
}

/** As it was when the slip was issued. */
export interface Issuer {
  name: string
  account: string
  /** Every person that the account is or was known as. */
  persons: string[]
}

/** The one-time code printed on a household's paper slip. */
export interface SlipDoc {
  /** Household `_id`: issuing a new one replaces the old. */
  _id: string
  codeHash: string
  issuedAt: Date | null
  /** Who may not settle it; null on slips of before this was kept. */
  issuedBy: Issuer | null
  expiresAt: Date
  usedAt: Date | null
  /** The claim it proved, so that what a crash cut short can be finished with the same code. */
  usedBy: string | null
}

/** A code by which somebody is let look: on a phone for minutes, on paper for days. */
export interface ConsentDoc {
  /** Household or `personKey`: a new one replaces the old. */
  _id: string
  region: string
  codeHash: string
  /** How it is called to who types it. */
  said: string
  /** The account that shows it; null on paper. */
  account: string | null
  /** The resident who agrees: void when they no longer live there. */
  giver: string
  shownAt: Date
  /** Who may not type it: the person themselves, or who issued the slip. */
  not: Issuer
  expiresAt: Date
  usedBy: string | null
}

/** Verification tries of a day: `date:account:…` and `date:household:…`. */
export interface TryDoc {
  _id: string
  n: number
  expiresAt: Date
}

/** Moves with every change of what an account has applied for. */
export const claimsMark = (account: string): string => `claims:${account}`

const claim = new Schema<ClaimDoc>(
  {
    _id: String,
    account: String,
    kind: { type: String, default: 'residence' },
    region: String,
    householdCode: String,
    name: String,
    state: String,
    openedAt: Date,
    settledAt: { type: Date, default: null },
    settledBy: { type: String, default: null },
    reason: { type: String, default: null },
    disputed: { type: Boolean, default: false },
    resident: { type: String, default: null },
    owed: { type: Boolean, default: false },
    phone: { type: { hash: String, sealed: String }, default: null, _id: false },
  },
  { versionKey: false },
)
claim.index({ account: 1, openedAt: -1 }) // my claims
claim.index({ account: 1 }, { unique: true, partialFilterExpression: { state: 'open' } }) // one open claim an account
claim.index({ owed: 1 }, { partialFilterExpression: { owed: true } }) // pending: confirmed, and a crash came before the account was tied
claim.index({ region: 1, state: 1, openedAt: 1 }) // what a clerk has to decide

const slip = new Schema<SlipDoc>(
  {
    _id: String,
    codeHash: String,
    issuedAt: { type: Date, default: null },
    issuedBy: { type: { name: String, account: String, persons: [String] }, default: null, _id: false },
    expiresAt: Date,
    usedAt: { type: Date, default: null },
    usedBy: { type: String, default: null },
  },
  { versionKey: false },
)
const tries = new Schema<TryDoc>({ _id: String, n: Number, expiresAt: Date }, { versionKey: false })
tries.index({ expiresAt: 1 }, { expireAfterSeconds: 0 }) // counters of past days

const consent = new Schema<ConsentDoc>(
  {
    _id: String,
    region: String,
    codeHash: String,
    said: String,
    account: { type: String, default: null },
    giver: String,
    shownAt: Date,
    not: { type: { name: String, account: String, persons: [String] }, _id: false },
    expiresAt: Date,
    usedBy: { type: String, default: null },
  },
  { versionKey: false },
)
consent.index({ codeHash: 1 }) // what a code that was typed means
consent.index({ expiresAt: 1 }, { expireAfterSeconds: 0 }) // codes of the past

export const verificationModels = defineModels({ Claim: claim, Slip: slip, Try: tries, Consent: consent })
