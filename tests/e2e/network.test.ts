import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { closeBrowser, freshPage, front } from '../support/browser'
import { region } from './fixtures/people'
import { fixtures } from './fixtures/server'
import { Site } from './site'

const code = /\.(js|css)$/
const inVillage = { 'hutang.region': region.code }

let site: Site
let page: Page
beforeAll(async () => {
  site = await Site.start()
}, 240_000)
afterEach(() => page.close())
afterAll(async () => {
  await closeBrowser()
  await site?.stop()
})

/** The home page on a phone that saves data, so that no other page's code is there before it is asked for. */
async function home({ saveData = true } = {}): Promise<void> {
  site.respond = fixtures()
  const first = await freshPage({ origin: site.origin, storage: inVillage })
  page = await first.context().newPage()
  page.setDefaultTimeout(10_000)
  await page.addInitScript((saves) => {
    Object.defineProperty(navigator, 'connection', { value: { saveData: saves } })
  }, saveData)
  await page.goto(`${site.origin}/#/pages/home/index`)
  await front(page).getByText('最新公开').waitFor()
}

const cut = () => page.route(code, (route) => route.abort('internetdisconnected'))
const tab = (name: string) => front(page).getByRole('tab', { name })
const retry = () => front(page).getByRole('button', { name: '重试' })

describe('without a network, before the code of a page has come,', () => {
  it.each([
    ['目录', 'pages/catalogue/index', '这里没有的事项'],
    ['政策', 'pages/policies/index', '我能领什么补贴'],
    ['我的', 'pages/me/index', '还没有登录'],
  ])('a tap on %s never leaves the app, and tries again when asked', async (name, path, words) => {
    await home()
    await cut()
    await tab(name).click()
    await front(page).getByText('没有连上网络', { exact: true }).waitFor()
    expect(page.url()).toContain('pages/home/index')
    await retry().click()
    await front(page).getByText('没有连上网络', { exact: true }).waitFor()
    await page.unroute(code)
    await retry().click()
    await page.waitForURL(new RegExp(path))
    await front(page).getByText(words).first().waitFor()
    expect(await front(page).locator('.page__cover').count()).toBe(0)
  })

  it('one goes on with the page in front, or to another tab', async () => {
    await home()
    await cut()
    await tab('我的').click()
    await front(page).getByRole('button', { name: '先不看了' }).click()
    await tab('首页').and(front(page).locator('[aria-selected=true]')).waitFor()
    await front(page).getByText('最新公开').waitFor()
    await tab('政策').click()
    await retry().waitFor()
    await tab('首页').click()
    await retry().waitFor({ state: 'detached' })
    await front(page).getByText('最新公开').waitFor()
  })

  it('a row, and the browser’s own back and forward, show the card too', async () => {
    await home()
    await front(page)
      .getByRole('link', { name: /去搜索$/ })
      .click()
    await page.waitForURL(/reading\/search/)
    await page.reload()
    await front(page).getByText('可以这样搜').waitFor()
    await cut()
    await page.goBack()
    await front(page).getByText('没有连上网络', { exact: true }).waitFor()
    await page.unroute(code)
    await retry().click()
    await front(page).getByText('最新公开').waitFor()
  })
})

describe('with a slow network', () => {
  it('a tap is answered at once: the tab is marked and a skeleton stands where the page will be', async () => {
    await home()
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route(code, async (route) => {
      await held
      await route.continue()
    })
    await tab('我的').click()
    await front(page).locator('.page__cover .skeleton').waitFor()
    expect(await tab('我的').getAttribute('aria-selected')).toBe('true')
    await tab('政策').click()
    release()
    await page.waitForURL(/pages\/policies/)
    await front(page).getByText('我能领什么补贴').waitFor()
    expect(page.url()).not.toContain('pages/me')
  })

  it('what is pressed looks pressed', async () => {
    await home()
    for (const pressed of [
      tab('我的'),
      front(page)
        .getByRole('link', { name: /15 组 12 户/ })
        .first(),
    ]) {
      const look = () => pressed.evaluate((element) => getComputedStyle(element).opacity)
      expect(await look()).toBe('1')
      await pressed.hover()
      await page.mouse.down()
      expect(Number(await look())).toBeLessThan(1)
      await page.mouse.move(0, 0)
      await page.mouse.up()
    }
  })
})

it('the code of the nearest pages is there before it is asked for', async () => {
  await home({ saveData: false })
  const loaded = () => page.evaluate(() => performance.getEntriesByType('resource').length)
  let seen = -1
  for (let turn = 0; turn < 40 && (seen < 0 || seen !== (await loaded())); turn++) {
    seen = await loaded()
    await page.waitForTimeout(turn === 0 ? 4000 : 800)
  }
  await cut()
  for (const [name, words] of [
    ['我的', '还没有登录'],
    ['政策', '我能领什么补贴'],
    ['目录', '这里没有的事项'],
  ] as const) {
    await tab(name).click()
    await front(page).getByText(words).first().waitFor()
  }
})
