import { Id, Instant, nullable, object, oneOf, RegionCode, route, type Static, Type } from './base'
import { RegionRef } from './domain'

/** 代家人接收: somebody looks after a household that is not theirs, and the household agrees. */
export const ProxyView = object({
  id: Id,
  region: RegionRef,
  said: Type.String({ description: 'the household as it was asked for: its code, or the name of a member' }),
  name: Type.String({ description: 'of who asks, as their account shows it' }),
  relation: Type.String(),
  state: oneOf(['asked', 'held', 'ended']),
  at: Instant,
  heldSince: nullable(Instant),
})

const Proxies = object({
  mine: Type.Array(ProxyView, { description: 'whom I look after, or have asked to' }),
  ours: Type.Array(ProxyView, { description: 'who looks after my own household, or asks to' }),
})

export const proxyRoutes = {
  'GET /api/me/proxies': route({
    summary: 'Whom I look after, and who looks after my household',
    tag: 'me',
    auth: 'required',
    response: Proxies,
  }),
  'POST /api/me/proxies': route({
    summary:
      'Ask to receive for a household: by its code, or by a member’s name and the end of their phone number',
    tag: 'me',
    auth: 'required',
    limit: 'write',
    status: 202,
    body: object({
      region: RegionCode,
      householdCode: Type.Optional(Type.String({ title: '户号', maxLength: 40 })),
      name: Type.Optional(Type.String({ title: '姓名', maxLength: 40 })),
      phoneTail: Type.Optional(Type.String({ title: '手机后四位', pattern: '^[0-9]{4}$' })),
      relation: Type.String({ title: '您是他家什么人', minLength: 1, maxLength: 20 }),
    }),
    response: ProxyView,
    errors: [404],
  }),
  'DELETE /api/me/proxies/:id': route({
    summary: 'End what I asked for, or what was agreed to; at once',
    tag: 'me',
    auth: 'required',
    limit: 'write',
    params: object({ id: Id }),
    response: Proxies,
    errors: [404],
  }),
  'POST /api/proxies/:id/decision': route({
    summary: 'The household agrees or ends it; or the office, with the household’s written consent',
    tag: 'verification',
    auth: 'required',
    limit: 'write',
    params: object({ id: Id }),
    body: object({
      consent: Type.Boolean({ title: '同意', description: 'false: refuse, or end what was agreed to' }),
    }),
    response: ProxyView,
    errors: [403, 404, 409],
  }),
  'GET /api/regions/:code/proxies': route({
    summary: 'What is asked for in a village and what is agreed to, for its office',
    tag: 'verification',
    auth: 'required',
    params: object({ code: RegionCode }),
    response: object({ proxies: Type.Array(object({ ...ProxyView.properties, household: Type.String() })) }),
    errors: [403, 404],
  }),
}

export type ProxyView = Static<typeof ProxyView>
