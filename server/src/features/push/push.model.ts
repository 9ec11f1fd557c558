import { Schema } from 'mongoose'
import { defineModels } from '../../storage/define-models'
import { emailSchemas } from './email/email.schemas'
import { limitSchemas } from './limits/limits.schemas'
import type {
  AttemptDoc,
  DeliveryDoc,
  GrantDoc,
  MatchDoc,
  NonceDoc,
  PauseDoc,
  PreferenceDoc,
  RunDoc,
  SealedItem,
  SubscriptionDoc,
  VisitDoc,
} from './push.types'
import { smsSchemas } from './sms/sms.schemas'

export type * from './push.types'

/** Moves with every change of what a person follows and how they wish to be told. */
export const wishesMark = (person: string): string => `wishes:${person}`

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
    below: { type: Boolean, default: false },
    category: { type: String, default: null },
    item: { type: Number, default: null },
    word: { type: String, default: null },
    scope: String,
    since: Date,
    until: { type: Date, default: null },
    open: { type: Boolean, default: true },
  },
  { versionKey: false },
)
subscription.index({ person: 1, scope: 1 }, { unique: true, partialFilterExpression: { open: true } }) // one open interval a scope
subscription.index({ scope: 1, person: 1, _id: 1 }, { partialFilterExpression: { open: true } }) // matching: who follows a scope, person by person
subscription.index({ region: 1, word: 1 }, { partialFilterExpression: { word: { $type: 'string' } } }) // matching: the words that are looked for

const preference = new Schema<PreferenceDoc>(
  {
    _id: String,
    textSize: { type: String, default: null },
    frequency: String,
    hour: String,
    weekday: Number,
    channels: [String],
    quietFrom: String,
    quietTo: String,
    household: Boolean,
    personal: Boolean,
    muted: [String],
    welcomedAt: { type: Date, default: null },
  },
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
    urgency: String,
    reasons: [String],
    at: Date,
    validUntil: { type: Date, default: null },
    readAt: { type: Date, default: null },
    state: { type: String, default: 'pending' },
    delivery: { type: String, default: null },
    token: { type: String, default: null },
    outcome: { type: String, default: null },
    lane: String,
    nextAt: Date,
    againAt: { type: Date, default: null },
  },
  { versionKey: false },
)
match.index({ person: 1, at: -1, _id: -1 }) // the inbox
match.index({ person: 1, readAt: 1 }) // the unread count
// What is told leaves these: they stay as small as what waits. What waits for a digest is in the third alone, what is taken in the last.
for (const lane of ['now', 'burst']) {
  const waiting = { name: `${lane}_by_time`, partialFilterExpression: { state: 'pending', lane } }
  match.index({ lane: 1, nextAt: 1, _id: 1 }, waiting) // the poll
}
match.index({ lane: 1, person: 1, nextAt: 1 }, { partialFilterExpression: { state: 'pending' } }) // who is due in a run, person by person; hints to be set again
const taken = { name: 'taken_by_delivery', partialFilterExpression: { state: 'taken' } }
match.index({ state: 1, delivery: 1 }, taken) // the matches of a delivery until it is told; sweep: what is taken, page by page
match.index({ urgency: 1, state: 1, _id: 1 }, { partialFilterExpression: { urgency: 'emergency' } }) // these go before all others
match.index({ againAt: 1, _id: 1 }, { partialFilterExpression: { againAt: { $type: 'date' } } }) // important, and due again where unread
match.index({ 'subject.id': 1, _id: 1 }) // a correction: who was told of its subject before, page by page

const sealedItem = new Schema<SealedItem>(
  {
    match: String,
    announcement: String,
    subject: { kind: String, id: String },
    region: String,
    edition: String,
    title: String,
    name: String,
    publishedAt: Date,
    publishedBy: String,
    link: String,
    emergency: Boolean,
    urgent: Boolean,
    category: String,
    why: String,
    visit: { type: Boolean, default: false },
    againHours: { type: Number, default: null },
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
    channels: { type: [String], default: [] },
    visit: { type: Boolean, default: false },
    token: String,
    leaseUntil: Date,
    result: { type: String, default: null },
    reason: { type: String, default: null },
    at: Date,
  },
  { versionKey: false },
)
delivery.index({ state: 1, leaseUntil: 1 }) // sweeps: leases that are over
delivery.index({ person: 1, kind: 1, at: -1 }) // how many singles a person had in the last ten minutes

const attempt = new Schema<AttemptDoc>(
  {
    _id: String,
    delivery: String,
    channel: String,
    person: String,
    address: { type: String, default: null },
    template: { type: String, default: null },
    provider: { type: String, default: null },
    state: String,
    tries: Number,
    token: String,
    leaseUntil: Date,
    startedAt: Date,
    effect: { type: String, default: null },
    stopUntil: { type: Date, default: null },
    code: { type: String, default: null },
    grant: { type: String, default: null },
    fen: { type: Number, default: 0 },
    receiptKey: { type: String, default: null },
    receipt: { type: String, default: null },
  },
  { versionKey: false },
)
attempt.index({ delivery: 1 }) // the chain of a delivery
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

const run = new Schema<RunDoc>(
  {
    _id: String,
    slot: Date,
    state: String,
    token: { type: String, default: null },
    leaseUntil: Date,
    cursor: { type: String, default: null },
    told: { type: Number, default: 0 },
    finishedAt: { type: Date, default: null },
  },
  { versionKey: false },
)
run.index({ state: 1, slot: 1 }) // what is to be made up, the oldest first
run.index({ slot: -1 }) // the newest slot there is

const visit = new Schema<VisitDoc>(
  {
    _id: String,
    announcement: String,
    region: String,
    household: { type: String, default: null },
    persons: [String],
    subject: { kind: String, id: String },
    at: Date,
    round: String,
    told: { type: new Schema({ by: String, at: Date, how: String }, { _id: false }), default: null },
  },
  { versionKey: false },
)
visit.index({ region: 1, 'told.at': 1, at: 1, _id: 1 }) // the list of a village: what is still to be told
visit.index({ 'subject.id': 1, _id: 1 }) // of one notice

const pause = new Schema<PauseDoc>({ _id: String, since: Date, by: String }, { versionKey: false })

export const pushModels = defineModels({
  Subscription: subscription,
  Preference: preference,
  Match: match,
  Delivery: delivery,
  Attempt: attempt,
  Grant: grant,
  Nonce: nonce,
  Run: run,
  Visit: visit,
  Pause: pause,
  ...limitSchemas,
  ...smsSchemas,
  ...emailSchemas,
})
