import { Cursor, Id, IdParams, Instant, nullable, object, oneOf, route, type Static, Type } from './base'
import { RegionRef } from './domain'
import { outwardChannels } from './me'

const Persons = Type.Integer({ minimum: 0, description: 'how many persons' })
const Text = (description: string) => Type.String({ description })

/** A code and how many it holds for; counted, never named. */
export const Because = object({
  code: Type.String(),
  text: Text('a plain sentence'),
  persons: Persons,
})

export const reachKinds = ['published', 'corrected', 'withdrawn'] as const

/** 发布前: who would be told if it went out now. */
export const Reach = object(
  {
    kind: oneOf(reachKinds, { description: 'corrected, withdrawn: told to who had it' }),
    exact: Type.Boolean({
      description: 'false: it stopped counting after many thousands; the figures are 约',
    }),
    persons: Type.Integer({ description: 'exactly the sum of channels, inbox, visit and silent' }),
    channels: Type.Array(
      object({
        channel: oneOf(outwardChannels),
        name: Text('微信, 短信, 邮件'),
        persons: Type.Integer({ description: 'for whom it is the first channel that can reach them' }),
      }),
      { description: 'each channel of this installation, in the usual order' },
    ),
    inbox: Type.Integer({
      description: 'no channel reaches them and no visit was asked for: 公开栏 and 消息',
    }),
    visit: object({
      asked: Type.Boolean({ description: 'whether who cannot be reached is visited' }),
      persons: Persons,
      households: Type.Integer(),
    }),
    silent: Type.Integer({ description: 'they have chosen to find this in 消息 alone' }),
    unreachable: Type.Array(Because, {
      description: 'of inbox and visit together: why not by the channels they want, most first',
    }),
    sms: object({
      persons: Persons,
      fen: Type.Integer({ description: 'what they cost, in fen, at most' }),
      leftFen: nullable(Type.Integer({ description: 'of the month, before this; null: no SMS here' })),
      month: Type.String({ description: '2026-11' }),
      enough: Type.Boolean({ description: 'false: when the money is spent, the others are told otherwise' }),
    }),
    when: object({
      now: Persons,
      later: Type.Array(
        object({ at: Instant, text: Text('今晚 18:30 汇总, 明早 7:00（免打扰结束后）'), persons: Persons }),
        {
          description: 'who waits for a digest or for the end of quiet hours, the earliest first; at most 6',
        },
      ),
    }),
    text: Type.Array(Type.String(), { description: 'the same in plain sentences, to be shown as they are' }),
  },
  { title: 'Reach' },
)

/** 发布后: each person who is expected is in exactly one of these. */
export const toldParts = [
  'read',
  'told',
  'unknown',
  'visit',
  'inbox',
  'failed',
  'waiting',
  'dropped',
] as const
export type ToldPart = (typeof toldParts)[number]

/** Of these it is listed who they are: they may have missed it. */
export const missedParts = ['unknown', 'visit', 'inbox', 'failed'] as const
export type MissedPart = (typeof missedParts)[number]

export const ToldPartView = object({
  part: oneOf(toldParts, {
    description:
      'read: opened it, however they heard; told: a channel said yes, not opened yet; unknown: sent, no answer; visit: on the visit list; inbox: no channel reaches them (已张榜); failed: every channel refused; waiting; dropped: nothing was to be said any more',
  }),
  name: Text('已看, 已发到未打开, 发出没回音, 入户名单, 已张榜, 没发成, 还在等, 不再发'),
  persons: Persons,
  reasons: Type.Array(Because, { description: 'why, most first; empty where nothing needs saying' }),
  listed: Type.Boolean({ description: 'told/people shows who' }),
})

export const ToldOf = object({
  announcement: Type.String(),
  kind: Type.String({ description: 'published, corrected, withdrawn, takenDown, leaked, reminder' }),
  name: Text('公开, 更正, 撤回, …'),
  at: Instant,
  counting: Type.Boolean({ description: 'true: not everybody concerned is found yet' }),
  expected: Type.Integer({ description: 'exactly the sum of parts' }),
  parts: Type.Array(ToldPartView, { description: 'all eight, in a fixed order' }),
  channels: Type.Array(
    object({
      channel: oneOf(outwardChannels),
      name: Type.String(),
      sent: Type.Integer({ description: 'persons for whom the channel said yes, opened or not' }),
      read: Type.Integer({ description: 'of these have opened it' }),
    }),
  ),
  visits: object({
    households: Type.Integer({ description: 'on the visit list' }),
    told: Type.Integer({ description: 'of these told by a visit or a call (households)' }),
    persons: Type.Integer({ description: 'who live in the households that were told' }),
  }),
  nextAt: nullable(Type.String({ ...Instant, description: 'when the first of those who wait is told' })),
  text: Type.Array(Type.String(), { description: 'the same in plain sentences' }),
})

export const Told = object(
  {
    notice: Id,
    title: Type.String(),
    region: RegionRef,
    received: Type.Integer({
      description: 'persons to whose 消息 it came, each once over all announcements',
    }),
    opened: Type.Integer({ description: 'of these opened it' }),
    announcements: Type.Array(ToldOf, { description: 'the newest first' }),
    names: Type.Boolean({ description: 'may ask who they are: told/people' }),
  },
  { title: 'Told' },
)

/** Who may have missed it, by household. */
export const ToldPeople = object(
  {
    announcement: Type.String(),
    part: oneOf(missedParts),
    name: Type.String(),
    households: Type.Array(
      object({
        id: Type.String(),
        code: Type.String({ description: 'empty: of no household of the register' }),
        name: Text('of its head, as the register shows it'),
        group: Type.String(),
        persons: Type.Array(
          object({ name: Type.String(), text: Text('why no channel reached them, or that no answer came') }),
        ),
        told: nullable(Text('of the visit list: 11月27日 已告知：当面')),
      }),
      { description: 'by group and code' },
    ),
    elsewhere: Type.Integer({
      description: 'persons of villages whose register the reader does not keep: counted alone',
    }),
    next: Type.Optional(Type.String({ description: 'cursor of the next page; absent on the last' })),
  },
  { title: 'ToldPeople' },
)

/** 发布前、发布后: what the telling does, for those who publish. Never a ranking of people. */
export const pushSeenRoutes = {
  'GET /api/notices/:id/reach': route({
    summary: 'Before publishing: how many would be told, by which channel, when, and what SMS would cost',
    tag: 'push',
    auth: 'required',
    params: IdParams,
    query: object({
      visit: Type.Optional(
        Type.Boolean({ title: '没收到的上门告诉', description: 'as the publisher is about to choose it' }),
      ),
      ending: Type.Optional(
        oneOf(['withdrawn'], { title: '撤回', description: 'if it were withdrawn instead' }),
      ),
      at: Type.Optional(Instant),
    }),
    response: Reach,
    errors: [403, 404, 409],
  }),
  'GET /api/notices/:id/told': route({
    summary: 'After publishing: for each announcement, parts that add up to who was expected',
    tag: 'push',
    auth: 'required',
    params: IdParams,
    response: Told,
    errors: [403, 404],
  }),
  'GET /api/notices/:id/told/people': route({
    summary: 'Who may have missed it, by household; only for who keeps the register',
    tag: 'push',
    auth: 'required',
    params: IdParams,
    query: object({
      part: oneOf(missedParts, { title: '哪一部分' }),
      announcement: Type.Optional(
        Type.String({ title: '哪一次', maxLength: 300, description: 'absent: the newest' }),
      ),
      cursor: Type.Optional(Cursor),
    }),
    response: ToldPeople,
    errors: [403, 404],
  }),
}

export type Because = Static<typeof Because>
export type Reach = Static<typeof Reach>
export type ReachKind = (typeof reachKinds)[number]
export type ToldPartView = Static<typeof ToldPartView>
export type ToldOf = Static<typeof ToldOf>
export type Told = Static<typeof Told>
export type ToldPeople = Static<typeof ToldPeople>
