import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../support/app'

const token = 'a-token-of-the-operators'
const pages = ['/metrics', '/openapi.json', '/docs', '/docs/', '/docs/json', '/docs/static/index.html']
const basic = (password: string) => `Basic ${Buffer.from(`ops:${password}`).toString('base64')}`

describe('what only those who run the service may see', () => {
  let real: TestApp
  let closed: TestApp
  let demo: TestApp
  beforeAll(async () => {
    real = await testApp({ demo: false, env: { OPERATIONS_TOKEN: token } })
    closed = await testApp({ demo: false })
    demo = await testApp()
  })
  afterAll(() => Promise.all([real, closed, demo].map((t) => t.close())))

  const get = (t: TestApp, url: string, authorization?: string) =>
    t.app.inject({ url, headers: authorization === undefined ? {} : { authorization } })

  it.each(pages)('%s is closed without the token, and says how to open it', async (url) => {
    for (const words of [
      undefined,
      'Bearer ',
      'Bearer wrong',
      `Bearer ${token}x`,
      basic(''),
      basic('wrong'),
      token,
    ]) {
      const answer = await get(real, url, words)
      expect([words, answer.statusCode]).toEqual([words, 401])
      expect(answer.json().error.code).toBe('operatorsOnly')
      expect(answer.headers['www-authenticate']).toContain('Basic')
    }
  })

  it.each(pages)('%s is open to a program and to a browser that have it', async (url) => {
    for (const words of [`Bearer ${token}`, `bearer ${token}`, basic(token)]) {
      expect([words, (await get(real, url, words)).statusCode < 400]).toEqual([words, true])
    }
  })

  it.each(pages)('%s is closed to everybody where there is no token', async (url) => {
    for (const words of [undefined, 'Bearer ', basic('')]) {
      expect((await get(closed, url, words)).statusCode).toBe(401)
    }
  })

  it.each(pages)('%s is open in the demo', async (url) => {
    expect((await get(demo, url)).statusCode).toBeLessThan(400)
  })

  it('are not what says that the service is well', async () => {
    expect((await get(closed, '/healthz')).statusCode).toBe(200)
    expect((await get(closed, '/readyz')).statusCode).toBe(200)
  })
})
