import type { OutwardChannel, PushFrequency, ToldHow } from '@hutang/shared'
import type { ChannelName, Effect, Message } from '../../channels/channel'
import type { AnnouncementDoc, Concern, SubjectRef } from '../announcements'

/** Intervals, never deleted: expected is who was subscribed when the announcement was made. */
export interface SubscriptionDoc {
  _id: string
  person: string
  region: string
  /** With what lies below the region: its villages, its townships. */
  below: boolean
  /** At most one of the three; all null: everything of the region. */
  category: string | null
  item: number | null
  word: string | null
  /** The key it is matched by: `scopeOf`. */
  scope: string
  since: Date
  until: Date | null
  /** True until it ends: one open interval a scope (unique). */
  open: boolean
}

/** How a person is told. Absent: `defaultPreferences`. */
export interface PreferenceDoc {
  /** Person `_id` */
  _id: string
  textSize: 'standard' | 'large' | 'elder' | 'huge' | null
  frequency: PushFrequency
  /** When a digest goes, HH:00 or HH:30, Asia/Shanghai. */
  hour: string
  /** Day of a weekly digest, 1 Monday to 7 Sunday. */
  weekday: number
  /** The outward channels in their order; what is absent is off. */
  channels: OutwardChannel[]
  quietFrom: string
  quietTo: string
  /** Whether what concerns the own household goes outward; false: into the inbox alone. */
  household: boolean
  /** Whether they are told of what fits their enterprise (个人信息保护法第二十四条); absent: they are. */
  personal?: boolean
  /** `notice:<id>`, `policy:<id>` or `item:<region>#<no>`: into the inbox alone. */
  muted: string[]
  /** When the default subscriptions were made for them; null: never, or they have answered. */
  welcomedAt: Date | null
}

/** Why a person is told: a concern, or the key under which they follow. The sentence is made where it is shown. */
export type Reason = Concern | `scope:${string}`

/**
 * Which worker a pending match waits for. A hint, like `nextAt`: the truth is the preference read at sealing.
 * `now`: told by itself; `digest`: with the day's or the week's; `burst`: with what came too thick.
 */
export type Lane = 'now' | 'digest' | 'burst'

/** One person's reason to know; also the inbox row. */
export interface MatchDoc {
  /** announcement:enterprise:person, the enterprise '' for villagers */
  _id: string
  announcement: string
  person: string
  subject: SubjectRef
  region: string
  kind: AnnouncementDoc['kind']
  urgency: AnnouncementDoc['urgency']
  reasons: Reason[]
  at: Date
  /** 有效至: past it nothing is sent; null: for good. */
  validUntil: Date | null
  readAt: Date | null
  state: 'pending' | 'taken' | 'sent' | 'dropped' | 'superseded'
  delivery: string | null
  /** Of the worker that took it, so that one that stalled cannot let go of what another holds. */
  token: string | null
  /** Why it was dropped. */
  outcome: string | null
  lane: Lane
  /** When to look at it next; always a time while pending. */
  nextAt: Date
  /** When an important notice that is still unread goes again, by another channel; null: it does not. */
  againAt: Date | null
}

export interface DeliveryDoc {
  /**
   * The match's id (`single`), `daily:2026-11-20:person`, `weekly:2026-W47:person`, `burst:<end of the window>:person`,
   * or `again:<match>`.
   */
  _id: string
  person: string
  kind: 'single' | 'daily' | 'weekly' | 'burst' | 'again'
  state: 'open' | 'sealed' | 'done'
  /** Sealed once: what the message says, a line for each match. */
  items: SealedItem[]
  /** Sealed once: the channels to be tried, in their order. */
  channels: ChannelName[]
  /** Whether its end, when no channel reached the person, is the visit list. */
  visit: boolean
  token: string
  leaseUntil: Date
  result: DeliveryResult | null
  /** The code behind a result other than delivered. */
  reason: string | null
  at: Date
}

/**
 * `delivered`: a channel said yes; `unknown`: a call had no answer; `visit`: on the visit list (入户名单); `inbox`: no channel
 * could or would take it, and the publisher asked for no visit (已张榜); `dropped`: nothing was to be said any more.
 */
export type DeliveryResult = 'delivered' | 'unknown' | 'visit' | 'inbox' | 'dropped'

/** What a message says of one match, and what it was made of. */
export interface SealedItem extends Omit<Message, 'kind' | 'count' | 'lines'> {
  match: string
  announcement: string
  subject: SubjectRef
  edition: string
  category: string
  /** Why the person is told, as a sentence. */
  why: string
  /** Whether the publisher asked for a visit where no channel reaches the person. */
  visit: boolean
  /** After so many hours it goes again where it is unread; null: it does not. */
  againHours: number | null
}

export interface AttemptDoc {
  /** delivery:channel */
  _id: string
  delivery: string
  channel: ChannelName
  person: string
  address: string | null
  template: string | null
  provider: string | null
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
  /** What the call cost, or will. */
  fen: number
  receiptKey: string | null
  receipt: string | null
}

/** The making of the digests of one half hour: a cursor over persons under a lease. */
export interface RunDoc {
  /** `digest:2026-11-20T18:30`, Asia/Shanghai */
  _id: string
  slot: Date
  /** `covered`: a run that was made up took what this one would have taken. */
  state: 'pending' | 'done' | 'covered'
  token: string | null
  leaseUntil: Date
  /** The last person whose digest is made. */
  cursor: string | null
  told: number
  finishedAt: Date | null
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

/** A household that no channel reached, to be told by a visit (入户名单). One a household and announcement. */
export interface VisitDoc {
  /** announcement:household; of a person without a household: announcement:person */
  _id: string
  announcement: string
  region: string
  household: string | null
  persons: string[]
  subject: SubjectRef
  at: Date
  /** The round (one a week) it belongs to: `2026-W47`. */
  round: string
  /** Told: by whom, when and how. Null: not yet. */
  told: { by: string; at: Date; how: ToldHow } | null
}

/** One of N calls that may be made in a window (PUSH.md, Limits). */
export interface SlotDoc {
  /** provider:n */
  _id: string
  provider: string
  /** Taken until then: the window, and the time a call may take to begin. */
  freeAt: Date
}

/** What may be spent: `quota:<provider>:<date>` in calls, `sms:<region>:<month>` in fen. */
export interface CounterDoc {
  _id: string
  n: number
  expiresAt: Date
}

/** A channel that the operator has paused. */
export interface PauseDoc {
  /** The channel's name. */
  _id: string
  since: Date
  /** Who did it, as the audit knows them. */
  by: string
}

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
