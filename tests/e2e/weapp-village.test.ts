import { beforeAll, describe, expect, it } from '@jest/globals'
import { builtMiniapp } from '../support/built-miniapp'
import { WeappHost } from '../support/weapp-host'
import { claim, me, subscriptions } from './fixtures/account'
import { home } from './fixtures/home'
import { clerk, newcomer, region, sessionOf, user } from './fixtures/people'
import { fixtures } from './fixtures/server'
import { notice, titleOnly } from './fixtures/village'

const inVillage = { 'hutang.region': region.code }
const asVillager = { ...inVillage, 'hutang.session': sessionOf(user) }

beforeAll(() => void builtMiniapp('weapp'), 180_000)

describe('a village that publishes', () => {
  const pages: [string, string, string[]][] = [
    [
      'home',
      '/pages/home/index',
      ['综合村务', '11 项应公开未公开', '10 月收入 18.6 万元', '021-5555 0101', '日前'],
    ],
    ['catalogue', '/pages/catalogue/index', ['31. 土地经营权流转', '应公开未公开', '本村没有被征地人员']],
    ['item', '/pages/item/index?no=31', ['已公开', '承包面积', '护塘村经济合作社', '本村村民认证后可看']],
    [
      'notice',
      '/pages/notice/index?id=n31',
      ['每亩每年 1,200 元', '我家', '合计', '15 组的水稻田', '第 2 版', '5,028.00'],
    ],
    ['search', '/reading/search/index?q=流转', ['公开事项 1 项', '公开内容']],
    [
      'subscriptions',
      '/account/subscriptions/index',
      ['每天 18:30', '用微信告诉您', '护塘村 财务公开', '还剩 3 次', '夜里别打扰'],
    ],
    ['inbox', '/account/inbox/index', ['与我家有关', '已更正']],
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
    await page.tap('15 组的水稻田')
    expect(shown).toEqual([notice.notice.pictures.map(({ url }) => `http://127.0.0.1:3000${url}`)])
  })

  it('shows a visitor the title only, and the way to the rest', async () => {
    const host = new WeappHost({
      respond: fixtures({ 'GET /api/screens/notice': titleOnly }),
      storage: inVillage,
    })
    const page = await host.open('/pages/notice/index?id=n31')
    expect(page.text).toContain('这条内容只给本村村民看')
    expect(page.text).not.toContain('正式公开')
    await page.tap('登录并认证')
    expect(host.page.route).toBe('account/login/index')
    await host.page.tap('微信登录')
    // On to what the person came for.
    expect(host.page.route).toBe('account/verify/index')
    expect(host.page.text).toContain('您是哪一户的')
  })

  it('subscribes to an item and keeps what was subscribed before', async () => {
    const host = new WeappHost({ respond: fixtures(), storage: asVillager })
    const page = await host.open('/pages/item/index?no=31')
    await page.tap('有新内容告诉我')
    expect(page.text).toContain('已订阅这一项')
    const sent = host.requests.find(({ method }) => method === 'PUT')
    expect(sent?.body).toEqual({
      subscriptions: [
        { region: region.code, category: '财务公开' },
        { region: region.code, item: 31 },
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
    await page.tap('再提醒我')
    const sent = host.requests.find(({ path }) => path === '/api/me/grants')
    expect(sent?.body).toEqual({ results: [{ templateId: 't1', result: 'accept' }] })
    expect(page.text).toContain('还剩 4 次')
  })

  it('opens a message and marks it read', async () => {
    const host = new WeappHost({ respond: fixtures(), storage: asVillager })
    const page = await host.open('/account/inbox/index')
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
    ['inbox', '/account/inbox/index', { 'GET /api/screens/inbox': { items: [], unread: 0 } }, '还没有消息'],
    [
      'subscriptions',
      '/account/subscriptions/index',
      { 'GET /api/screens/subscriptions': { ...subscriptions, subscriptions: [] } },
      '还没有订阅',
    ],
    [
      'search',
      '/reading/search/index?q=飞机',
      { 'GET /api/screens/search': { region, items: [], notices: [] } },
      '没有找到“飞机”',
    ],
  ]
  it.each(empty)('%s says so and what to do', async (_name, url, other, words) => {
    const host = new WeappHost({ respond: fixtures(other), storage: asVillager })
    expect((await host.open(url)).text).toContain(words)
    expect(host.errors).toEqual([])
  })

  it.each(['account/inbox', 'account/subscriptions', 'account/household', 'account/verify'])(
    '%s asks a visitor to sign in',
    async (name) => {
      const host = new WeappHost({ respond: fixtures(), storage: inVillage })
      const page = await host.open(`/${name}/index`)
      expect(page.text).toContain('请先登录')
      expect(host.requests).toEqual([])
    },
  )
})
