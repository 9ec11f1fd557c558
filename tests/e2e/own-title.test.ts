import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { closeBrowser, freshPage, front } from '../support/browser'
import { builtMiniapp } from '../support/built-miniapp'
import { WeappHost, type WeappNode } from '../support/weapp-host'
import { goTo } from './every-size'
import { me } from './fixtures/account'
import { region, sessionOf, user } from './fixtures/people'
import { fixtures } from './fixtures/server'
import { Site } from './site'

const asVillager = { 'hutang.region': region.code, 'hutang.session': sessionOf(user) }
const village = fixtures({ 'GET /api/screens/me': me })

const titles = [
  'pages/catalogue/index',
  'pages/me/index',
  'pages/item/index?no=31',
  'account/household/index',
]

beforeAll(() => void builtMiniapp('weapp'), 240_000)

const phoneOf = (storage: Record<string, unknown> = asVillager, fontSize = 16) => {
  const host = new WeappHost({ respond: village, storage })
  host.phone.fontSize = fontSize
  return host
}

describe('the title of a page on weapp', () => {
  it.each(titles)('is drawn by %s itself and stands once', async (path) => {
    const host = phoneOf()
    const page = await host.open(`/${path}`)
    const [title, ...more] = page.findAll((node) => node.attribute('aria-level') === '1')
    expect(more).toEqual([])
    expect(title?.className).toBe('title-bar__title')
    // It is the first thing that is read.
    expect(page.text.startsWith(title?.text ?? '?')).toBe(true)
    expect(host.state.titles).toEqual([])
  })

  it('grows with the text size, which WeChat’s bar does not', async () => {
    const sized = async (size: string) => {
      const page = await phoneOf({ ...asVillager, 'hutang.text-size': size }).open('/pages/me/index')
      const title = page.find((node) => node.attribute('aria-level') === '1')
      let frame: WeappNode | undefined = title
      while (frame && !/\bsize-/.test(frame.className)) frame = frame.parent
      return frame?.className
    }
    expect(await sized('huge')).toContain('size-huge')
    const dist = builtMiniapp('weapp')
    const styles = readFileSync(join(dist, 'common.wxss'), 'utf8')
    expect(/\.title-bar__title\{[^}]*font-size:calc\([^)]*var\(--fh\)\)/.test(styles)).toBe(true)
  })

  it('is not said a second time by WeChat’s bar, which says 护塘', () => {
    const dist = builtMiniapp('weapp')
    const files = (readdirSync(dist, { recursive: true }) as string[]).filter((name) =>
      name.endsWith('.json'),
    )
    const own = files.filter((name) => {
      const config = JSON.parse(readFileSync(join(dist, name), 'utf8')) as Record<string, unknown>
      return config.navigationBarTitleText !== undefined || config.navigationStyle !== undefined
    })
    expect(files.length).toBeGreaterThan(60)
    expect(own).toEqual([])
    expect(phoneOf().appConfig.window?.navigationBarTitleText).toBe('护塘')
  })
})

/** The text size of the page in front. */
const sizeOf = async (host: WeappHost) => {
  const page = await host.open('/pages/me/index')
  return /\bsize-(\w+)/.exec(page.find((node) => /\bpage size-/.test(node.className))?.className ?? '')?.[1]
}

describe('the first text size', () => {
  // 375 px wide iPhones: 16, 17 (standard), 18, 19.5, 21, 22, 23.8 (关怀模式); Android 16 × 1.1 and so on.
  it.each([
    [15, 'standard'],
    [16, 'standard'],
    [17, 'standard'],
    [18, 'large'],
    [21, 'large'],
    [22, 'huge'],
    [23.8, 'huge'],
  ])('follows WeChat’s letters of %d px: %s', async (px, size) => {
    expect(await sizeOf(phoneOf(asVillager, px))).toBe(size)
  })

  it('gives way for ever to what the person chooses', async () => {
    const host = phoneOf(asVillager, 23.8)
    const page = await host.open('/pages/me/index')
    expect(page.byLabel('特大').attribute('aria-checked')).toBe('true')
    await page.tap('标准')
    const again = phoneOf(Object.fromEntries(host.state.storage), 23.8)
    expect(await sizeOf(again)).toBe('standard')
    expect(await sizeOf(phoneOf({ ...asVillager, 'hutang.text-size': 'large' }, 23.8))).toBe('large')
  })

  it('is the standard one where an old client does not know its letters', async () => {
    const host = phoneOf()
    Object.defineProperty(host.phone, 'fontSize', { value: undefined })
    expect(await sizeOf(host)).toBe('standard')
  })
})

describe('in a browser', () => {
  let site: Site
  beforeAll(async () => {
    site = await Site.start()
    site.respond = village
  }, 240_000)
  afterAll(async () => {
    await closeBrowser()
    await site?.stop()
  })

  it('in 特大 a value that has no room beside its title begins under it, not under the picture', async () => {
    const storage = { ...asVillager, 'hutang.text-size': 'huge' }
    const page = await freshPage({ origin: site.origin, storage })
    await goTo(page, site.origin, 'pages/me/index')
    const row = front(page).getByRole('link', { name: /^消息，2 条未读/ })
    const title = await row.getByText('消息').boundingBox()
    const value = await row.getByText('2 条未读').evaluate((element) => {
      const range = document.createRange()
      range.selectNodeContents(element)
      const { left, top } = range.getBoundingClientRect()
      return { left, top }
    })
    expect(value.top).toBeGreaterThan(title?.y ?? 0)
    expect(Math.abs(value.left - (title?.x ?? 0))).toBeLessThan(2)
  })

  it.each([
    [16, undefined, 'standard'],
    [20, undefined, 'large'],
    [24, undefined, 'huge'],
    [24, 'standard', 'standard'],
  ])('letters of %d px and %s chosen give %s, with one title', async (px, chosen, size) => {
    const storage = { ...asVillager, ...(chosen ? { 'hutang.text-size': chosen } : {}) }
    const page = await freshPage({ origin: site.origin, storage })
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Page.setFontSizes', { fontSizes: { standard: px } })
    await goTo(page, site.origin, 'pages/me/index')
    await front(page).locator(`.page.size-${size}`).waitFor()
    expect(await front(page).getByRole('heading', { level: 1 }).allInnerTexts()).toEqual(['我的'])
    await devtools.send('Page.setFontSizes', { fontSizes: { standard: 16 } })
  })
})
