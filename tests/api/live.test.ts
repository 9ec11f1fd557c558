import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { buildApp } from '../../server/src/app'
import { engineOf } from '../../server/src/features/push/engines'
import { createMarks } from '../../server/src/storage/marks'
import { silentLog } from '../support/app'
import { aFollower } from '../support/builders'
import { keptBytes } from '../support/measured'
import { completeContent, published, renewed, type Village, village, villageApp } from './notices-setup'

let t: Village
let origin: string
beforeAll(async () => {
  t = await villageApp()
  await t.app.listen({ host: '127.0.0.1', port: 0 })
  origin = `http://127.0.0.1:${(t.app.server.address() as AddressInfo).port}`
}, 60_000)
afterAll(() => t.close())

interface Page {
  status: number
  headers: Headers
  events: { event: string; data: Record<string, unknown> }[]
  ended: boolean
  leave(): void
}

const open: Page[] = []
afterEach(() => {
  for (const page of open.splice(0)) page.leave()
})

/** An open page, as a browser holds it. */
async function opened(
  who?: Parameters<typeof renewed>[1],
  from = origin,
  region = village.code,
): Promise<Page> {
  const aborting = new AbortController()
  const answer = await fetch(`${from}/api/live?region=${region}`, {
    headers: who ? { authorization: `Bearer ${renewed(t, who)}` } : {},
    signal: aborting.signal,
  })
  const page: Page = {
    status: answer.status,
    headers: answer.headers,
    events: [],
    ended: false,
    leave: () => aborting.abort(),
  }
  open.push(page)
  void read(answer, page)
  return page
}

async function read(answer: Response, page: Page): Promise<void> {
  const decoder = new TextDecoder()
  let text = ''
  try {
    // Node's own streams can be read so; the types of the browser do not say it.
    for await (const bytes of answer.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(bytes, { stream: true })
      const parts = text.split('\n\n')
      text = parts.pop() ?? ''
      for (const part of parts) {
        const [, event, data] = /^event: (\w+)\ndata: (.*)$/.exec(part) ?? []
        if (event && data) page.events.push({ event, data: JSON.parse(data) })
      }
    }
  } catch {
    // The page was left.
  }
  page.ended = true
}

async function until(done: () => boolean, ms = 5000): Promise<void> {
  const end = performance.now() + ms
  while (!done() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 20))
  expect(done()).toBe(true)
}

const names = (page: Page) => page.events.map(({ event }) => event)
const publish = (title: string) => published(t, 31, completeContent(31, { title, table: true }))

describe('an open page', () => {
  it('is told that there is something new in its village, and of nothing else', async () => {
    const [here, elsewhere] = [await opened(), await opened(undefined, origin, '310116109222')]
    expect(here.headers.get('content-type')).toContain('text/event-stream')
    expect(here.headers.get('cache-control')).toBe('no-store, no-transform')
    expect(here.headers.get('x-accel-buffering')).toBe('no')
    expect(here.headers.get('x-content-type-options')).toBe('nosniff')
    await until(() => here.events.length > 0)
    expect(here.events[0]).toMatchObject({ event: 'state', data: { newest: null } })
    await publish('惠农补贴到账（测试）')
    await until(() => names(here).includes('notice'))
    expect(here.events[1]).toEqual({ event: 'notice', data: { region: village.code } })
    expect(names(elsewhere)).toEqual(['state'])
  })

  it('is told once of each, also when others begin to listen meanwhile', async () => {
    const first = await opened()
    await until(() => first.events.length > 0)
    t.clock.advance(1000)
    const [, second] = await Promise.all([publish('第二条'), opened()])
    const third = await opened()
    await until(() => names(first).includes('notice'))
    await until(() => third.events.length > 0)
    await new Promise((resolve) => setTimeout(resolve, 800))
    expect(names(first)).toEqual(['state', 'notice'])
    expect(names(second).filter((name) => name === 'state')).toHaveLength(1)
    expect(names(second).length).toBeLessThanOrEqual(2)
  })

  it('is told of what another process published, within two seconds', async () => {
    const other = await buildApp({ ...t.deps, marks: createMarks(t.deps.db, silentLog) }, { limited: false })
    await other.listen({ host: '127.0.0.1', port: 0 })
    const page = await opened(undefined, `http://127.0.0.1:${(other.server.address() as AddressInfo).port}`)
    await until(() => page.events.length > 0)
    t.clock.advance(1000)
    await publish('别的进程发的')
    await until(() => names(page).includes('notice'), 2000)
    const closing = other.close()
    await until(() => page.ended)
    await closing
  })

  it('is not told of a withdrawal', async () => {
    const page = await opened()
    await until(() => page.events.length > 0)
    await t.deps.marks.move(`region:${village.code}`)
    await new Promise((resolve) => setTimeout(resolve, 800))
    expect(names(page)).toEqual(['state'])
  })

  it('tells the person signed in how many messages wait, and nobody else', async () => {
    await aFollower(t.deps.models, 'p-villager', { since: new Date(t.clock.now().getTime() - 60_000) })
    const [own, visitor] = [await opened('villager'), await opened()]
    await until(() => own.events.length > 0)
    expect(own.events[0]?.data).toMatchObject({ unread: 0 })
    t.clock.advance(1000)
    await publish('第三条')
    await engineOf(t.deps).runOnce()
    await until(() => names(own).includes('unread'))
    expect(own.events.find(({ event }) => event === 'unread')?.data).toEqual({ unread: expect.any(Number) })
    expect(names(visitor)).not.toContain('unread')
  })

  it('of somebody who signs out is closed', async () => {
    const page = await opened('outsider')
    await until(() => page.events.length > 0)
    await t.ask('DELETE /api/sessions/current', { token: renewed(t, 'outsider') })
    await until(() => page.ended)
    expect((await opened('outsider')).status).toBe(401)
  })

  it('is refused with a sentence where there is no such village', async () => {
    expect((await opened(undefined, origin, '310116109999')).status).toBe(404)
    expect((await opened(undefined, origin, 'x')).status).toBe(422)
    expect((await fetch(`${origin}/api/live?region=${village.code}`, { method: 'HEAD' })).status).toBe(200)
  })
})

describe('how many listen', () => {
  it('is bounded for one account; who leaves makes room', async () => {
    const pages = await Promise.all(Array.from({ length: 8 }, () => opened('villager')))
    expect(pages.map(({ status }) => status)).toEqual(Array(8).fill(200))
    const refused = await opened('villager')
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60'])
    for (const page of pages) page.leave()
    await until(() => pages.every(({ ended }) => ended))
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect((await opened('villager')).status).toBe(200)
  })

  it('is bounded for one address, small in memory, and leaves nothing behind', async () => {
    const before = await keptBytes()
    const pages = await Promise.all(Array.from({ length: 200 }, () => opened()))
    expect(pages.filter(({ status }) => status === 200)).toHaveLength(200)
    expect((await opened()).status).toBe(429)
    // Both ends of each connection are in this process.
    expect(((await keptBytes()) - before) / 200).toBeLessThan(200_000)
    const metrics = await t.app.inject({ url: '/metrics' })
    expect(metrics.body).toMatch(/live_connections 200/)
    for (const page of open.splice(0)) page.leave()
    await until(() => pages.every(({ ended }) => ended))
    pages.length = 0
    expect(((await keptBytes()) - before) / 200).toBeLessThan(50_000)
  }, 30_000)
})

describe('a page that asks by itself', () => {
  const state = async (headers: Record<string, string> = {}, token?: string) =>
    t.ask('GET /api/live/state', { query: { region: village.code }, headers, ...(token ? { token } : {}) })

  it('is told when the newest was published, and 304 while that is so', async () => {
    const first = await state()
    expect(first.body).toEqual({ newest: expect.any(String) })
    expect((await state({ 'if-none-match': String(first.headers.etag) })).status).toBe(304)
    t.clock.advance(1000)
    await publish('第四条')
    const next = await state({ 'if-none-match': String(first.headers.etag) })
    expect(next.status).toBe(200)
    expect(String(next.body.newest) > String(first.body.newest)).toBe(true)
  })

  it('is told of its own messages when signed in', async () => {
    const token = renewed(t, 'villager')
    const first = await state({}, token)
    expect(first.body.unread).toBeGreaterThan(0)
    expect((await state({ 'if-none-match': String(first.headers.etag) }, token)).status).toBe(304)
    await t.ask('POST /api/me/inbox/read', { token, body: {} })
    expect((await state({ 'if-none-match': String(first.headers.etag) }, token)).body.unread).toBe(0)
  })
})
