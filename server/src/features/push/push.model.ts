import { Schema } from 'mongoose'
import { defineModels } from '../../storage/define-models'
import type {
  AttemptDoc,
  DeliveryDoc,
  GrantDoc,
  MatchDoc,
  PreferenceDoc,
  SealedItem,
  SubscriptionDoc,
} from './push.types'

export type * from './push.types'

/** Moves with every change of what a person follows and how they wish to be told. */
export const wishesMark = (person: string): string => `wishes:${person}`

/** A push of the vendor that came: a nonce does its work once. */
export interface NonceDoc {
  /** `timestamp:nonce` */
  _id: string
  /** Hash of the body that came with it. */
  body: string
  done: boolean
  /** Until then whoever took it may be at work. */
  heldUntil: Date
  expiresAt: Date
}

const nonce = new Schema<NonceDoc>(
  { _id: String, body: String, done: Boolean, heldUntil: Date, expiresAt: Date },
  { versionKey: false },
)
nonce.index({ expiresAt: 1 }, { expireAfterSeconds: 0 }) // too old to be pushed again

const subscription = new Schema<SubscriptionDoc>(
  {
    _id: String,
    person: String,
    region: String,
    category: { type: String, default: null },
    item: { type: Number, default: null },
    scope: String,
    wish: String,
    since: Date,
    until: { type: Date, default: null },
    open: { type: Boolean, default: true },
  },
  { versionKey: false },
)
subscription.index({ person: 1, scope: 1 }, { unique: true, partialFilterExpression: { open: true } }) // one open interval a scope
subscription.index({ scope: 1, since: 1 }) // matching: who follows this scope

const preference = new Schema<PreferenceDoc>(
  { _id: String, textSize: String, quietFrom: String, quietTo: String, wechat: Boolean },
  { versionKey: false },
)

const match = new Schema<MatchDoc>(
  {
    _id: String,
    announcement: String,
    person: String,
    subject: { kind: String, id: String },
    region: String,
    kind: String,
    wish: String,
    reasons: [String],
    at: Date,
    readAt: { type: Date, default: null },
    state: { type: String, default: 'pending' },
    delivery: { type: String, default: null },
    token: { type: String, default: null },
    outcome: { type: String, default: null },
    nextAt: { type: Date, default: null },
  },
  { versionKey: false },
)
match.index({ person: 1, at: -1, _id: -1 }) // the inbox
match.index({ person: 1, readAt: 1 }) // the unread count
match.index({ state: 1, wish: 1, nextAt: 1, at: 1, _id: 1 }) // the poll of immediate matches, the oldest first
match.index({ state: 1, _id: 1 }) // sweep: what is taken, page by page
match.index({ delivery: 1 }) // the matches of a delivery
match.index({ 'subject.id': 1, _id: 1 }) // a correction: who was told of its subject before, page by page

const sealedItem = new Schema<SealedItem>(
  {
    match: String,
    subject: { kind: String, id: String },
    edition: String,
    title: String,
    name: String,
    publishedAt: Date,
    publishedBy: String,
    link: String,
    emergency: Boolean,
    urgent: Boolean,
  },
  { _id: false },
)
const delivery = new Schema<DeliveryDoc>(
  {
    _id: String,
    person: String,
    kind: String,
    state: String,
    items: { type: [sealedItem], default: [] },
    token: String,
    leaseUntil: Date,
    result: { type: String, default: null },
    reason: { type: String, default: null },
    at: Date,
  },
  { versionKey: false },
)
delivery.index({ state: 1, leaseUntil: 1 }) // sweeps: leases that are over

const attempt = new Schema<AttemptDoc>(
  {
    _id: String,
    delivery: String,
    channel: String,
    person: String,
    address: { type: String, default: null },
    template: { type: String, default: null },
    state: String,
    tries: Number,
    token: String,
    leaseUntil: Date,
    startedAt: Date,
    effect: { type: String, default: null },
    stopUntil: { type: Date, default: null },
    code: { type: String, default: null },
    grant: { type: String, default: null },
    receiptKey: { type: String, default: null },
    receipt: { type: String, default: null },
  },
  { versionKey: false },
)
attempt.index({ state: 1, leaseUntil: 1 }) // sweeps: sending, and the lease is over; waiting, and it is time
attempt.index({ receiptKey: 1 }) // the receipt's way back
attempt.index(
  { channel: 1, address: 1 },
  { unique: true, partialFilterExpression: { state: 'sending', address: { $type: 'string' } } },
) // one call under way for an address (WeChat: 43108)
attempt.index({ address: 1, state: 1, startedAt: -1 }) // the attempt of a receipt that came without an answer
attempt.index({ stopUntil: 1 }) // what stops a channel or a template now
attempt.index({ effect: 1, startedAt: -1 }) // whether what was broken has worked since

const grant = new Schema<GrantDoc>(
  {
    _id: String,
    openid: String,
    template: String,
    state: String,
    at: Date,
    reported: { type: Boolean, default: false },
    pushedAt: { type: Date, default: null },
    delivery: { type: String, default: null },
  },
  { versionKey: false },
)
grant.index({ openid: 1, template: 1, state: 1, at: 1 }) // the oldest free grant
grant.index({ state: 1, _id: 1 }) // sweep: reservations a crash left, page by page

export const pushModels = defineModels({
  Subscription: subscription,
  Preference: preference,
  Match: match,
  Delivery: delivery,
  Attempt: attempt,
  Grant: grant,
  Nonce: nonce,
})
