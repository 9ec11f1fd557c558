import { beforeAll, describe, expect, it } from '@jest/globals'
import { builtMiniapp } from '../support/built-miniapp'
import { WeappHost } from '../support/weapp-host'
import { home } from './fixtures/home'
import { clerk, newcomer, region, sessionOf, user } from './fixtures/people'
import { failed, fixtures } from './fixtures/server'

const nothing = () => failed(404, 'notFound', '没有这个村。')
const inVillage = { 'hutang.region': region.code }
const asVillager = { ...inVillage, 'hutang.session': sessionOf(user) }

beforeAll(() => void builtMiniapp('weapp'), 180_000)

describe('the weapp bundle', () => {
  it('opens every route without an error', async () => {
    const host = new WeappHost({ respond: nothing, storage: inVillage })
    for (const route of host.routes) {
      const page = await host.open(`/${route}`)
      expect({ route, silent: page.text === '' }).toEqual({ route, silent: false })
    }
    expect(host.errors).toEqual([])
  })

  it('opens every route with what the village has, to whoever is signed in', async () => {
    const query: Record<string, string> = {
      'pages/item/index': '?no=31',
      'pages/notice/index': '?id=n31',
      'reading/search/index': '?q=流转',
    }
    for (const storage of [inVillage, asVillager, { ...inVillage, 'hutang.session': sessionOf(clerk) }]) {
      const host = new WeappHost({ respond: fixtures(), storage })
      for (const route of host.routes) {
        const page = await host.open(`/${route}${query[route] ?? '?id=n31'}`)
        expect({ route, silent: page.text === '' }).toEqual({ route, silent: false })
      }
      expect(host.routes).toEqual(expect.arrayContaining(['cadre/desk/index', 'cadre/edit/index']))
      expect(host.errors).toEqual([])
    }
  })

  it('asks a new phone to choose a village first', async () => {
    const host = new WeappHost({ respond: fixtures() })
    const page = await host.open('/pages/home/index')
    expect(page.text).toContain('请先选一个村')
    await page.tap('护塘村')
    expect(page.text).toContain('最新公开')
    expect(host.state.storage.get('hutang.region')).toBe(region.code)
  })

  it('names what can be tapped to screen readers', async () => {
    const host = new WeappHost({ respond: nothing })
    for (const route of host.routes) {
      const page = await host.open(`/${route}`)
      const nameless = page.findAll((node) => node.hears('tap') && node.role !== undefined && !node.label)
      expect({ route, nameless: nameless.map((node) => node.text) }).toEqual({ route, nameless: [] })
    }
  })

  it('looks pressed where it is tapped', async () => {
    const host = new WeappHost({ respond: fixtures(), storage: inVillage })
    const page = await host.open('/pages/home/index')
    const tappable = page.findAll((node) => node.hears('tap') && node.role !== undefined)
    expect(tappable.length).toBeGreaterThan(10)
    const still = tappable.filter((node) => node.attribute('hover-class') !== 'pressable--pressed')
    expect(still.map(({ label }) => label)).toEqual([])
  })

  it('says when there is no network, and tries again when asked', async () => {
    let network = false
    const host = new WeappHost({
      storage: inVillage,
      respond: () => {
        if (!network) throw new Error('no network')
        return nothing()
      },
    })
    const page = await host.open('/pages/home/index')
    expect(page.text).toContain('没有连上网络')
    network = true
    await page.tap('重试')
    expect(page.text).toContain('没有这个村。')
  })

  it('keeps the chosen text size', async () => {
    const host = new WeappHost({ respond: nothing })
    const page = await host.open('/pages/me/index')
    await page.tap('特大')
    expect(page.byLabel('特大').attribute('aria-checked')).toBe('true')
    expect(host.state.storage.get('hutang.text-size')).toBe('huge')
  })

  it('opens an eleventh page in place of the tenth, because WeChat keeps ten', async () => {
    const host = new WeappHost({ respond: fixtures(), storage: inVillage })
    await host.open('/pages/home/index')
    await host.page.tap('15 组 12 户一共流转')
    for (let turn = 0; turn < 6; turn++) {
      expect(host.page.route).toBe('pages/notice/index')
      await host.page.tap('第 31 项的要求和每一次公开')
      expect(host.page.route).toBe('pages/item/index')
      await host.page.tap('15 组 12 户一共流转')
    }
    expect(host.depth).toBe(10)
    expect(host.errors).toEqual([])
  })

  it('goes from tab to tab', async () => {
    const host = new WeappHost({ respond: nothing })
    const page = await host.open('/pages/home/index')
    await page.tap('政策')
    expect(host.page.route).toBe('pages/policies/index')
  })
})

describe('an address that a page had before it moved', () => {
  it.each(['login', 'verify', 'household', 'subscriptions'])(
    'still opens %s, with its query',
    async (name) => {
      const host = new WeappHost({ respond: fixtures(), storage: asVillager })
      await host.open(`/pages/${name}/index?region=${region.code}`)
      expect(host.page.route).toBe(`account/${name}/index`)
      expect(host.page.instance.options).toMatchObject({ region: region.code })
    },
  )

  it('says so where there never was a page, with the way home', async () => {
    const host = new WeappHost({ respond: fixtures(), storage: asVillager })
    const page = await host.open('/pages/nothing/index')
    expect(page.text).toContain('链接不完整，或者写错了')
    await page.tap('回首页')
    expect(host.page.route).toBe('pages/home/index')
  })
})

const session = { ...sessionOf(newcomer), accessToken: 'old', refreshToken: 'r1' }

describe('a session whose access token has run out', () => {
  it('is renewed once and the question asked again', async () => {
    const host = new WeappHost({
      storage: { 'hutang.region': region.code, 'hutang.session': session },
      respond: ({ path, headers, body }) => {
        if (path === '/api/sessions/refresh') {
          expect(body).toEqual({ refreshToken: 'r1' })
          return { status: 200, body: { ...session, accessToken: 'new', refreshToken: 'r2' } }
        }
        return headers.authorization === 'Bearer new'
          ? { status: 200, body: home }
          : { status: 401, body: {} }
      },
    })
    expect((await host.open('/pages/home/index')).text).toContain('最新公开')
    expect(host.requests.filter(({ path }) => path === '/api/sessions/refresh')).toHaveLength(1)
    expect(host.state.storage.get('hutang.session')).toMatchObject({ accessToken: 'new', refreshToken: 'r2' })
  })

  it('that cannot be renewed leaves a visitor, who reads what is public', async () => {
    const host = new WeappHost({
      storage: {
        'hutang.region': region.code,
        'hutang.session': session,
        'hutang.copy.3.a1.own': { data: 1 },
      },
      respond: ({ headers, path }) =>
        headers.authorization || path === '/api/sessions/refresh'
          ? { status: 401, body: {} }
          : { status: 200, body: home },
    })
    expect((await host.open('/pages/home/index')).text).toContain('最新公开')
    expect(host.state.storage.get('hutang.session')).toBeNull()
    // Signed out from another phone, or the account is deleted: what was read as that person goes from this one.
    expect(host.state.storage.has('hutang.copy.3.a1.own')).toBe(false)
  })

  it('is kept where too many ask at once to renew it', async () => {
    const host = new WeappHost({
      storage: { 'hutang.region': region.code, 'hutang.session': session },
      respond: ({ path }) => ({ status: path === '/api/sessions/refresh' ? 429 : 401, body: {} }),
    })
    await host.open('/pages/home/index')
    expect(host.state.storage.get('hutang.session')).toMatchObject({ refreshToken: 'r1' })
  })
})

describe('without a network', () => {
  it('the last copy is shown with its time, and only to the one who read it', async () => {
    const before = new WeappHost({
      storage: { 'hutang.region': region.code },
      respond: () => ({ status: 200, body: home, headers: { 'X-Hutang-Now': '2026-11-20T01:30:00.000Z' } }),
    })
    await before.open('/pages/home/index')
    const offline = () => {
      throw new Error('no network')
    }
    const storage = Object.fromEntries(before.state.storage)
    const same = new WeappHost({ storage, respond: offline })
    expect((await same.open('/pages/home/index')).text).toMatch(/没有网络，这是 .*11 月 20 日.* 09:30 的内容/)
    const other = new WeappHost({ storage: { ...storage, 'hutang.session': session }, respond: offline })
    expect((await other.open('/pages/home/index')).text).toContain('没有连上网络')
  })
})
