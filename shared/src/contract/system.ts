import { Id, Instant, object, oneOf, route, type Static, Type } from './base'

const Html = { produces: 'text/html; charset=utf-8', response: Type.String() } as const

export const DemoClock = object({
  now: Instant,
  offsetSeconds: Type.Integer({ description: 'ahead of the real clock' }),
})

export const PhoneMessage = object({
  id: Type.String(),
  openid: Type.String(),
  template: Type.String({ description: "the template's title" }),
  fields: Type.Array(object({ name: Type.String(), value: Type.String() })),
  page: Type.String({ description: 'path in the mini-program that a tap opens' }),
  at: Instant,
})

/** What is not signed, or signed for another token, is answered 403 like anything else that is not the vendor's. */
const Signed = Type.Object({
  signature: Type.Optional(Type.String({ maxLength: 256 })),
  timestamp: Type.Optional(Type.String({ maxLength: 256 })),
  nonce: Type.Optional(Type.String({ maxLength: 256 })),
})

export const systemRoutes = {
  'GET /healthz': route({
    summary: 'The process is alive',
    tag: 'system',
    auth: 'none',
    limit: 'none',
    response: object({ status: Type.Literal('ok') }),
  }),
  'GET /readyz': route({
    summary: 'The database takes a write, and every index exists',
    tag: 'system',
    auth: 'none',
    limit: 'none',
    response: object({ status: Type.Literal('ready'), storage: Type.String(), now: Instant }),
    errors: [503],
  }),
  'GET /metrics': route({
    summary: 'Prometheus metrics',
    tag: 'system',
    auth: 'operator',
    produces: 'text/plain; version=0.0.4; charset=utf-8',
    response: Type.String(),
  }),
  'GET /api/wechat/events': route({
    summary: "The vendor's check of the event address: answers echostr when the signature holds",
    tag: 'wechat',
    auth: 'none',
    limit: 'none',
    query: Type.Object({ ...Signed.properties, echostr: Type.Optional(Type.String({ maxLength: 256 })) }),
    produces: 'text/plain; charset=utf-8',
    response: Type.String(),
    errors: [403],
  }),
  'POST /api/wechat/events': route({
    summary: 'Event pushes: grants given or taken, receipts of subscribe messages',
    tag: 'wechat',
    auth: 'none',
    limit: 'none',
    query: Type.Object({
      ...Signed.properties,
      encrypt_type: Type.Optional(Type.String({ maxLength: 256 })),
      msg_signature: Type.Optional(Type.String({ maxLength: 256 })),
    }),
    body: Type.String({ description: 'as it came: JSON with numbers beyond 2^53, or XML, encrypted or not' }),
    produces: 'text/plain; charset=utf-8',
    response: Type.String(),
    errors: [403],
  }),
}

/** Registered only with DEMO=1. */
export const demoRoutes = {
  'GET /demo': route({
    summary: 'Where to look in the demo: personas, clock, phone',
    tag: 'demo',
    auth: 'none',
    ...Html,
  }),
  'GET /demo/phone': route({
    summary: "A phone's screen with the WeChat messages it received",
    tag: 'demo',
    auth: 'none',
    query: object({ persona: Type.Optional(Type.String({ maxLength: 40 })) }),
    ...Html,
  }),
  'GET /demo/phone/messages': route({
    summary: 'What the emulated phones received, newest first',
    tag: 'demo',
    auth: 'none',
    query: object({ openid: Type.Optional(Type.String({ maxLength: 64 })) }),
    response: object({
      messages: Type.Array(PhoneMessage),
      sms: Type.Array(object({ id: Type.String(), text: Type.String(), at: Type.String() }), {
        description: 'by the emulated SMS vendors',
      }),
    }),
  }),
  'GET /demo/personas': route({
    summary: 'The personas one can enter as',
    tag: 'demo',
    auth: 'none',
    response: object({
      personas: Type.Array(
        object({ persona: Type.String(), name: Type.String(), what: Type.String(), openid: Type.String() }),
      ),
    }),
  }),
  'GET /demo/clock': route({ summary: "The demo's clock", tag: 'demo', auth: 'none', response: DemoClock }),
  'POST /demo/clock': route({
    summary: "Move the demo's clock",
    tag: 'demo',
    auth: 'none',
    limit: 'write',
    body: object({
      advanceSeconds: Type.Optional(Type.Integer({ title: '前进秒数', minimum: 0, maximum: 31_536_000 })),
      reset: Type.Optional(Type.Boolean()),
    }),
    response: DemoClock,
  }),
  'POST /demo/wechat/code': route({
    summary: 'A wx.login code from the WeChat emulator, for browsers that have no WeChat',
    tag: 'demo',
    auth: 'none',
    limit: 'write',
    body: object({ openid: Type.Optional(Id) }),
    response: object({ code: Type.String(), openid: Type.String() }),
    errors: [502],
  }),
  'POST /demo/wechat/phone-code': route({
    summary: 'A phone-number code from the WeChat emulator, as the WeChat button would give',
    tag: 'demo',
    auth: 'required',
    limit: 'write',
    response: object({ code: Type.String() }),
    errors: [502],
  }),
  'POST /demo/wechat/grants': route({
    summary: 'What a tap on 允许 in the WeChat sheet does, for browsers that have no WeChat',
    tag: 'demo',
    auth: 'required',
    limit: 'write',
    body: object({
      templateIds: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 5 }),
      result: oneOf(['accept', 'reject']),
    }),
    response: object({ results: Type.Array(object({ templateId: Type.String(), result: Type.String() })) }),
    errors: [502],
  }),
}

export type PhoneMessage = Static<typeof PhoneMessage>
export type DemoClock = Static<typeof DemoClock>
