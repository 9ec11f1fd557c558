import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { arrived, closeBrowser, freshPage, front } from '../support/browser'
import { goTo } from './every-size'
import { clerk, region, sessionOf, user } from './fixtures/people'
import { failed, fixtures } from './fixtures/server'
import { notice, titleOnly } from './fixtures/village'
import { Site } from './site'

const missing = failed(404, 'notFound', '没有这个村。')
const inVillage = { 'hutang.region': region.code }
const asVillager = { ...inVillage, 'hutang.session': sessionOf(user) }

let site: Site
beforeAll(async () => {
  site = await Site.start()
}, 240_000)
afterAll(async () => {
  await closeBrowser()
  await site?.stop()
})

/** A phone that holds this, and a BFF of fixtures but for what `other` answers. */
async function phone(
  storage: Record<string, unknown> = {},
  other: Record<string, unknown> = {},
): Promise<Page> {
  site.respond = fixtures(other)
  return freshPage({ origin: site.origin, storage })
}

const open = (page: Page, route: string) => goTo(page, site.origin, route)

describe('the h5 app', () => {
  it('says what went wrong and tries again when asked, by keyboard too', async () => {
    const page = await phone(inVillage)
    site.respond = () => 'offline'
    await open(page, 'pages/home/index')
    await page.getByText('没有连上网络', { exact: true }).waitFor()
    site.respond = () => missing
    await page.getByRole('button', { name: '重试' }).press('Enter')
    await page.getByText('没有这个村。').first().waitFor()
  })

  it.each(['nope', 'pages/nothing/index', 'pages/home', 'cadre/nothing/index?id=1'])(
    'says that #/%s leads nowhere, with the way home',
    async (address) => {
      const page = await phone(inVillage)
      await page.goto(`${site.origin}/#/${address}`)
      await front(page).getByRole('heading', { name: '没有这一页' }).waitFor()
      await front(page).getByRole('button', { name: '回首页' }).click()
      await front(page).getByText('最新公开').waitFor()
    },
  )

  it.each(['login', 'household', 'subscriptions', 'verify'])(
    'opens %s at the address it had before it moved, with its query',
    async (name) => {
      const page = await phone(asVillager)
      await page.goto(`${site.origin}/#/pages/${name}/index?region=${region.code}`)
      await page.waitForURL(`${site.origin}/#/account/${name}/index?region=${region.code}`)
      await arrived(page, `account/${name}/index`)
    },
  )

  it('offers the way home, not another try, where there is nothing', async () => {
    const page = await phone(inVillage, { 'GET /api/screens/item': missing })
    await open(page, 'pages/item/index?no=99')
    await front(page).getByRole('button', { name: '回首页' }).click()
    await front(page).getByText('最新公开').waitFor()
  })

  it('goes from tab to tab by keyboard', async () => {
    const page = await phone()
    await open(page, 'pages/home/index')
    await front(page).getByRole('tab', { name: '我的' }).press('Enter')
    await page.waitForURL(/pages\/me\/index/)
    await front(page).getByRole('tab', { name: '我的', selected: true }).waitFor()
  })

  it('opens a dialog that takes the focus, is closed by Escape, and gives the focus back', async () => {
    const page = await phone()
    await open(page, 'pages/home/index')
    const button = front(page).getByRole('button', { name: '文字大小' })
    await button.press('Enter')
    const dialog = front(page).getByRole('dialog', { name: '文字大小' })
    await dialog.getByRole('radio', { name: '长辈' }).press(' ')
    await front(page).locator('.page.size-elder').waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true)
  })

  it('follows what another window of the browser changes', async () => {
    const page = await phone(asVillager)
    await open(page, 'pages/me/index')
    const other = await page.context().newPage()
    await open(other, 'pages/me/index')
    await front(other).getByRole('radio', { name: '特大' }).click()
    await front(page).getByRole('radio', { name: '特大', checked: true }).waitFor()
    await front(other).getByRole('button', { name: '退出登录' }).click()
    await front(other).getByRole('dialog').getByRole('button', { name: '退出登录' }).click()
    await front(page).getByRole('button', { name: '退出登录' }).waitFor({ state: 'detached' })
    await other.close()
  })
})

describe('the pages of the villager', () => {
  it('show a skeleton while the answer is on its way', async () => {
    const page = await phone(inVillage)
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    site.respond = async (asked) => {
      await held
      return fixtures()(asked)
    }
    await page.goto(`${site.origin}/#/pages/home/index`)
    await front(page).locator('.skeleton').first().waitFor()
    release()
    await front(page).getByText('最新公开').waitFor()
  })

  it('go from the home page into a category and back to all of them', async () => {
    const page = await phone(inVillage)
    await open(page, 'pages/home/index')
    await front(page)
      .getByRole('link', { name: /^财务公开，.*2 项逾期/ })
      .click()
    await front(page).getByRole('tab', { name: '财务公开', selected: true }).waitFor()
    expect(await front(page).getByText('土地经营权流转').count()).toBe(0)
    await front(page).getByRole('tab', { name: '全部' }).click()
    await front(page).getByText('31. 土地经营权流转').waitFor()
  })

  it('come back to the notice after signing in as a persona', async () => {
    let signedIn = false
    const page = await phone(inVillage)
    site.respond = (asked) => {
      if (asked.path === '/api/sessions/demo') signedIn = true
      return fixtures({ 'GET /api/screens/notice': signedIn ? notice : titleOnly })(asked)
    }
    await open(page, 'pages/notice/index?id=n31')
    await front(page).getByRole('button', { name: '登录并认证' }).click()
    await front(page)
      .getByRole('link', { name: /^沈国良/ })
      .click()
    await front(page).getByText('15 组土地流转明细').first().waitFor()
    expect(page.url()).toContain('pages/notice/index?id=n31')
  })

  it('enter as the persona a link of the demo names', async () => {
    const page = await phone({}, { 'POST /api/sessions/demo': sessionOf(clerk) })
    await page.goto(`${site.origin}/#/account/login/index?persona=clerk`)
    await front(page).getByText('最新公开').waitFor()
  })

  it('ask for WeChat’s leave in a sheet like WeChat’s', async () => {
    const page = await phone(asVillager)
    await open(page, 'account/subscriptions/index')
    await front(page).getByRole('button', { name: '再提醒我' }).click()
    const sheet = front(page).getByRole('dialog', { name: '微信授权' })
    await sheet.getByRole('button', { name: '允许', exact: true }).click()
    await front(page).getByText('村务公开提醒：还剩 4 次').waitFor()
  })

  it('show a picture large, with its words, and close again', async () => {
    const page = await phone(asVillager)
    await open(page, 'pages/notice/index?id=n31')
    await front(page).getByRole('button', { name: '村务公开栏上的流转公示，看大图' }).click()
    const viewer = front(page).getByRole('dialog', { name: '图片，第 1 张，共 2 张' })
    await viewer.getByRole('button', { name: '下一张' }).click()
    const second = front(page).getByRole('dialog', { name: '图片，第 2 张，共 2 张' })
    await second.getByText('15 组的水稻田').waitFor()
    await page.keyboard.press('Escape')
    await second.waitFor({ state: 'detached' })
  })
})
