import { contract, demoRoutes, errorTable, type Route } from '@hutang/shared'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoFeature } from '../../server/src/demo'
import { DemoClock } from '../../server/src/demo/clock'
import { startDemoSms } from '../../server/src/demo/sms'
import { startWeChatEmulator } from '../../server/src/demo/wechat-emulator'
import { type TestApp, testApp } from '../support/app'
import { draftOf, villageApp } from './notices-setup'

describe('the contract', () => {
  let t: TestApp
  let routes: Set<string>
  let emulator: Awaited<ReturnType<typeof startWeChatEmulator>>
  let sms: Awaited<ReturnType<typeof startDemoSms>>
  beforeAll(async () => {
    t = await testApp()
    emulator = await startWeChatEmulator({ clock: t.clock })
    sms = await startDemoSms(t.clock, t.deps.config.sms, '')
    await t.app.register(demoFeature(t.deps, { clock: new DemoClock(), emulator, sms }))
    await t.app.ready()
    const document = t.app.swagger() as { paths: Record<string, Record<string, unknown>> }
    routes = new Set(
      Object.entries(document.paths).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
      ),
    )
  })
  afterAll(async () => {
    await emulator.close()
    await sms.emulator.close()
    await t.close()
  })

  it('is served whole, and nothing else is', () => {
    expect([...routes].sort()).toEqual(Object.keys(contract).sort())
  })

  it('limits every call, but for the vendor’s own and whoever asks whether the service is well', () => {
    const unlimited = Object.entries<Route>(contract).filter(([, rule]) => rule.limit === 'none')
    expect(unlimited.map(([key]) => key)).toEqual([
      'POST /api/sms/tencent/receipts',
      'POST /api/sms/aliyun/receipts',
      'GET /healthz',
      'GET /readyz',
      'GET /api/wechat/events',
      'POST /api/wechat/events',
    ])
  })

  it('shares only reads that need no token', () => {
    const shared = Object.entries<Route>(contract).filter(([, rule]) => rule.shared)
    expect(shared.length).toBeGreaterThan(10)
    expect(shared.filter(([key, { auth }]) => !key.startsWith('GET ') || auth === 'required')).toEqual([])
  })

  it('names every answer of every route in the document', () => {
    const document = t.app.swagger() as unknown as {
      paths: Record<string, Record<string, { responses: Record<string, unknown>; summary: string }>>
    }
    for (const methods of Object.values(document.paths)) {
      for (const { responses, summary } of Object.values(methods)) {
        expect(summary).toBeTruthy()
        expect(Object.keys(responses)).toEqual(expect.arrayContaining(['400', '422', '500']))
      }
    }
  })

  it('is an OpenAPI 3.1 document without a word that 3.1 does not know', async () => {
    const answer = await t.app.inject('/openapi.json')
    expect(answer.json().openapi).toBe('3.1.0')
    expect(answer.body).not.toContain('"nullable"')
    expect((await t.app.inject('/docs/')).statusCode).toBe(200)
  })

  it('keeps the demo out of a service that is no demo', async () => {
    const real = await testApp({ demo: false })
    for (const key of Object.keys(demoRoutes)) {
      const [method, url] = key.split(' ') as ['GET', string]
      expect((await real.app.inject({ method, url })).statusCode).toBe(404)
    }
    const door = await real.app.inject({
      method: 'POST',
      url: '/api/sessions/demo',
      payload: { persona: 'clerk' },
    })
    expect(door.statusCode).toBe(404)
    await real.close()
  })

  it('has a Chinese sentence for every error', () => {
    for (const { message, status } of Object.values(errorTable)) {
      expect(message).toMatch(/[\u4e00-\u9fff].*。$/)
      expect(status).toBeGreaterThanOrEqual(400)
    }
  })

  it('never answers 500 to what a client sends, signed in or not', async () => {
    const v = await villageApp()
    const draft = await draftOf(v, 41)
    const oddities = [
      '%00',
      '%E0%A4%A',
      '../../etc',
      '{"$gt":""}',
      '[]',
      'null',
      '💥',
      'a'.repeat(500),
      '-1',
      '1e309',
      draft.notice,
    ]
    for (const key of Object.keys(contract)) {
      const [method, path] = key.split(' ') as ['GET', string]
      // Signing out would leave the rest to a visitor.
      if (path.startsWith('/demo') || key === 'DELETE /api/sessions/current') continue
      for (const odd of oddities) {
        const url = path.replace(/:\w+/g, encodeURIComponent(odd))
        const query = ['region', 'no', 'cursor', 'q', 'id', 'item', 'limit'].map(
          (name) => `${name}=${encodeURIComponent(odd)}`,
        )
        for (const payload of [...oddPayloads(odd), ...(odd === draft.notice ? plainPayloads : [])]) {
          for (const token of [null, v.token.clerk]) {
            const answer = await v.app.inject({
              method,
              url: `${url}?${query.join('&')}`,
              headers: {
                ...(token ? { authorization: `Bearer ${token}` } : {}),
                ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
              },
              ...(method === 'GET' ? {} : { payload }),
            })
            if (answer.statusCode >= 500 && answer.statusCode !== 502) {
              throw new Error(`${key} with ${odd} and ${payload}: ${answer.statusCode} ${answer.body}`)
            }
          }
          if (method === 'GET') break
        }
      }
    }
    await v.close()
  }, 240_000)
})

/** With nothing odd in them: they are sent once to every address that exists. */
const plainPayloads = ['{}', '[]', '', '{"__proto__":{"a":1}}']

const oddPayloads = (odd: string): string[] => [
  odd,
  JSON.stringify({
    code: odd,
    persona: odd,
    refreshToken: odd,
    region: '310116109213',
    item: 41,
    name: odd,
    householdCode: odd,
  }),
  JSON.stringify({
    revision: 0,
    content: {
      title: odd,
      table: {
        caption: odd,
        columns: [{ key: 'a', label: odd, kind: 'money' }],
        rows: [{ household: odd, cells: [odd, 1e21, null] }],
      },
    },
  }),
  JSON.stringify({
    subscriptions: [{ region: '310116109213', category: odd, word: odd }],
    results: [{ templateId: odd, result: 'accept' }],
    ids: [odd],
  }),
]
