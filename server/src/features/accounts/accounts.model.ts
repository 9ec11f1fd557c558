import { Schema } from 'mongoose'
import { defineModels } from '../../storage/define-models'
import type { Device } from './device.rules'
import type { Where } from './where'

/** How one person signs in. `person` is the account's own person until verification ties it to a resident. */
export interface AccountDoc {
  _id: string
  /** Of WeChat; null: the account of a post (岗位), entered by a one-time code. */
  openid: string | null
  /** Issuer and subject of the county's own sign-in, `issuer#sub`; null: not bound. */
  oidc: string | null
  person: string
  /** The person the account had before it was verified; it goes back there when verification ends. */
  own: string
  name: string
  verifiedAt: Date | null
  /** Closed to the household by 不是我 until a clerk decides. */
  disputedAt: Date | null
  /** Deleted (注销), with what it was: kept until everything of it is gone. */
  leaving?: Leaving | null
  createdAt: Date
  seenAt: Date
}

export interface Leaving {
  at: Date
  openid: string | null
  /** Whom it stood for. */
  person: string
  region: string | null
  /** The network it was asked from; null: by WeChat itself. */
  from: string | null
}

export interface SessionDoc {
  /** The family: all refresh tokens that descend from one sign-in. */
  _id: string
  account: string
  /** How often the refresh token was exchanged; only the token of this turn is good now. */
  turn: number
  startedAt: Date
  /** Where it was begun; null: before this was kept. */
  device: Device | null
  network: string | null
  /** When a token of it was last exchanged. */
  usedAt: Date | null
  /** Until when the token of the turn before is answered the same again: its answer may have been lost. */
  graceUntil: Date | null
  expiresAt: Date
  revokedAt: Date | null
}

/** 登录单: a code that signs somebody in once. */
export interface InviteDoc {
  /** Keyed hash of the code. */
  _id: string
  person: string
  createdAt: Date
  expiresAt: Date
  usedAt: Date | null
}

/** 扫码登录: a code on a screen, good for three minutes. */
export interface ScanDoc extends Where {
  /** The scene of the mini-program code. */
  _id: string
  /** Of what the browser keeps. */
  secretHash: string
  state: 'waiting' | 'confirmed' | 'refused' | 'taken'
  /** Who confirmed it. */
  account: string | null
  askedAt: Date
  expiresAt: Date
}

/** Somebody on their way to the county's sign-in and back, ten minutes at most. */
export interface OidcAttemptDoc {
  /** Hash of the state. */
  _id: string
  state: string
  nonce: string
  verifier: string
  /** Hash of what the browser's cookie holds. */
  browser: string
  /** The account to be bound to whoever comes back. */
  tie: string | null
  /** Which session wants it bound: it must still be alive. */
  session: string | null
  /** Who came back. */
  account: string | null
  /** Hash of the code that takes the session; empty: come back, and nothing came of it yet. */
  handoff: string | null
  expiresAt: Date
}

/** Moves with every change of the account but `seenAt`, which nobody keeps in memory. */
export const accountMark = (id: string): string => `account:${id}`

/** Moves when a session goes on or ends. */
export const sessionMark = (id: string): string => `session:${id}`

const account = new Schema<AccountDoc>(
  {
    _id: String,
    openid: { type: String, default: null },
    oidc: { type: String, default: null },
    person: { type: String, required: true },
    own: { type: String, required: true },
    name: String,
    verifiedAt: { type: Date, default: null },
    disputedAt: { type: Date, default: null },
    leaving: {
      type: { at: Date, openid: String, person: String, region: String, from: String },
      default: null,
      _id: false,
    },
    createdAt: Date,
    seenAt: Date,
  },
  { versionKey: false },
)
account.index(
  { openid: 1 },
  { name: 'openid_of_wechat', unique: true, partialFilterExpression: { openid: { $type: 'string' } } },
) // sign-in; one account an openid
account.index({ oidc: 1 }, { unique: true, partialFilterExpression: { oidc: { $type: 'string' } } }) // sign-in by the county's provider
account.index({ person: 1 }) // the accounts of a person, for delivery
account.index({ 'leaving.at': 1 }, { partialFilterExpression: { 'leaving.at': { $type: 'date' } } }) // what of deleted accounts is still to go
account.index({ own: 1 }) // who holds a post under the person that the account was at first

const session = new Schema<SessionDoc>(
  {
    _id: String,
    account: String,
    turn: { type: Number, default: 0 },
    startedAt: Date,
    device: { type: Schema.Types.Mixed, default: null },
    network: { type: String, default: null },
    usedAt: { type: Date, default: null },
    graceUntil: { type: Date, default: null },
    expiresAt: Date,
    revokedAt: { type: Date, default: null },
  },
  { versionKey: false },
)
session.index({ account: 1 }) // sign out everywhere
session.index({ expiresAt: 1 }, { expireAfterSeconds: 86_400 }) // families long over

const invite = new Schema<InviteDoc>(
  {
    _id: String,
    person: String,
    createdAt: Date,
    expiresAt: Date,
    usedAt: { type: Date, default: null },
  },
  { versionKey: false },
)
invite.index({ person: 1 }) // a new code makes the person's earlier ones void
invite.index({ expiresAt: 1 }, { expireAfterSeconds: 86_400 }) // codes that are over

const scan = new Schema<ScanDoc>(
  {
    _id: String,
    secretHash: String,
    state: String,
    account: { type: String, default: null },
    from: { type: String, default: null },
    device: Schema.Types.Mixed,
    askedAt: Date,
    expiresAt: Date,
  },
  { versionKey: false },
)
scan.index({ expiresAt: 1 }, { expireAfterSeconds: 3600 }) // codes long over

const oidcAttempt = new Schema<OidcAttemptDoc>(
  {
    _id: String,
    state: String,
    nonce: String,
    verifier: String,
    browser: String,
    tie: { type: String, default: null },
    session: { type: String, default: null },
    account: { type: String, default: null },
    handoff: { type: String, default: null },
    expiresAt: Date,
  },
  { versionKey: false },
)
oidcAttempt.index({ handoff: 1 }) // the code of the callback
oidcAttempt.index({ expiresAt: 1 }, { expireAfterSeconds: 3600 }) // attempts long over

export const accountModels = defineModels({
  Account: account,
  Session: session,
  Scan: scan,
  OidcAttempt: oidcAttempt,
  Invite: invite,
})
