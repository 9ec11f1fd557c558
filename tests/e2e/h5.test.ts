import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Page } from 'playwright-core'
import { closeBrowser, front, newPage } from '../support/browser'
import { builtMiniapp } from '../support/built-miniapp'
import { me } from './fixtures/account'
import { clerk, region, sessionOf, user } from './fixtures/people'
import { failed, fixtures } from './fixtures/server'
import { notice, titleOnly } from './fixtures/village'
import { type StubAnswer, sidewaysOverflow, stubH5, stubOrigin } from './support'

const missing: StubAnswer = failed(404, 'notFound', '没有这个村。')
const inVillage = { 'hutang.region': region.code }
const asVillager = { ...inVillage, 'hutang.session': sessionOf(user) }
let routes: string[] = []

beforeAll(() => {
  const { pages, subPackages } = JSON.parse(
    readFileSync(join(builtMiniapp('weapp'), 'app.json'), 'utf8'),
  ) as { pages: string[]; subPackages: { root: string; pages: string[] }[] }
  const account = subPackages.find(({ root }) => root === 'account')
  routes = [...pages, ...(account?.pages ?? []).map((page) => `account/${page}`)]
  builtMiniapp('h5')
}, 240_000)
afterAll(closeBrowser)

async function phone(
  options: Parameters<typeof newPage>[0] = {},
  other: Record<string, unknown> = {},
): Promise<Page> {
  const page = await newPage(options)
  await stubH5(page, fixtures(other))
  return page
}

const open = async (page: Page, route: string) => {
  await page.goto(`${stubOrigin}/#/${route}`)
  await front(page).locator('.page').waitFor()
}

const settled = async (page: Page, route: string) => {
  await open(page, route)
  await front(page).locator('.skeleton').first().waitFor({ state: 'detached' })
}

// Layout is measured while a browser draws on a busy machine: what fails is tried once more, and said.
jest.retryTimes(1, { logErrorsBeforeRetry: true })

describe('the h5 app', () => {
  it.each([375, 1280] as const)(
    'fits a window of %i px in every text size',
    async (width) => {
      for (const size of ['standard', 'large', 'elder', 'huge']) {
        const page = await phone({ width, storage: { ...asVillager, 'hutang.text-size': size } })
        for (const route of routes) {
          await settled(page, `${route}?no=31&id=n31&q=流转`)
          expect({ route, size, overflow: await sidewaysOverflow(page) }).toEqual({
            route,
            size,
            overflow: 0,
          })
        }
        await page.context().close()
      }
    },
    120_000,
  )

  it('stands as a column in a wide window', async () => {
    const page = await phone({ width: 1280 })
    await open(page, 'pages/home/index')
    const box = await front(page).locator('.page').boundingBox()
    expect(box?.width).toBe(720)
    expect(box?.x).toBe(280)
  })

  it('gives a finger 44 px, and 60 px in 长辈', async () => {
    for (const [size, least] of [
      ['standard', 44],
      ['elder', 60],
    ] as const) {
      const storage = { ...asVillager, 'hutang.text-size': size }
      const page = await phone({ storage }, { 'GET /api/screens/me': me })
      for (const route of routes) {
        await settled(page, `${route}?no=31&id=n31&q=流转`)
        await page.locator(`.taro_page[id^="/${route}"]:visible .page`).waitFor()
        // By its own name: the page that was in front before stays visible for a moment.
        const boxes = await page
          .locator(`.taro_page[id^="/${route}"]:visible`)
          .locator('[role=button], [role=link], [role=tab], [role=radio], [role=switch], [role=checkbox]')
          .evaluateAll((found) =>
            found.map((one) => ({
              name: one.getAttribute('aria-label'),
              height: one.getBoundingClientRect().height,
            })),
          )
        expect(boxes.length).toBeGreaterThan(0)
        const small = boxes.filter(({ height }) => height < least)
        expect({ route, size, small }).toEqual({ route, size, small: [] })
      }
      await page.context().close()
    }
  })

  it('says what went wrong and tries again when asked', async () => {
    const page = await newPage({ storage: inVillage })
    let online = false
    await stubH5(page, () => (online ? missing : 'offline'))
    await open(page, 'pages/home/index')
    await page.getByText('没有连上网络', { exact: true }).waitFor()
    online = true
    await page.getByRole('button', { name: '重试' }).press('Enter')
    await page.getByText('没有这个村。').first().waitFor()
  })

  it('comes home from an address that leads nowhere', async () => {
    const page = await phone({ storage: inVillage })
    await page.goto(`${stubOrigin}/#/pages/nothing/index`)
    await front(page).getByText('最新公开').waitFor()
    await front(page).getByText('没有这一页').waitFor()
  })

  it('stays where it is and says so when a page cannot be fetched', async () => {
    const page = await phone({ storage: inVillage })
    await settled(page, 'pages/home/index')
    const cut = /\.(js|css)$/
    await page.route(cut, (route) => route.abort('internetdisconnected'))
    await front(page).getByRole('link', { name: '搜索' }).click()
    await front(page).getByText('这一页还打不开').waitFor()
    expect(page.url()).toContain('pages/home/index')
    await page.unroute(cut)
    await front(page).getByRole('link', { name: '搜索' }).click()
    await front(page).getByText('可以这样搜').waitFor()
  })

  it('offers the way home, not another try, where there is nothing', async () => {
    const page = await phone({ storage: inVillage }, { 'GET /api/screens/item': missing })
    await open(page, 'pages/item/index?no=99')
    await front(page).getByRole('button', { name: '回首页' }).click()
    await front(page).getByText('最新公开').waitFor()
  })

  it('goes from tab to tab by keyboard', async () => {
    const page = await phone()
    await open(page, 'pages/home/index')
    await front(page).getByRole('tab', { name: '我的' }).press('Enter')
    await front(page).getByRole('tab', { name: '我的', selected: true }).waitFor()
    expect(page.url()).toContain('pages/me/index')
  })

  it('opens a dialog that takes the focus, is closed by Escape, and gives the focus back', async () => {
    const page = await phone()
    await open(page, 'pages/home/index')
    const button = front(page).getByRole('button', { name: '文字大小' })
    await button.press('Enter')
    const dialog = front(page).getByRole('dialog', { name: '文字大小' })
    await dialog.getByRole('radio', { name: '长辈' }).press(' ')
    expect(await front(page).locator('.page').getAttribute('class')).toContain('size-elder')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true)
  })
})

describe('the pages of the villager', () => {
  const words: [string, string][] = [
    ['pages/home/index', '最新公开'],
    ['pages/catalogue/index', '这里没有的事项'],
    ['pages/item/index?no=31', '公开要求'],
    ['pages/notice/index?id=n31', '公开的就是审核通过的原文'],
    ['pages/search/index?q=流转', '公开事项 1 项'],
    ['account/subscriptions/index', '已经订阅'],
    ['pages/inbox/index', '15 组 12 户'],
    ['pages/me/index', '户号 HT-15-002'],
    ['account/login/index', '换个身份试试'],
    ['account/household/index', '家里人'],
  ]

  it.each(words)('%s shows what it has, and says when it cannot', async (path, word) => {
    let mood: 'well' | 'offline' | 'broken' = 'offline'
    const page = await newPage({ storage: asVillager })
    const answer = fixtures({ 'GET /api/screens/me': me })
    const broken = failed(500, 'internal', '服务出了点问题，我们已经记下，请稍后再试。')
    await stubH5(page, (asked) =>
      mood === 'offline' ? 'offline' : mood === 'broken' ? broken : answer(asked),
    )
    await open(page, path)
    await front(page).getByText('没有连上网络', { exact: true }).waitFor()
    mood = 'broken'
    await front(page).getByRole('button', { name: '重试' }).click()
    await front(page).getByText('服务出了点问题').waitFor()
    mood = 'well'
    await front(page).getByRole('button', { name: '重试' }).click()
    await front(page).getByText(word).first().waitFor()
    await page.context().close()
  })

  it('show bones while the answer is on its way', async () => {
    const page = await newPage({ storage: inVillage })
    await stubH5(page, fixtures())
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route('**/api/screens/home*', async (route) => {
      await held
      await route.fallback()
    })
    await open(page, 'pages/home/index')
    await front(page).locator('.skeleton').first().waitFor()
    release()
    await front(page).getByText('最新公开').waitFor()
  })

  it('go from the home page into a category and back to all of them', async () => {
    const page = await phone({ storage: inVillage })
    await open(page, 'pages/home/index')
    await front(page).getByRole('link', { name: '财务公开，已公开 7 项，共 9 项' }).click()
    await front(page).getByRole('tab', { name: '财务公开', selected: true }).waitFor()
    expect(await front(page).getByText('土地经营权流转').count()).toBe(0)
    await front(page).getByRole('tab', { name: '全部' }).click()
    await front(page).getByText('31. 土地经营权流转').waitFor()
  })

  it('come back to the notice after signing in as a persona', async () => {
    let signedIn = false
    const page = await newPage({ storage: inVillage })
    await stubH5(page, (asked) => {
      if (asked.path === '/api/sessions/demo') signedIn = true
      return fixtures({ 'GET /api/screens/notice': signedIn ? notice : titleOnly })(asked)
    })
    await open(page, 'pages/notice/index?id=n31')
    await front(page).getByRole('button', { name: '登录并认证' }).click()
    await front(page).getByRole('link', { name: '以沈国良的身份进入' }).click()
    await front(page).getByText('15 组土地流转明细').first().waitFor()
    expect(page.url()).toContain('pages/notice/index?id=n31')
  })

  it('enter as the persona a link of the demo names', async () => {
    const page = await phone({}, { 'POST /api/sessions/demo': sessionOf(clerk) })
    await page.goto(`${stubOrigin}/#/account/login/index?persona=clerk`)
    await front(page).getByText('最新公开').waitFor()
  })

  it('ask for WeChat’s leave in a sheet like WeChat’s', async () => {
    const page = await phone({ storage: asVillager })
    await open(page, 'account/subscriptions/index')
    await front(page).getByRole('button', { name: '允许再发一条' }).click()
    const sheet = front(page).getByRole('dialog', { name: '微信授权' })
    await sheet.getByRole('button', { name: '允许', exact: true }).click()
    await front(page).getByText('还能收 4 条').waitFor()
  })

  it('show a picture large, with its words, and close again', async () => {
    const page = await phone({ storage: asVillager })
    await open(page, 'pages/notice/index?id=n31')
    await front(page).getByRole('button', { name: '看大图：村务公开栏上的流转公示' }).click()
    const viewer = front(page).getByRole('dialog', { name: '图片 1/2' })
    await viewer.getByRole('button', { name: '下一张' }).click()
    const second = front(page).getByRole('dialog', { name: '图片 2/2' })
    await second.getByText('15 组的水稻田').waitFor()
    await page.keyboard.press('Escape')
    await second.waitFor({ state: 'detached' })
  })
})
