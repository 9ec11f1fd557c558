import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { itemLinks } from '../../server/src/features/catalogue'
import { checkLinks } from '../../server/src/features/policies/links/check'
import { checkItemLinks } from '../../server/src/features/policies/links/items'
import { isPublicAddress, linkProbe } from '../../server/src/features/policies/links/probe'
import { township } from '../api/notices-setup'
import {
  draftPolicy,
  ok,
  policyContent,
  publishedPolicy,
  type Township,
  tokensOf,
  townshipApp,
} from '../api/policies-setup'

let t: Township
let server: Server
let origin: string
let allowed: string[]
const answers: Record<string, number> = { '/here': 200, '/sign-in': 401, '/gone': 404, '/broken': 500 }
const asked: string[] = []

beforeAll(async () => {
  t = await townshipApp()
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    if (request.url === '/loop') response.writeHead(302, { location: '/loop' })
    else if (request.url === '/inside') response.writeHead(302, { location: 'https://127.0.0.1/secret' })
    else response.writeHead(answers[request.url ?? ''] ?? 404)
    response.end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  origin = `http://127.0.0.1:${port}`
  allowed = [`127.0.0.1:${port}`]
})
afterAll(async () => {
  await new Promise((done) => server.close(done))
  await t.close()
})

describe('an address', () => {
  it('answers, asks to sign in, is gone, or leads round in a circle', async () => {
    const probe = linkProbe({ allowed })
    expect(await probe(`${origin}/here`)).toBeNull()
    expect(await probe(`${origin}/sign-in`)).toBeNull()
    expect(await probe(`${origin}/gone`)).toMatch('404')
    expect(await probe(`${origin}/broken`)).toMatch('500')
    expect(await probe(`${origin}/loop`)).toBe('转来转去打不开。')
    expect(await probe('http://127.0.0.1:1/')).toMatch('https')
  })

  it('that is not of a public host is never asked, nor followed to', async () => {
    const probe = linkProbe()
    for (const url of [
      `${origin}/here`,
      'https://127.0.0.1/',
      'https://2130706433/',
      'https://[::1]/',
      'https://[::ffff:10.0.0.1]/',
      'https://localhost/',
      'https://10.1.2.3/',
      'https://169.254.169.254/latest/meta-data',
      'https://user:word@example.org/',
      'https://example.org:8443/',
      'file:///etc/passwd',
      'no address',
    ])
      expect([url, await probe(url)]).toEqual([url, expect.stringMatching(/公网|https|网址写得不对|连不上/)])
    expect(await linkProbe({ allowed })(`${origin}/inside`)).toMatch('公网')
    expect(['8.8.8.8', '2400:3200::1'].every(isPublicAddress)).toBe(true)
    expect(
      ['192.168.1.1', '100.64.0.1', '172.31.0.1', 'fd00::1', 'fe80::1', '::1', 'x'].some(isPublicAddress),
    ).toBe(false)
  })
})

describe('a policy whose address does not answer', () => {
  it('is shown to the office after three days, asked once a day, and no more once it answers', async () => {
    const applyAt = { kind: 'url', url: 'https://banshi.example/apply' } as const
    const { id } = await publishedPolicy(t, await draftPolicy(t, policyContent({ applyAt })))
    let why: string | null = '对方回答404，网页可能已经没有了。'
    let times = 0
    const probe = async () => {
      times += 1
      return why
    }
    const deadLinks = async () => {
      const desk = await t.ask('GET /api/regions/:code/policy-desk', {
        params: { code: township.code },
        token: tokensOf(t).writer,
      })
      return ok(desk).published.find((one) => one.id === id)?.deadLinks
    }
    for (const day of [1, 2, 3]) {
      expect(await deadLinks()).toEqual([])
      await checkLinks(t.deps, probe)
      await checkLinks(t.deps, probe)
      expect(times).toBe(day)
      t.clock.advance(24 * 3_600_000)
    }
    expect(await deadLinks()).toMatchObject([
      { field: 'applyAt', url: applyAt.url, text: '办理网址打不开：对方回答404，网页可能已经没有了。' },
    ])
    why = null
    await checkLinks(t.deps, probe)
    expect(await deadLinks()).toEqual([])
  })
})

describe('an address of the catalogue that does not answer', () => {
  it('is shown to the office after three days by the items that lead to it, and no more once it answers', async () => {
    t.clock.advance(24 * 3_600_000)
    const asked: string[] = []
    let why: string | null = '对方回答404，网页可能已经没有了。'
    const probe = async (url: string) => {
      asked.push(url)
      return why
    }
    const dead = async () =>
      ok(
        await t.ask('GET /api/regions/:code/policy-desk', {
          params: { code: township.code },
          token: tokensOf(t).writer,
        }),
      ).itemLinks
    for (const _day of [1, 2, 3]) {
      expect(await dead()).toEqual([])
      await checkItemLinks(t.deps, probe)
      expect(await checkItemLinks(t.deps, probe)).toBe(0)
      t.clock.advance(24 * 3_600_000)
    }
    expect(new Set(asked)).toEqual(new Set(itemLinks().map(({ url }) => url)))
    expect(asked).toContain('https://zwdt.sh.gov.cn/')
    const [first] = await dead()
    expect(first).toMatchObject({ text: '网上办的网址打不开：对方回答404，网页可能已经没有了。' })
    expect(first?.items.length).toBeGreaterThan(0)
    why = null
    await checkItemLinks(t.deps, probe)
    expect(await dead()).toEqual([])
  })
})
