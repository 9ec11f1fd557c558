import type { FastifyInstance } from 'fastify'
import type { WechatEmulator } from './emulator'
import type { Choice, EmulatorEvents, EmulatorUser, FailedReceipt, Fault } from './types'
import type { Verdict } from './words'

const string = { type: 'string' } as const
const body = (required: string[], properties: Record<string, unknown>) => ({
  schema: { body: { type: 'object', required, properties } },
})

/** Not the vendor's: what people do with their phones, and what goes wrong, over HTTP for another process. */
export function controlRoutes(app: FastifyInstance, emulator: WechatEmulator): void {
  app.get('/emulator/users', () => ({ users: emulator.users.all() }))
  app.post<{ Body: Partial<EmulatorUser> }>(
    '/emulator/users',
    body([], {
      openid: string,
      unionid: string,
      phone: string,
      countryCode: {},
      blocked: { type: 'boolean' },
    }),
    (request) => emulator.users.add(request.body),
  )
  app.post<{ Body: { openid: string } }>(
    '/emulator/codes',
    body(['openid'], { openid: string }),
    (request) => ({
      js_code: emulator.users.loginCode(request.body.openid),
    }),
  )
  app.post<{ Body: { openid: string } }>(
    '/emulator/phone-codes',
    body(['openid'], { openid: string }),
    (request) => emulator.users.pressPhoneButton(request.body.openid),
  )
  app.put<{ Body: { left: number } }>(
    '/emulator/phone-credit',
    body(['left'], { left: { type: 'integer', minimum: 0 } }),
    (request) => {
      emulator.users.phoneCredit = request.body.left
      return {}
    },
  )
  app.post<{ Body: { openid: string } }>(
    '/emulator/visits',
    body(['openid'], { openid: string }),
    (request) => {
      emulator.users.visit(request.body.openid)
      return {}
    },
  )
  app.post<{ Body: Verdict & { word: string } }>(
    '/emulator/words',
    body(['word', 'suggest', 'label'], {
      word: { type: 'string', minLength: 1 },
      suggest: { enum: ['pass', 'review', 'risky'] },
      label: { type: 'integer' },
    }),
    ({ body: { word, ...verdict } }) => {
      emulator.words.judge(word, verdict)
      return {}
    },
  )
  app.post<{ Body: { openid: string; info?: string } }>(
    '/emulator/revocations',
    body(['openid'], { openid: string, info: string }),
    ({ body: { openid, info } }) => {
      // Without anything named: the whole account.
      if (info === undefined) emulator.cancelAccount(openid)
      else emulator.revoke(openid, info)
      return {}
    },
  )

  const result = { enum: ['accept', 'acceptWithAlert', 'acceptWithAudio', 'acceptWithForcePush', 'reject'] }
  app.post<{ Body: Choice & { openid: string; times?: number; scene?: number } }>(
    '/emulator/grants',
    body(['openid', 'templateId', 'result'], {
      openid: string,
      templateId: string,
      result,
      times: { type: 'integer', minimum: 1, maximum: 1000 },
      scene: { type: 'integer' },
    }),
    ({ body: { openid, templateId, result, times, scene } }) => {
      emulator.grant(openid, [{ templateId, result }], times, scene)
      return { left: emulator.messages.grantsLeft(openid, templateId) }
    },
  )
  app.post<{ Body: { openid: string; templateId: string } }>(
    '/emulator/settings/off',
    body(['openid', 'templateId'], { openid: string, templateId: string }),
    (request) => {
      emulator.turnOff(request.body.openid, request.body.templateId)
      return {}
    },
  )

  app.post<{ Body: Fault }>(
    '/emulator/faults',
    body(['path', 'mode'], {
      path: string,
      mode: { enum: ['timeout', 'reset', 'http500', 'errcode'] },
      errcode: { type: 'integer' },
      times: { type: 'integer', minimum: 1 },
      after: { enum: ['before-effect', 'after-effect'] },
    }),
    (request) => {
      emulator.faults.arm(request.body)
      return {}
    },
  )
  app.delete('/emulator/faults', () => {
    emulator.faults.clear()
    return {}
  })

  app.put<{ Body: EmulatorEvents }>(
    '/emulator/events',
    body(['url', 'token'], {
      url: string,
      token: string,
      mode: { enum: ['plain', 'compatible', 'safe'] },
      format: { enum: ['json', 'xml'] },
      aesKey: string,
    }),
    async (request) => {
      emulator.events.aimAt(request.body)
      return { verified: await emulator.events.checkUrl().catch(() => false) }
    },
  )
  app.post<{ Body: FailedReceipt }>(
    '/emulator/failed-receipts',
    body(['code', 'status'], { code: { type: 'integer' }, status: string }),
    (request) => {
      emulator.failReceipt(request.body)
      return {}
    },
  )
  app.get('/emulator/events', () => ({ events: emulator.events.pushed }))

  app.get<{ Querystring: { openid?: string } }>('/emulator/messages', (request) => ({
    messages: emulator.messages.received(request.query.openid),
  }))
  app.get('/emulator/log', () => ({ log: emulator.log }))
}
