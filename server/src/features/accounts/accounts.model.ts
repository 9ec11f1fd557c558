import { Schema } from 'mongoose'
import { defineModels } from '../../storage/define-models'

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

/** Moves with every change of the account but `seenAt`, which nobody keeps in memory. */
export const accountMark = (id: string): string => `account:${id}`

/** Moves when a session goes on or ends. */
export const sessionMark = (id: string): string => `session:${id}`

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

export const accountModels = defineModels({ Account: account, Session: session })
