import type { Wish } from '@hutang/shared'
import { type Connection, Schema } from 'mongoose'

/** Intervals, never deleted: expected is who was subscribed when the announcement was made. */
export interface SubscriptionDoc {
  _id: string
  person: string
  region: string
  /** Both null: the whole village. */
  category: string | null
  item: number | null
  /** `region`, `region/category` or `region#item`. */
  scope: string
  wish: Wish
  since: Date
  until: Date | null
  /** True until it ends: one open interval a scope (unique). */
  open: boolean
}

export interface PreferenceDoc {
  /** Person `_id` */
  _id: string
  textSize: 'standard' | 'large' | 'elder' | 'huge'
  quietFrom: string
  quietTo: string
  wechat: boolean
}

export interface AnnouncementDoc {
  /** notice:edition:kind */
  _id: string
  notice: string
  edition: string
  kind: 'published' | 'corrected' | 'withdrawn' | 'takenDown' | 'reminder'
  region: string
  item: number
  category: string
  at: Date
  /** Null until matching has written every match. */
  matchedAt: Date | null
}

/** One person's reason to know; also the inbox row. */
export interface MatchDoc {
  /** announcement:subject:person, subject '' for villagers */
  _id: string
  announcement: string
  person: string
  notice: string
  region: string
  kind: AnnouncementDoc['kind']
  wish: Wish
  reasons: string[]
  at: Date
  readAt: Date | null
  state: 'pending' | 'claimed' | 'sent' | 'dropped' | 'superseded'
  delivery: string | null
  /** Token of the worker that claimed it, so that one that stalled cannot let go of what another holds. */
  claim: string | null
  /** Why it was dropped. */
  outcome: string | null
  /** A hint when to look again; null: now, but digests (kept for later) are not looked at. */
  nextAt: Date | null
}

export interface DeliveryDoc {
  _id: string
  person: string
  kind: 'immediate' | 'daily' | 'weekly'
  state: 'open' | 'sealed' | 'done'
  /** Sealed once: what the message says. */
  items: SealedItem[]
  token: string
  leaseUntil: Date
  result: DeliveryResult | null
  /** The code behind a result other than delivered. */
  reason: string | null
  at: Date
}

/** `visit`: for the visit list, the channel said no; `inbox`: there was no outward channel to use. */
export type DeliveryResult = 'delivered' | 'unknown' | 'visit' | 'inbox' | 'dropped'

export interface SealedItem {
  match: string
  notice: string
  edition: string
  /** As it may show on a locked screen. */
  title: string
  itemName: string
  publishedAt: Date
  publishedBy: string
  /** Item 50, which waits for no morning. */
  emergency: boolean
  /** May spend a person's last grant. */
  urgent: boolean
}

export interface AttemptDoc {
  /** delivery:channel */
  _id: string
  delivery: string
  channel: string
  person: string
  openid: string | null
  template: string | null
  /** `waiting`: refused for now, the same attempt is tried again. */
  state: 'sending' | 'accepted' | 'refused' | 'unknown' | 'waiting'
  tries: number
  token: string
  /** While `sending`, when the worker is given up; while `waiting`, when a definite no is tried again. */
  leaseUntil: Date
  startedAt: Date
  code: string | null
  grant: string | null
  receiptKey: string | null
  receipt: string | null
}

export interface GrantDoc {
  /** openid:template:minute:n, so that the report of the client and the event push are one */
  _id: string
  openid: string
  template: string
  state: 'free' | 'reserved' | 'spent' | 'void'
  at: Date
  /** Told by the mini-program. */
  reported: boolean
  /** Told by the vendor's event push: its time, which is also what tells a repeated push. */
  pushedAt: Date | null
  delivery: string | null
}

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

const announcement = new Schema<AnnouncementDoc>(
  {
    _id: String,
    notice: String,
    edition: String,
    kind: String,
    region: String,
    item: Number,
    category: String,
    at: Date,
    matchedAt: { type: Date, default: null },
  },
  { versionKey: false },
)
announcement.index({ matchedAt: 1, at: 1 }) // what is still to be matched

const match = new Schema<MatchDoc>(
  {
    _id: String,
    announcement: String,
    person: String,
    notice: String,
    region: String,
    kind: String,
    wish: String,
    reasons: [String],
    at: Date,
    readAt: { type: Date, default: null },
    state: { type: String, default: 'pending' },
    delivery: { type: String, default: null },
    claim: { type: String, default: null },
    outcome: { type: String, default: null },
    nextAt: { type: Date, default: null },
  },
  { versionKey: false },
)
match.index({ person: 1, at: -1, _id: -1 }) // the inbox
match.index({ person: 1, readAt: 1 }) // the unread count
match.index({ state: 1, wish: 1, nextAt: 1 }) // the poll of immediate matches
match.index({ delivery: 1 }) // the matches of a delivery

const sealedItem = new Schema<SealedItem>(
  {
    match: String,
    notice: String,
    edition: String,
    title: String,
    itemName: String,
    publishedAt: Date,
    publishedBy: String,
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
    openid: { type: String, default: null },
    template: { type: String, default: null },
    state: String,
    tries: Number,
    token: String,
    leaseUntil: Date,
    startedAt: Date,
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
  { openid: 1 },
  { unique: true, partialFilterExpression: { state: 'sending', channel: 'wechat' } },
) // one in flight per openid (43108)
attempt.index({ openid: 1, state: 1, startedAt: -1 }) // the attempt of a receipt that came without an answer

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
grant.index({ state: 1, at: 1 }) // reservations a crash left

export const pushModels = (db: Connection) => ({
  Subscription: db.model<SubscriptionDoc>('Subscription', subscription),
  Preference: db.model<PreferenceDoc>('Preference', preference),
  Announcement: db.model<AnnouncementDoc>('Announcement', announcement),
  Match: db.model<MatchDoc>('Match', match),
  Delivery: db.model<DeliveryDoc>('Delivery', delivery),
  Attempt: db.model<AttemptDoc>('Attempt', attempt),
  Grant: db.model<GrantDoc>('Grant', grant),
})
