import { limits } from '@hutang/shared'
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { type TestApp, testApp } from '../support/app'

describe('too many calls from one address', () => {
  let t: TestApp
  beforeAll(async () => {
    t = await testApp({ limited: true })
  })
  afterAll(() => t.close())
  afterEach(() => {
    jest.restoreAllMocks()
  })

  const post = (url: string, payload: object, remoteAddress: string) =>
    t.app.inject({ method: 'POST', url, payload, remoteAddress })
  const enter = (from: string) => post('/api/sessions/demo', { persona: 'nobody' }, from)
  const refresh = (from: string) => post('/api/sessions/refresh', { refreshToken: 'none' }, from)
  const flood = async (from: string) => {
    for (let call = 0; call < limits.signIn; call += 1) {
      expect((await enter(from)).statusCode).toBe(404)
    }
  }

  it('are answered with a kind sentence and the seconds to wait', async () => {
    await flood('10.0.0.1')
    const answer = await enter('10.0.0.1')
    expect(answer.statusCode).toBe(429)
    const seconds = Number(answer.headers['retry-after'])
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThanOrEqual(60)
    expect(answer.json().error).toMatchObject({
      code: 'tooManyRequests',
      message: `操作太快了，请等 ${seconds} 秒再试。`,
    })
  })

  it('are counted together over the routes of a class, and apart from other classes', async () => {
    await flood('10.0.0.2')
    expect((await refresh('10.0.0.2')).statusCode).toBe(429)
    const search = { url: '/api/screens/search?region=310116109213&q=x', remoteAddress: '10.0.0.2' }
    expect((await t.app.inject(search)).statusCode).toBe(404)
  })

  it('do not stand in the way of another address', async () => {
    await flood('10.0.0.3')
    expect((await enter('10.0.0.4')).statusCode).toBe(404)
  })

  it('are forgotten after a minute', async () => {
    await flood('10.0.0.5')
    expect((await enter('10.0.0.5')).statusCode).toBe(429)
    const later = Date.now() + 61_000
    jest.spyOn(Date, 'now').mockReturnValue(later)
    expect((await enter('10.0.0.5')).statusCode).toBe(404)
  })

  it('do not keep anybody from reading', async () => {
    for (let call = 0; call < limits.write + 10; call += 1) {
      const answer = await t.app.inject({ url: '/api/screens/me', remoteAddress: '10.0.0.6' })
      expect(answer.statusCode).toBe(200)
    }
  })
})
