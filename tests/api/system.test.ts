import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../support/app'

describe('the running service', () => {
  let t: TestApp
  beforeAll(async () => {
    t = await testApp()
  })
  afterAll(() => t.close())

  it('is alive and ready', async () => {
    expect((await t.ask('GET /healthz')).body).toEqual({ status: 'ok' })
    expect((await t.ask('GET /readyz')).body.status).toBe('ready')
  })

  it('answers an unknown address with a sentence', async () => {
    const answer = await t.app.inject('/api/nothing')
    expect(answer.statusCode).toBe(404)
    expect(answer.json().error).toMatchObject({
      code: 'routeNotFound',
      message: expect.stringContaining('没有这个地址'),
    })
  })

  it('tells the demo clock with every answer', async () => {
    const answer = await t.ask('GET /healthz')
    expect(answer.headers['x-hutang-now']).toBe('2026-11-20T02:00:00.000Z')
  })

  it('sends data as data, and pages with a policy of their own', async () => {
    const data = await t.app.inject('/api/regions')
    expect(data.headers['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'")
    expect(data.headers['x-content-type-options']).toBe('nosniff')
    const page = await t.app.inject('/nowhere')
    expect(page.headers['content-security-policy']).toContain("script-src 'self'")
  })
})
