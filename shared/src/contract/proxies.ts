import { consentKinds } from '../rules/consents'
import { Id, Instant, nullable, object, oneOf, RegionCode, route, type Static, Type } from './base'
import { RegionRef } from './domain'

/** 代家人接收: somebody looks after a household that is not theirs, and the household agrees. */
export const ProxyView = object({
  id: Id,
  region: RegionRef,
  said: Type.String({ description: 'the household as it was asked for: its code, or the name of a member' }),
  name: Type.String({ description: 'of who asks, as their account shows it' }),
  relation: Type.String(),
  covers: oneOf(consentKinds, {
    title: '看什么',
    description: 'person: rows that belong to the person who agreed, and nothing of the household',
  }),
  state: oneOf(['asked', 'held', 'ended']),
  at: Instant,
  heldSince: nullable(Instant),
})

const Proxies = object({
  mine: Type.Array(ProxyView, { description: 'whom I look after, or have asked to' }),
  ours: Type.Array(ProxyView, { description: 'who looks after my own household, or asks to' }),
})

const Covers = ProxyView.properties.covers
const ConsentCode = object({
  code: Type.String({ description: 'told this once; a new one voids it' }),
  covers: Covers,
  expiresAt: Instant,
})

export const proxyRoutes = {
  'POST /api/me/consents': route({
    summary: 'I agree that somebody looks: a code for them to type, on their own phone, within ten minutes',
    tag: 'me',
    auth: 'required',
    limit: 'write',
    body: object({
      covers: Covers,
      agreed: Type.Literal(true, { title: '我同意', description: 'after reading what it covers' }),
    }),
    response: ConsentCode,
    errors: [403, 429],
  }),
  'POST /api/me/proxies/code': route({
    summary: 'Type the code that was shown to me, or stands on a slip: agreed to from now on',
    tag: 'me',
    auth: 'required',
    limit: 'verify',
    body: object({
      code: Type.String({ title: '授权码', minLength: 1, maxLength: 20 }),
      relation: Type.String({ title: '您是他什么人', minLength: 1, maxLength: 20 }),
    }),
    response: ProxyView,
    errors: [403, 404, 409],
  }),
  'POST /api/regions/:code/consent-slips': route({
    summary: 'For who has no phone: a code on paper, for what they have agreed to in writing',
    tag: 'verification',
    auth: 'required',
    limit: 'write',
    params: object({ code: RegionCode }),
    body: object({
      person: Type.String({ title: '村民', minLength: 1, maxLength: 80, description: 'resident' }),
      covers: Covers,
      written: Type.Literal(true, { title: '本人已签字同意' }),
    }),
    response: object({ ...ConsentCode.properties, name: Type.String() }),
    errors: [403, 404],
  }),
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
