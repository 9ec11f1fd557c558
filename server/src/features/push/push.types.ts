import type { Wish } from '@hutang/shared'
import type { ChannelName, Effect, Message } from '../../channels/channel'
import type { AnnouncementDoc, Concern, SubjectRef } from '../announcements'

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

/** Why a person is told: a concern, or the key under which they follow. The sentence is made where it is shown. */
export type Reason = Concern | `scope:${string}`

/** One person's reason to know; also the inbox row. */
export interface MatchDoc {
  /** announcement:enterprise:person, the enterprise '' for villagers */
  _id: string
  announcement: string
  person: string
  subject: SubjectRef
  region: string
  kind: AnnouncementDoc['kind']
  wish: Wish
  reasons: Reason[]
  at: Date
  readAt: Date | null
  state: 'pending' | 'taken' | 'sent' | 'dropped' | 'superseded'
  delivery: string | null
  /** Of the worker that took it, so that one that stalled cannot let go of what another holds. */
  token: string | null
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

/** What a message says of one match, and what it was made of. */
export interface SealedItem extends Message {
  match: string
  subject: SubjectRef
  edition: string
}

export interface AttemptDoc {
  /** delivery:channel */
  _id: string
  delivery: string
  channel: ChannelName
  person: string
  address: string | null
  template: string | null
  /** `waiting`: refused for now, the same attempt is tried again. */
  state: 'sending' | 'accepted' | 'refused' | 'unknown' | 'waiting'
  tries: number
  token: string
  /** While `sending`, when the worker is given up; while `waiting`, when a definite no is tried again. */
  leaseUntil: Date
  startedAt: Date
  /** What the answer means beyond this message; null until there is one. */
  effect: Effect | null
  /** Until when the effect stops the channel or the template. */
  stopUntil: Date | null
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
