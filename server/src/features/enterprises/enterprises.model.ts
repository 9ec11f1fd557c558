import type { EnterpriseKind, EnterpriseLinkState, EnterpriseProfile, EnterpriseRole } from '@hutang/shared'
import { Schema } from 'mongoose'
import { defineModels } from '../../storage/define-models'

/** 一企一档 */
export interface EnterpriseDoc {
  _id: string
  /** 统一社会信用代码: one enterprise a code. */
  creditCode: string | null
  /**
   * What those who act for it have filled in. Before somebody is confirmed: what the county's register says, or nothing but a
   * name; what is filled in meanwhile stays with the link.
   */
  profile: Omit<EnterpriseProfile, 'creditCode'>
  /** The county's register has the code: name, kind and founding are the register's. */
  registered: boolean
  /** Somebody is confirmed for it, or was. */
  held: boolean
  revision: number
  createdAt: Date
  changedAt: Date
  /** Its matching has not been looked at since. */
  owed: boolean
}

/** Who answers for what was decided, as it was then. */
export interface By {
  person: string
  account: string
  name: string
}

/** A person who acts for an enterprise, or asks to. */
export interface EnterpriseLinkDoc {
  /** enterprise:person */
  _id: string
  enterprise: string
  person: string
  /** The account that asked, with the name that it shows. */
  account: string
  name: string
  role: EnterpriseRole
  state: EnterpriseLinkState
  at: Date
  /** claim: by the person; invite: by an owner; stored: known from before. */
  by: 'claim' | 'invite' | 'stored'
  /** Where it is decided. */
  region: string
  /** What the person filled in while it is asked for. Nobody else reads it. */
  draft: EnterpriseProfile | null
  /** Of the draft. */
  revision: number
  /** Changes with what the township looks at: code, name, kind and place. */
  version: number
  reason: string | null
  settledAt: Date | null
  settledBy: By | null
  /** The person's record does not say it yet. */
  owed: boolean
}

/** A code for one colleague; of the code itself only the keyed hash. */
export interface EnterpriseInviteDoc {
  _id: string
  enterprise: string
  by: string
  expiresAt: Date
  usedBy: string | null
}

/** A row of the county's register of enterprises: what is public anyway. */
export interface RegisteredEnterpriseDoc {
  /** 统一社会信用代码 */
  _id: string
  name: string
  kind: EnterpriseKind | null
  region: string
  industry: string | null
  foundedOn: string | null
  at: Date
  /** 不在最新名录: since an import of the whole place did not have it. It is never deleted. */
  goneSince: Date | null
}

/** Moves with every change of any enterprise or of who acts for one. */
export const enterprisesMark = 'enterprises'

/** Moves with every change of one enterprise, and of who acts for it. */
export const enterpriseMark = (id: string): string => `enterprise:${id}`

/** Moves with every import of the county's register. */
export const registerListMark = 'enterprise-register'

/** Moves with every change of a person's links. */
export const linksMark = (person: string): string => `enterprise-links:${person}`

const Mixed = Schema.Types.Mixed

const enterprise = new Schema<EnterpriseDoc>(
  {
    _id: String,
    creditCode: { type: String, default: null },
    profile: Mixed,
    registered: Boolean,
    held: Boolean,
    revision: Number,
    createdAt: Date,
    changedAt: Date,
    owed: Boolean,
  },
  { versionKey: false, minimize: false },
)
enterprise.index(
  { creditCode: 1 },
  { unique: true, partialFilterExpression: { creditCode: { $type: 'string' } } },
) // two who claim one code find one enterprise
enterprise.index({ 'profile.region': 1 }) // those of a place
enterprise.index({ owed: 1 }, { partialFilterExpression: { owed: true } }) // what a job looks at

const link = new Schema<EnterpriseLinkDoc>(
  {
    _id: String,
    enterprise: String,
    person: String,
    account: String,
    name: String,
    role: String,
    state: String,
    at: Date,
    by: String,
    region: String,
    draft: { type: Mixed, default: null },
    revision: Number,
    version: Number,
    reason: { type: String, default: null },
    settledAt: { type: Date, default: null },
    settledBy: { type: { person: String, account: String, name: String }, _id: false, default: null },
    owed: Boolean,
  },
  { versionKey: false, minimize: false },
)
link.index({ person: 1 }) // mine
link.index({ enterprise: 1, state: 1 }) // who acts for it
link.index({ state: 1, region: 1 }) // what waits for a township
link.index({ owed: 1 }, { partialFilterExpression: { owed: true } }) // what a crash cut short

const invite = new Schema<EnterpriseInviteDoc>(
  { _id: String, enterprise: String, by: String, expiresAt: Date, usedBy: { type: String, default: null } },
  { versionKey: false },
)
invite.index({ expiresAt: 1 }, { expireAfterSeconds: 86_400 }) // a code that is over goes a day later
invite.index({ enterprise: 1 }) // how many are open

const registered = new Schema<RegisteredEnterpriseDoc>(
  {
    _id: String,
    name: String,
    kind: { type: String, default: null },
    region: String,
    industry: { type: String, default: null },
    foundedOn: { type: String, default: null },
    at: Date,
    goneSince: { type: Date, default: null },
  },
  { versionKey: false },
)
registered.index({ region: 1 }) // the register of a place

export const enterpriseModels = defineModels({
  Enterprise: enterprise,
  EnterpriseLink: link,
  EnterpriseInvite: invite,
  RegisteredEnterprise: registered,
})
