import { Done, Instant, nullable, object, oneOf, route, type Static, Type } from './base'

const Count = object({
  n: Type.Integer({ minimum: 0 }),
  more: Type.Boolean({ description: 'there are more than were counted' }),
})
/** Of a delivery or an attempt: made of ids, longer than others. */
const PushId = Type.String({ title: '编号', minLength: 1, maxLength: 600 })
const Channel = oneOf(['wechat', 'sms', 'email'], { title: '渠道' })

export const OperatorAttempts = object({
  channel: Type.String(),
  state: Type.String(),
  code: nullable(Type.String()),
  count: Count,
  advice: nullable(
    Type.String({ description: 'what to do about it, Chinese; null where there is nothing to do' }),
  ),
})

export const OperatorPush = object({
  at: Instant,
  queues: object({
    unmatched: Count,
    now: Count,
    digest: Count,
    burst: Count,
    taken: Count,
    preparing: Count,
    sealed: Count,
    unknown: Count,
    grants: Count,
  }),
  /** The longest overdue of those that are told by themselves, in seconds; 0: nobody waits. */
  lateSeconds: Type.Integer({ minimum: 0 }),
  runs: Type.Array(
    object({
      slot: Instant,
      state: Type.String(),
      told: Type.Integer(),
      finishedAt: nullable(Instant),
    }),
  ),
  attempts: Type.Array(OperatorAttempts),
  stops: Type.Array(
    object({
      channel: Type.String(),
      template: nullable(Type.String()),
      until: Instant,
      code: nullable(Type.String()),
    }),
  ),
  pauses: Type.Array(object({ channel: Type.String(), since: Instant })),
  channels: Type.Array(Type.String()),
  money: Type.Array(object({ region: Type.String(), name: Type.String(), fen: Type.Integer() })),
  failed: Type.Array(
    object({ id: Type.String(), channel: Type.String(), code: nullable(Type.String()), at: Instant }),
  ),
  waiting: Type.Array(
    object({ id: Type.String(), kind: Type.String(), at: Instant, next: Instant, begun: Type.Boolean() }),
  ),
})

export const operatorRoutes = {
  'GET /operator': route({
    summary: 'How the telling goes, for those who run the service: a page',
    tag: 'operator',
    auth: 'operator',
    produces: 'text/html; charset=utf-8',
    response: Type.String(),
  }),
  'GET /api/operator/push': route({
    summary: 'Queues, runs, attempts of a day, what stops, money; counts end at 10,000',
    tag: 'operator',
    auth: 'operator',
    response: OperatorPush,
  }),
  'POST /api/operator/push/retry': route({
    summary: 'Try an attempt again after a definite no that was the end',
    tag: 'operator',
    auth: 'operator',
    body: object({ attempt: PushId }),
    response: Done,
    errors: [403, 404, 409],
  }),
  'POST /api/operator/push/cancel': route({
    summary: 'Say nothing of what no channel has begun with',
    tag: 'operator',
    auth: 'operator',
    body: object({ delivery: PushId }),
    response: Done,
    errors: [403, 404, 409],
  }),
  'POST /api/operator/push/pause': route({
    summary: 'Pause a channel, or let it go on: what is paused waits',
    tag: 'operator',
    auth: 'operator',
    body: object({ channel: Channel, paused: Type.Boolean({ title: '暂停' }) }),
    response: Done,
    errors: [403],
  }),
}

export type OperatorPush = Static<typeof OperatorPush>
export type OperatorCount = Static<typeof Count>
