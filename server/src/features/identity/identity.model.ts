import type { RoleName } from '@hutang/shared'
import { type Connection, Schema } from 'mongoose'

/** A resident of a household, an enterprise's contact, or simply someone who signed in. May have no account. */
export interface PersonDoc {
  _id: string
  name: string
  residence: {
    region: string
    /** Household `_id` */
    household: string
    /** 集体经济组织成员 */
    member: boolean
    state: 'living' | 'moved' | 'dead'
    endedAt: Date | null
  } | null
  enterprises: { name: string; region: string }[]
  /** Keyed hash of the register's phone number, for comparison. */
  phoneHash: string | null
  /** The number itself, encrypted (AES-256-GCM). */
  phoneSealed: string | null
}

/** A WeChat openid. `person` is the account's own person until verification ties it to a resident. */
export interface AccountDoc {
  _id: string
  openid: string
  person: string
  /** The person the account had before it was verified; it goes back there when verification ends. */
  own: string
  name: string
  verifiedAt: Date | null
  /** Closed to the household by 不是我 until a clerk decides. */
  disputedAt: Date | null
  createdAt: Date
  seenAt: Date
}

export interface RoleDoc {
  /** person:region:role:since */
  _id: string
  person: string
  region: string
  role: RoleName
  since: Date
  until: Date | null
}

export interface SessionDoc {
  /** The family: all refresh tokens that descend from one sign-in. */
  _id: string
  account: string
  /** How often the refresh token was exchanged; only the token of this turn is good now. */
  turn: number
  startedAt: Date
  /** Until when the token of the turn before is answered the same again: its answer may have been lost. */
  graceUntil: Date | null
  expiresAt: Date
  revokedAt: Date | null
}

export interface ClaimDoc {
  _id: string
  account: string
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
  /** The resident it was confirmed as, and whether the account has still to be tied to it. */
  resident: string | null
  owed: boolean
}

/** The one-time code printed on a household's paper slip. */
export interface SlipDoc {
  /** Household `_id`: issuing a new one replaces the old. */
  _id: string
  codeHash: string
  expiresAt: Date
  usedAt: Date | null
  /** The claim it settles, so that what a crash cut short can be finished with the same code. */
  usedBy: string | null
}

/** Verification tries of a day: `date:account:…` and `date:household:…`. */
export interface TryDoc {
  _id: string
  n: number
  expiresAt: Date
}

const person = new Schema<PersonDoc>(
  {
    _id: String,
    name: { type: String, required: true },
    residence: {
      type: { region: String, household: String, member: Boolean, state: String, endedAt: Date },
      default: null,
      _id: false,
    },
    enterprises: { type: [{ _id: false, name: String, region: String }], default: [] },
    phoneHash: { type: String, default: null },
    phoneSealed: { type: String, default: null },
  },
  { versionKey: false },
)
person.index({ 'residence.household': 1 }) // the members of a household
person.index({ 'residence.region': 1, 'residence.state': 1 }) // every resident of a village, for emergencies

const account = new Schema<AccountDoc>(
  {
    _id: String,
    openid: { type: String, required: true },
    person: { type: String, required: true },
    own: { type: String, required: true },
    name: String,
    verifiedAt: { type: Date, default: null },
    disputedAt: { type: Date, default: null },
    createdAt: Date,
    seenAt: Date,
  },
  { versionKey: false },
)
account.index({ openid: 1 }, { unique: true }) // sign-in; one account an openid
account.index({ person: 1 }) // the accounts of a person, for delivery

const role = new Schema<RoleDoc>(
  {
    _id: String,
    person: String,
    region: String,
    role: String,
    since: Date,
    until: { type: Date, default: null },
  },
  { versionKey: false },
)
role.index({ person: 1 }) // what a person may do
role.index({ region: 1, role: 1 }) // who serves a region

const session = new Schema<SessionDoc>(
  {
    _id: String,
    account: String,
    turn: { type: Number, default: 0 },
    startedAt: Date,
    graceUntil: { type: Date, default: null },
    expiresAt: Date,
    revokedAt: { type: Date, default: null },
  },
  { versionKey: false },
)
session.index({ account: 1 }) // sign out everywhere
session.index({ expiresAt: 1 }, { expireAfterSeconds: 86_400 }) // families long over

const claim = new Schema<ClaimDoc>(
  {
    _id: String,
    account: String,
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
  },
  { versionKey: false },
)
claim.index({ account: 1, openedAt: -1 }) // my claims
claim.index({ account: 1 }, { unique: true, partialFilterExpression: { state: 'open' } }) // one open claim an account
claim.index({ owed: 1 }, { partialFilterExpression: { owed: true } }) // confirmed, and a crash came before the account
claim.index({ region: 1, state: 1, openedAt: 1 }) // what a clerk has to settle

const slip = new Schema<SlipDoc>(
  {
    _id: String,
    codeHash: String,
    expiresAt: Date,
    usedAt: { type: Date, default: null },
    usedBy: { type: String, default: null },
  },
  { versionKey: false },
)
const tries = new Schema<TryDoc>({ _id: String, n: Number, expiresAt: Date }, { versionKey: false })
tries.index({ expiresAt: 1 }, { expireAfterSeconds: 0 }) // counters of past days

export const identityModels = (db: Connection) => ({
  Person: db.model<PersonDoc>('Person', person),
  Account: db.model<AccountDoc>('Account', account),
  Role: db.model<RoleDoc>('Role', role),
  Session: db.model<SessionDoc>('Session', session),
  Claim: db.model<ClaimDoc>('Claim', claim),
  Slip: db.model<SlipDoc>('Slip', slip),
  Try: db.model<TryDoc>('Try', tries),
})
