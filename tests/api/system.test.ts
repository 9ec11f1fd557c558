import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { AppError } from '../../server/src/errors'
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

  it('is ready because it has just written, at most once a second however many ask', async () => {
    const watched = await testApp({ monitorCommands: true })
    let writes = 0
    watched.deps.db.getClient().on('commandStarted', ({ commandName }) => {
      if (commandName === 'update') writes += 1
    })
    const began = performance.now()
    for (let n = 0; n < 200; n += 1) expect((await watched.ask('GET /readyz')).status).toBe(200)
    const seconds = (performance.now() - began) / 1000
    expect(writes).toBeGreaterThan(0)
    expect(writes).toBeLessThanOrEqual(1 + Math.ceil(seconds))
    await watched.close()
  })

  it('is not ready where a write is refused, and says why', async () => {
    const full = await testApp()
    const { Setting } = full.deps.models
    const update = Setting.collection.updateOne
    Setting.collection.updateOne = async () => {
      throw new AppError('diskFull')
    }
    const answer = await full.ask('GET /readyz')
    expect([answer.status, answer.error.code]).toEqual([503, 'diskFull'])
    expect(answer.error.message).toContain('磁盘满了')
    Setting.collection.updateOne = update
    await full.close()
  })

  it('answers an unknown address with a sentence', async () => {
    const answer = await t.app.inject('/api/nothing')
    expect(answer.statusCode).toBe(404)
    expect(answer.json().error).toMatchObject({
      code: 'routeNotFound',
      message: expect.stringContaining('没有这个地址'),
    })
  })

  it('shows a person who asks for a page that is not there the way home', async () => {
    for (const url of ['/nope', '/nope/deeper?x=1', '/index.php']) {
      const answer = await t.app.inject({ url, headers: { accept: 'text/html,application/xhtml+xml,*/*' } })
      expect(answer.statusCode).toBe(404)
      expect(answer.headers['content-type']).toContain('text/html')
      expect(answer.body).toContain('没有这一页')
      expect(answer.body).toContain('<a class="home" href="/">回首页</a>')
    }
    const data = await t.app.inject({ url: '/api/nope', headers: { accept: 'text/html' } })
    expect(data.json().error.code).toBe('routeNotFound')
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
