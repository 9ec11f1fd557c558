import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { builtMiniapp } from '../support/built-miniapp'
import { policyView } from '../support/policy-view'
import { textsIn } from '../support/weapp-bundle'
import { WeappHost } from '../support/weapp-host'
import { now, region, sessionOf, user } from './fixtures/people'
import { failed, fixtures } from './fixtures/server'
import { notice, titleOnly } from './fixtures/village'

const inVillage = { 'hutang.region': region.code }
const asVillager = { ...inVillage, 'hutang.session': sessionOf(user) }
const origin = 'http://127.0.0.1:3000'
/** Of the app itself, not of the page: that would show what the reader alone may see. */
const plain = '/assets/card.png'

let dist = ''
beforeAll(() => {
  dist = builtMiniapp('weapp')
}, 600_000)

/** The card of a page, and what whoever taps it sees, on a phone that has never opened the app. */
async function shared(url: string, answers: Record<string, unknown> = {}, storage: object = asVillager) {
  const page = await new WeappHost({ respond: fixtures(answers), storage: { ...storage } }).open(url)
  const card = await page.share()
  const host = new WeappHost({ respond: fixtures(answers) })
  const opened = await host.open(card.path, { scene: 1007 })
  expect(host.errors).toEqual([])
  return { card, opened, host }
}

/** Those whose cards are looked at below. */
const tested = [
  'pages/home/index',
  'pages/item/index',
  'pages/notice/index',
  'pages/policies/index',
  'policies/list/index',
  'policies/package/index',
  'policies/policy/index',
]

describe('a card in a chat', () => {
  it('can be made of these pages and of no others', () => {
    const built = textsIn(dist, /\/index\.js$/).filter(({ text }) => text.includes('enableShareAppMessage'))
    expect(built.map(({ file }) => file.replace(/\.js$/, '')).sort()).toEqual(tested)
    // A page that makes a card without saying so has no 转发 in its menu.
    const making = textsIn(join(__dirname, '../../miniapp/src'), /\.tsx?$/)
      .filter(({ text }) => text.includes('useShareAppMessage('))
      .map(({ file }) => file.split('/').slice(0, 2).join('/'))
    expect(making.sort()).toEqual(tested.map((page) => page.replace(/\/index$/, '')))
  })

  it.each(['pages/catalogue/index', 'pages/me/index', 'account/household/index', 'cadre/desk/index'])(
    'cannot be made of %s',
    async (route) => {
      const page = await new WeappHost({ respond: fixtures(), storage: asVillager }).open(`/${route}`)
      await expect(page.share()).rejects.toThrow('cannot be shared')
    },
  )

  it('of home opens the village, also on a phone without one', async () => {
    const { card, opened, host } = await shared('/pages/home/index')
    expect(card).toEqual({
      ...{ title: `${region.name}村务公开`, path: `/pages/home/index?region=${region.code}` },
      imageUrl: plain,
    })
    expect(opened.text).toContain('最新公开')
    expect(host.state.storage.get('hutang.region')).toBe(region.code)
  })

  it('of home without a village offers the choice', async () => {
    const { card } = await shared('/pages/home/index', {}, {})
    expect(card).toEqual({ title: '村务公开', path: '/pages/home/index', imageUrl: plain })
  })

  it('of an item names village and item', async () => {
    const { card, opened } = await shared(`/pages/item/index?no=31`)
    expect(card.title).toBe(`${region.name}：${notice.notice.item.level2}`)
    expect(card.path).toContain(`region=${region.code}&no=31`)
    expect(opened.text).toContain('承包面积')
  })

  it('of a notice has its picture, and its title only where everybody may read it', async () => {
    const picture = { imageUrl: `${origin}/api/notices/n31/share-card.png` }
    const { card } = await shared('/pages/notice/index?id=n31')
    expect(card).toMatchObject({ path: '/pages/notice/index?id=n31', ...picture })
    const open = {
      ...notice,
      notice: { ...notice.notice, item: { ...notice.notice.item, audience: 'public' as const } },
    }
    const { card: public_ } = await shared('/pages/notice/index?id=n31', { 'GET /api/screens/notice': open })
    expect(public_).toMatchObject({ title: notice.notice.title, ...picture })
    const { card: closed } = await shared('/pages/notice/index?id=n31', {
      'GET /api/screens/notice': titleOnly,
    })
    expect(closed.title).toBe(`${region.name}：有公开，请打开查看`)
  })

  it('never shows the page itself, which holds the reader’s own figures', async () => {
    expect(existsSync(join(dist, plain))).toBe(true)
    const nothing = {
      'GET /api/screens/notice': failed(404, 'notFound', '没有'),
      'GET /api/screens/item': failed(404, 'notFound', '没有'),
      'GET /api/policies': failed(404, 'notFound', '没有'),
    }
    for (const answers of [{}, nothing]) {
      for (const route of tested) {
        const host = new WeappHost({ respond: fixtures(answers), storage: asVillager })
        const card = await (await host.open(`/${route}?id=n31&no=31`)).share()
        expect([route, card.imageUrl]).toEqual([route, expect.stringMatching(/card\.png$/)])
      }
    }
  })

  it('of policies, of a list of them and of an enterprise’s package gives away nothing of the enterprise', async () => {
    const none = { 'GET /api/policies': failed(404, 'notFound', '没有') }
    const of = async (url: string) =>
      (await new WeappHost({ respond: fixtures(none), storage: asVillager }).open(url)).share()
    const whole = { title: '您的企业能享受哪些政策？', path: '/pages/policies/index', imageUrl: plain }
    expect(await of('/pages/policies/index')).toEqual(whole)
    expect(await of('/policies/package/index?id=e-secret')).toEqual(whole)
    const list = await of(`/policies/list/index?q=${encodeURIComponent('农机')}`)
    expect(list.title).toBe('惠企惠民政策：农机')
    expect(list.path).toBe(`/policies/list/index?region=${region.code}&q=${encodeURIComponent('农机')}`)
  })

  it('of a policy names it, and not for which enterprise it was read', async () => {
    const policy = policyView('grain-scale', new Date(now))
    const answers = { 'GET /api/policies/grain-scale': policy }
    const { card, opened } = await shared(
      '/policies/policy/index?id=grain-scale&enterprise=e-secret',
      answers,
    )
    expect(card).toEqual({
      ...{ title: policy.content.title, path: '/policies/policy/index?id=grain-scale' },
      imageUrl: plain,
    })
    expect(opened.text).toContain(policy.content.plain)
  })

  it('of a policy that is withdrawn, or of which nothing could be read, does not name it', async () => {
    const gone = { ...policyView('grain-scale', new Date(now)), state: 'withdrawn' as const }
    for (const answer of [gone, failed(404, 'notFound', '没有')]) {
      const answers = { 'GET /api/policies/grain-scale': answer }
      const host = new WeappHost({ respond: fixtures(answers), storage: asVillager })
      const card = await (await host.open('/policies/policy/index?id=grain-scale')).share()
      expect(card.title).toBe('惠企惠民政策')
    }
  })
})
