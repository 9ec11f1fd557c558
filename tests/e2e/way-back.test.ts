import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { arrived, closeBrowser, freshPage, front } from '../support/browser'
import { goTo } from './every-size'
import { subscriptions } from './fixtures/account'
import { able, content, held, workOf } from './fixtures/cadre'
import { DraftDesk } from './fixtures/draft-desk'
import { newcomer, region, sessionOf, user } from './fixtures/people'
import { fixtures } from './fixtures/server'
import { item, notice, titleOnly } from './fixtures/village'
import { Site } from './site'

const inVillage = { 'hutang.region': region.code }
const village = fixtures()

let site: Site
beforeAll(async () => {
  site = await Site.start()
}, 240_000)
afterAll(async () => {
  await closeBrowser()
  await site?.stop()
})

const open = async (path: string, storage: Record<string, unknown>) => {
  const page = await freshPage({ origin: site.origin, storage })
  await goTo(page, site.origin, path)
  return page
}

describe('a page opened cold', () => {
  it.each([
    ['pages/notice/index?id=n31', 'pages/home/index'],
    ['pages/item/index?no=31', 'pages/catalogue/index'],
    ['reading/search/index?q=流转', 'pages/home/index'],
    ['pages/nowhere/index', 'pages/home/index'],
    ['account/login/index', 'pages/home/index'],
    ['account/verify/index', 'pages/me/index'],
    ['account/household/index', 'pages/me/index'],
    ['account/subscriptions/index', 'pages/me/index'],
  ])('%s goes back to %s', async (path, above) => {
    site.respond = village
    const page = await open(path, { ...inVillage, 'hutang.session': sessionOf(user) })
    await front(page).getByRole('button', { name: '返回' }).click()
    await page.waitForURL(new RegExp(`#/${above}`))
    await front(page).getByRole('tablist', { name: '主要栏目' }).waitFor()
  })

  describe('by a cadre', () => {
    const work = workOf({ content, abilities: able(['edit', 'approve', 'return', 'discard']) })
    const serve = (desk: DraftDesk) => {
      site.respond = (asked) => {
        const answer = desk.respond(asked)
        return answer !== 'offline' && answer.status === 404 ? village(asked) : answer
      }
    }

    it.each([
      ['cadre/start/index', 'cadre/desk/index'],
      ['cadre/edit/index?id=w1', 'cadre/desk/index'],
      ['cadre/review/index?id=w1', 'cadre/desk/index'],
      ['cadre/verify/index', 'cadre/desk/index'],
      ['cadre/audit/index', 'pages/me/index'],
      ['cadre/desk/index', 'pages/me/index'],
    ])('%s goes back to %s', async (path, above) => {
      serve(new DraftDesk(work))
      const page = await open(path, held)
      await front(page).getByRole('button', { name: '返回' }).click()
      await page.waitForURL(new RegExp(`#/${above}`))
    })

    it('returns to the desk when the review is done', async () => {
      serve(new DraftDesk({ ...work, state: 'submitted' }))
      const page = await open('cadre/review/index?id=w1', held)
      await front(page).getByRole('button', { name: /^通过/ }).click()
      await page.getByRole('dialog').getByRole('button', { name: '通过' }).click()
      await page.waitForURL(/#\/cadre\/desk\/index/)
    })
  })
})

describe('signing in goes on to what the person wanted:', () => {
  it('from a notice for villagers to verification, and from there back to the notice', async () => {
    let verified = false
    site.respond = (asked) => {
      if (asked.path.endsWith('/slip')) verified = true
      return fixtures({ 'GET /api/screens/notice': verified ? notice : titleOnly })(asked)
    }
    const page = await open('pages/notice/index?id=n31', inVillage)
    await front(page).getByRole('button', { name: '登录并认证' }).click()
    await front(page).getByRole('button', { name: '微信登录' }).click()
    await page.waitForURL(/#\/account\/verify\/index/)
    await front(page).getByRole('textbox', { name: /^户号/ }).fill('ht15002')
    await front(page).getByRole('textbox', { name: /^姓名/ }).fill('沈国良')
    await front(page).getByRole('button', { name: '下一步' }).click()
    await front(page).getByRole('textbox', { name: '纸条上的号码' }).fill('735204')
    await front(page).getByRole('button', { name: '认证', exact: true }).click()
    await page.waitForURL(/#\/pages\/notice\/index\?id=n31/)
    await front(page).getByText('15 组土地流转明细').first().waitFor()
  })

  it('whoever is verified already goes back to the notice', async () => {
    site.respond = fixtures({
      'GET /api/screens/notice': titleOnly,
      'POST /api/sessions/wechat': sessionOf(user),
    })
    const page = await open('pages/notice/index?id=n31', inVillage)
    await front(page).getByRole('button', { name: '登录并认证' }).click()
    await front(page).getByRole('button', { name: '微信登录' }).click()
    await page.waitForURL(/#\/pages\/notice\/index\?id=n31/)
  })

  it('from an item to its subscription', async () => {
    const followed = { ...subscriptions.subscriptions[0], category: undefined, item: 31 }
    let subscription: object | null = null
    site.respond = fixtures({
      'POST /api/sessions/wechat': sessionOf(newcomer),
      'GET /api/screens/item': () => ({ ...item, subscription }),
      'PUT /api/me/subscriptions': () => {
        subscription = followed
        return { subscriptions: [followed], when: subscriptions.when }
      },
    })
    const page = await open('pages/item/index?no=31', inVillage)
    await front(page)
      .getByRole('link', { name: /有新内容告诉我/ })
      .click()
    await front(page).getByRole('button', { name: '微信登录' }).click()
    await page.waitForURL(/#\/pages\/item\/index/)
    await front(page).getByText('已订阅这一项').waitFor()
  })

  it('nothing is offered to whoever went away from the sign-in', async () => {
    site.respond = village
    const page = await open('pages/item/index?no=31', inVillage)
    await front(page)
      .getByRole('link', { name: /有新内容告诉我/ })
      .click()
    await arrived(page, 'account/login/index')
    await front(page).getByRole('button', { name: '返回' }).click()
    await arrived(page, 'pages/item/index')
    await page.evaluate((held) => {
      localStorage.setItem('hutang.session', JSON.stringify({ data: held }))
      window.dispatchEvent(new StorageEvent('storage', { key: 'hutang.session' }))
    }, sessionOf(user))
    await front(page)
      .getByRole('link', { name: /有新内容告诉我/ })
      .waitFor()
    expect(await front(page).getByRole('dialog').count()).toBe(0)
  })
})
