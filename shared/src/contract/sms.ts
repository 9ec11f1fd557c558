import { object, RegionParams, route, type Static, Type } from './base'
import { RegionRef } from './domain'

const Fen = Type.Integer({ title: '每月短信费', minimum: 0, maximum: 10_000_000, description: 'in fen' })

export const SmsMoney = object({
  connected: Type.Boolean({ description: 'false: no vendor is configured, and no SMS is sent' }),
  monthlyFen: Fen,
  month: Type.String({ description: '2026-11' }),
  spentFen: Type.Integer({ description: 'this month, calls without an answer included' }),
  reservedFen: Type.Integer({ description: 'set aside for what is being sent just now' }),
  leftFen: Type.Integer(),
  segmentFen: Type.Integer({ description: 'what one segment costs' }),
  mayChange: Type.Boolean(),
  region: RegionRef,
  below: Type.Array(object({ region: RegionRef, monthlyFen: Fen, leftFen: Type.Integer() }), {
    description: 'the places right below it',
  }),
})

const ReceiptsKey = object({ key: Type.Optional(Type.String({ maxLength: 100 })) })

export const smsRoutes = {
  'GET /api/regions/:code/sms': route({
    summary: 'What SMS may cost the place in a month, and has',
    tag: 'posts',
    auth: 'required',
    params: RegionParams,
    response: SmsMoney,
    errors: [403, 404],
  }),
  'PUT /api/regions/:code/sms': route({
    summary:
      'Sets what SMS may cost the place in a month; 0: no SMS is sent. By an administrator above the village',
    tag: 'posts',
    auth: 'required',
    params: RegionParams,
    body: object({ monthlyFen: Fen }),
    response: SmsMoney,
    errors: [403, 404],
  }),
  'POST /api/sms/tencent/receipts': route({
    summary:
      'Receipts as Tencent Cloud pushes them; the secret in the address is all that says whose they are',
    tag: 'sms',
    auth: 'none',
    limit: 'none',
    query: ReceiptsKey,
    body: Type.String({ description: 'a JSON array' }),
    response: object({ result: Type.Integer(), errmsg: Type.String() }),
    errors: [403],
  }),
  'POST /api/sms/aliyun/receipts': route({
    summary:
      'Receipts as Aliyun pushes them (SmsReport by HTTP); the secret in the address is all that says whose they are',
    tag: 'sms',
    auth: 'none',
    limit: 'none',
    query: ReceiptsKey,
    body: Type.String({ description: 'a JSON array' }),
    response: object({ code: Type.Integer(), msg: Type.String() }),
    errors: [403],
  }),
}

export type SmsMoney = Static<typeof SmsMoney>
