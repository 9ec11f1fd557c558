import { Id, IdParams, Instant, nullable, object, oneOf, route, type Static, Type } from './base'
import { outwardChannels, pushFrequencies } from './me'
import { toldParts } from './push-seen'

const Text = (description: string) => Type.String({ description })

/** A page of the mini-program where the person can change it. */
export const WayOut = object({
  text: Text('去“我的订阅”, 允许微信提醒'),
  page: Text('with a leading slash and its query'),
})

export const WhyLine = object({
  code: Type.String(),
  text: Type.String(),
  way: nullable(WayOut),
})

export const whyOutcomes = [...toldParts, 'notTold', 'counting'] as const

/** 为什么收到 / 没收到: of one person and one announcement. */
export const WhyAnswer = object(
  {
    announcement: nullable(Type.String()),
    kind: nullable(Type.String()),
    kindName: nullable(Text('公开, 更正, …')),
    at: nullable(Instant),
    outcome: oneOf(whyOutcomes, {
      description: 'notTold: was not among whom it was for; counting: not everybody is found yet',
    }),
    headline: Text('one sentence: 11月27日 18:30 微信已发到'),
    criteria: Type.Array(WhyLine, { description: 'why the person is told, or is not' }),
    window: Type.Array(WhyLine, { description: 'when: frequency, slot, quiet hours, burst, 有效至' }),
    channels: Type.Array(
      object({
        channel: oneOf([...outwardChannels, 'inbox', 'visit']),
        name: Text('微信, 短信, 邮件, 消息, 上门'),
        state: oneOf(['done', 'unknown', 'failed', 'skipped', 'next', 'off']),
        at: nullable(Instant),
        text: Type.String(),
        way: nullable(WayOut),
      }),
      { description: 'in the order of the chain; what was not tried is absent, or says why' },
    ),
    next: nullable(object({ at: nullable(Instant), text: Type.String() })),
  },
  { title: 'WhyAnswer' },
)

export const Why = object(
  {
    title: Text('of the notice, as the reader may see it'),
    answers: Type.Array(WhyAnswer, {
      description: 'by announcement, the newest first; none while nothing was announced',
    }),
  },
  { title: 'Why' },
)

/** The next digest as it would be now. */
export const DigestPreview = object(
  {
    frequency: oneOf(pushFrequencies),
    when: Text('每天傍晚6点半汇总告诉您'),
    at: nullable(Type.String({ ...Instant, description: 'of the next; null: told at once, no digest' })),
    atText: nullable(Text('今天 18:30')),
    channels: Type.Array(
      object({
        channel: oneOf(outwardChannels),
        name: Type.String(),
        reaches: Type.Boolean(),
        text: Text('能发到, or why not'),
        way: nullable(WayOut),
      }),
      { description: 'in the order of the person' },
    ),
    count: Type.Integer(),
    title: Text('今天有3条新公开'),
    groups: Type.Array(
      object({
        category: Type.String(),
        lines: Type.Array(
          object({
            title: Text('as the message says it: of one’s own household without a name or a sum'),
            name: Type.String(),
            why: Text('因为您订阅了“财务公开”'),
            page: Text('with a leading slash and its query'),
            publishedAt: Instant,
          }),
        ),
      }),
      { description: 'in the order of the message' },
    ),
    empty: nullable(Text('why there is none: 现在没有要汇总的，到时候不发')),
  },
  { title: 'DigestPreview' },
)

/** 为什么收到 / 没收到, and what comes next: for the person, and for who supports them. */
export const pushWhyRoutes = {
  'GET /api/notices/:id/why': route({
    summary:
      'Why the signed-in person was told of it or was not; with a person, for who keeps their register',
    tag: 'push',
    auth: 'required',
    params: IdParams,
    query: object({ person: Type.Optional(Id) }),
    response: Why,
    errors: [403, 404],
  }),
  'GET /api/me/inbox/:id/why': route({
    summary: 'Why an entry is in the inbox, and how the person was told of it',
    tag: 'me',
    auth: 'required',
    params: IdParams,
    response: WhyAnswer,
    errors: [404],
  }),
  'GET /api/me/digest': route({
    summary: 'The next digest as it would be now',
    tag: 'me',
    auth: 'required',
    response: DigestPreview,
  }),
}

export type WayOut = Static<typeof WayOut>
export type WhyLine = Static<typeof WhyLine>
export type WhyOutcome = (typeof whyOutcomes)[number]
export type WhyAnswer = Static<typeof WhyAnswer>
export type Why = Static<typeof Why>
export type DigestPreview = Static<typeof DigestPreview>
