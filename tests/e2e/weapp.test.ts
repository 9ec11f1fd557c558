import { beforeAll, describe, expect, it } from '@jest/globals'
import { builtMiniapp } from '../support/built-miniapp'
import { WeappHost } from '../support/weapp-host'
import { claim, me, subscriptions } from './fixtures/account'
import { clerk, newcomer, region, sessionOf, user } from './fixtures/people'
import { failed, fixtures } from './fixtures/server'
import { home, notice, titleOnly } from './fixtures/village'

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
      'pages/search/index': '?q=流转',
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

  it('goes from tab to tab', async () => {
    const host = new WeappHost({ respond: nothing })
    const page = await host.open('/pages/home/index')
    await page.tap('消息')
    expect(host.page.route).toBe('pages/inbox/index')
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
      storage: { 'hutang.region': region.code, 'hutang.session': session },
      respond: ({ headers, path }) =>
        headers.authorization || path === '/api/sessions/refresh'
          ? { status: 401, body: {} }
          : { status: 200, body: home },
    })
    expect((await host.open('/pages/home/index')).text).toContain('最新公开')
    expect(host.state.storage.get('hutang.session')).toBeNull()
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

describe('a village that publishes', () => {
  const pages: [string, string, string[]][] = [
    ['home', '/pages/home/index', ['综合村务', '应公开未公开 11 项', '10 月收入 18.6 万元', '021-5555 0101']],
    ['catalogue', '/pages/catalogue/index', ['31. 土地经营权流转', '应公开未公开', '本村没有被征地人员']],
    ['item', '/pages/item/index?no=31', ['已公开', '承包面积', '护塘村经济合作社', '本村村民认证后可看']],
    [
      'notice',
      '/pages/notice/index?id=n31',
      ['每亩每年 1,200 元', '我家', '合计', '15 组的水稻田', '第 2 版'],
    ],
    ['search', '/pages/search/index?q=流转', ['公开事项 1 项', '公开内容']],
    ['subscriptions', '/account/subscriptions/index', ['护塘村 财务公开', '还能收 3 条', '夜里别打扰']],
    ['inbox', '/pages/inbox/index', ['与我家有关', '已更正']],
    ['me', '/pages/me/index', ['沈国良', '已认证村民', '户号 HT-15-002']],
    ['login', '/account/login/index', ['微信登录']],
    ['household', '/account/household/index', ['顾美珍', '不是我', '取消认证']],
  ]

  it.each(pages)('shows its %s', async (_name, url, words) => {
    const host = new WeappHost({
      respond: fixtures({ 'GET /api/screens/me': { ...me, demo: false } }),
      storage: asVillager,
    })
    const page = await host.open(url)
    for (const word of words) expect(page.text).toContain(word)
    expect(host.errors).toEqual([])
    const nameless = page.findAll((node) => node.hears('tap') && node.role !== undefined && !node.label)
    expect(nameless.map((node) => node.text)).toEqual([])
  })

  it('opens a notice that came by message on a phone that has no village yet', async () => {
    const host = new WeappHost({ respond: fixtures() })
    const page = await host.open('/pages/notice/index?id=n31')
    expect(page.text).toContain('每亩每年 1,200 元')
    expect(host.state.storage.get('hutang.region')).toBe(region.code)
  })

  it('opens a picture in WeChat’s own viewer', async () => {
    const shown: unknown[] = []
    const host = new WeappHost({
      respond: fixtures(),
      storage: asVillager,
      wx: { previewImage: ({ urls }) => void shown.push(urls) },
    })
    const page = await host.open('/pages/notice/index?id=n31')
    await page.tap('看大图：15 组的水稻田')
    expect(shown).toEqual([notice.notice.pictures.map(({ url }) => `http://127.0.0.1:3000${url}`)])
  })

  it('shows a visitor the title only, and the way to the rest', async () => {
    const host = new WeappHost({
      respond: fixtures({ 'GET /api/screens/notice': titleOnly }),
      storage: inVillage,
    })
    const page = await host.open('/pages/notice/index?id=n31')
    expect(page.text).toContain('这条内容只给本村村民看')
    expect(page.text).not.toContain('完整')
    await page.tap('登录并认证')
    expect(host.page.route).toBe('account/login/index')
    await host.page.tap('微信登录')
    // Back where one was, now with a name.
    expect(host.page.route).toBe('pages/notice/index')
    expect(host.page.text).toContain('去认证')
  })

  it('subscribes to an item and keeps what was subscribed before', async () => {
    const host = new WeappHost({ respond: fixtures(), storage: asVillager })
    const page = await host.open('/pages/item/index?no=31')
    await page.tap('有新内容告诉我')
    await page.tap('每天')
    expect(page.text).toContain('已订阅这一项')
    const sent = host.requests.find(({ method }) => method === 'PUT')
    expect(sent?.body).toEqual({
      subscriptions: [
        { region: region.code, category: '财务公开', wish: 'immediate' },
        { region: region.code, item: 31, wish: 'daily' },
      ],
    })
  })

  it('asks WeChat for leave to send, and reports what was answered', async () => {
    const host = new WeappHost({
      respond: fixtures(),
      storage: asVillager,
      wx: { requestSubscribeMessage: () => ({ t1: 'accept' }) },
    })
    const page = await host.open('/account/subscriptions/index')
    await page.tap('允许再发一条')
    const sent = host.requests.find(({ path }) => path === '/api/me/grants')
    expect(sent?.body).toEqual({ results: [{ templateId: 't1', result: 'accept' }] })
    expect(page.text).toContain('还能收 4 条')
  })

  it('opens a message and marks it read', async () => {
    const host = new WeappHost({ respond: fixtures(), storage: asVillager })
    const page = await host.open('/pages/inbox/index')
    expect(page.byLabel('未读').text).toContain('15 组 12 户')
    await page.tap('未读')
    expect(host.page.route).toBe('pages/notice/index')
    const sent = host.requests.find(({ path }) => path === '/api/me/inbox/read')
    expect(sent?.body).toEqual({ ids: ['i1'] })
    expect(host.state.storage.get('hutang.unread')).toBe(0)
  })

  it('verifies a villager by the slip of the household', async () => {
    const host = new WeappHost({
      respond: fixtures(),
      storage: { ...inVillage, 'hutang.session': sessionOf(newcomer) },
    })
    const page = await host.open('/account/verify/index')
    await page.input('户号', 'HT-15-002')
    await page.input('姓名', '沈国良')
    await page.tap('下一步')
    expect(page.text).toContain(`户号 ${claim.householdCode}`)
    await page.input('纸条上的号码', '735 204')
    await page.tap('认证')
    expect(host.state.storage.get('hutang.session')).toMatchObject({ user: { verified: true } })
  })

  it('shows a cadre the way to the desk', async () => {
    const host = new WeappHost({
      respond: fixtures({ 'GET /api/screens/me': { ...me, user: clerk } }),
      storage: { ...inVillage, 'hutang.session': sessionOf(clerk) },
    })
    const page = await host.open('/pages/me/index')
    expect(page.text).toContain('护塘村 经办')
    await page.tap('我的工作台')
    expect(host.page.route).toBe('cadre/desk/index')
  })

  it('keeps the quiet hours that were chosen', async () => {
    const host = new WeappHost({ respond: fixtures(), storage: asVillager })
    const page = await host.open('/account/subscriptions/index')
    await page.tap('夜里别打扰')
    const sent = host.requests.find(({ path, method }) => method === 'PUT' && path === '/api/me/preferences')
    expect(sent?.body).toEqual({ ...subscriptions.preferences, quietTo: subscriptions.preferences.quietFrom })
    expect(page.text).toContain('什么时候都可以提醒')
  })
})

describe('with nothing to show', () => {
  const empty: [string, string, Record<string, unknown>, string][] = [
    ['home', '/pages/home/index', { 'GET /api/screens/home': { ...home, newest: [] } }, '还没有公开内容'],
    ['inbox', '/pages/inbox/index', { 'GET /api/screens/inbox': { items: [], unread: 0 } }, '还没有消息'],
    [
      'subscriptions',
      '/account/subscriptions/index',
      { 'GET /api/screens/subscriptions': { ...subscriptions, subscriptions: [] } },
      '还没有订阅',
    ],
    [
      'search',
      '/pages/search/index?q=飞机',
      { 'GET /api/screens/search': { region, items: [], notices: [] } },
      '没有找到“飞机”',
    ],
  ]
  it.each(empty)('%s says so and what to do', async (_name, url, other, words) => {
    const host = new WeappHost({ respond: fixtures(other), storage: asVillager })
    expect((await host.open(url)).text).toContain(words)
    expect(host.errors).toEqual([])
  })

  it.each(['pages/inbox', 'account/subscriptions', 'account/household', 'account/verify'])(
    '%s asks a visitor to sign in',
    async (name) => {
      const host = new WeappHost({ respond: fixtures(), storage: inVillage })
      const page = await host.open(`/${name}/index`)
      expect(page.text).toContain('请先登录')
      expect(host.requests).toEqual([])
    },
  )
})
