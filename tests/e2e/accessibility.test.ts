import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { axeFindings } from '../support/axe'
import { closeBrowser, freshPage, front, type Width } from '../support/browser'
import { endingPages } from './ending-pages'
import { cadrePages, stillPages, villagerPages } from './every-page'
import { goTo } from './every-size'
import { me } from './fixtures/account'
import { able, content, held, workOf } from './fixtures/cadre'
import { cadreDesk, DraftDesk } from './fixtures/draft-desk'
import { newcomer, region, sessionOf } from './fixtures/people'
import { fixtures } from './fixtures/server'
import { officePages } from './office-pages'
import { Site } from './site'
import { walkedPages } from './walked-pages'

const inVillage = { 'hutang.region': region.code }
const village = fixtures({ 'GET /api/screens/me': me })

/** Pages in states that the two lists have not, each with who is signed in. */
const alone = [
  ['account/verify/index', '您是哪一户的', sessionOf(newcomer)],
  ['account/verify/index', '请先登录', null],
  ['pages/nowhere/index', '链接不完整', null],
  ['account/inbox/index', '请先登录', null],
  ['reading/search/index', '可以这样搜', null],
] as const

let site: Site
beforeAll(async () => {
  site = await Site.start()
}, 240_000)
afterAll(async () => {
  await closeBrowser()
  await site?.stop()
})

const phone = (width: Width, storage: Record<string, unknown> = {}) =>
  freshPage({ width, origin: site.origin, storage: { ...inVillage, ...storage } })

/** The page, once its words are there. */
async function shown(page: Page, path: string, words: string): Promise<Page> {
  await goTo(page, site.origin, path)
  await front(page).getByText(words).first().waitFor()
  return page
}

it('no page of the app is left out', () => {
  const config = readFileSync(join(__dirname, '../../miniapp/src/app.config.ts'), 'utf8')
  const main = [...config.matchAll(/^ {4}'(pages\/\w+\/index)',$/gm)].map(([, page]) => page)
  const sub = [...config.matchAll(/root: '([\w-]+)',\s+pages: \[([^\]]+)\]/g)].flatMap(
    ([, root, pages = '']) => [...pages.matchAll(/'([^']+)'/g)].map(([, page]) => `${root}/${page}`),
  )
  const paths = [...villagerPages, ...stillPages, ...cadrePages, ...alone].map(([path]) => path)
  // Those of the two lists are looked at in layout.test.ts, the endings’ in endings-layout.test.ts, the office’s in
  // register.test.ts, the walked ones where a story goes through them.
  const elsewhere = [...endingPages, ...officePages, ...walkedPages].map(({ path }) => path)
  const looked = [...paths, ...elsewhere].map((path) => path.split('?')[0])
  expect([main.length, sub.length].every((count) => count > 5)).toBe(true)
  expect([...main, ...sub].filter((route) => !looked.includes(route))).toEqual([])
})

describe.each([375, 1280] as const)('axe finds nothing at %i px on', (width) => {
  it.each(alone)('%s: %s', async (path, words, session) => {
    site.respond = fixtures()
    const page = await shown(await phone(width, { 'hutang.session': session }), path, words)
    expect(await axeFindings(page)).toEqual([])
  })
})

describe('by keyboard', () => {
  const tabTo = async (page: Page, presses: number) => {
    for (let n = 0; n < presses; n++) await page.keyboard.press('Tab')
  }
  /** What has the focus, by its name. */
  const focused = (page: Page) =>
    page.evaluate(
      () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.className ?? '',
    )

  it.each([
    ['pages/home/index', '最新公开', 'standard'],
    ['pages/home/index', '最新公开', 'huge'],
    ['pages/me/index', '户号 HT-15-002', 'elder'],
    ['cadre/desk/index', '退回给我的', 'standard'],
    ['cadre/edit/index?id=w1', '要公开的内容', 'elder'],
  ])('nothing that has the focus on %s (%s, %s) is under the bar at the foot', async (path, words, size) => {
    site.respond = cadreDesk(village)
    const page = await shown(await phone(375, { ...held, 'hutang.text-size': size }), path, words)
    const seen = new Set<string>()
    for (let n = 0; n < 60; n++) {
      await page.keyboard.press('Tab')
      const { name, covered, again } = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement
        const seenBefore = element.dataset.seen !== undefined
        element.dataset.seen = ''
        const bar = element.closest('.page')?.querySelector('.page__foot, .tab-bar')
        const top = bar?.getBoundingClientRect().top ?? window.innerHeight
        const { bottom, height } = element.getBoundingClientRect()
        const inBar = bar?.contains(element) ?? false
        return {
          name: element.getAttribute('aria-label') ?? '',
          covered: !inBar && height > 0 && bottom > top + 1,
          again: seenBefore && element !== document.body,
        }
      })
      // Once round.
      if (again) break
      expect({ name, covered }).toEqual({ name, covered: false })
      seen.add(name)
    }
    expect(seen.size).toBeGreaterThan(8)
  })

  it('the first stop skips to the content', async () => {
    site.respond = village
    const page = await shown(await phone(375), 'pages/item/index?no=31', '公开要求')
    await tabTo(page, 1)
    expect(await focused(page)).toBe('跳到正文')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('main')
  })

  it('arrow keys move among tabs, and the Tab key stops there once', async () => {
    site.respond = village
    const page = await shown(await phone(375), 'pages/catalogue/index', '这里没有的事项')
    const categories = front(page).getByRole('tablist', { name: '类别' })
    const all = await categories.getByRole('tab').count()
    expect(await categories.locator('[tabindex="0"]').count()).toBe(1)
    await categories.getByRole('tab').first().focus()
    const first = await focused(page)
    await page.keyboard.press('ArrowRight')
    expect(await focused(page)).not.toBe(first)
    await page.keyboard.press('ArrowLeft')
    expect(await focused(page)).toBe(first)
    await page.keyboard.press('ArrowLeft')
    expect(await focused(page)).toBe(
      await categories
        .getByRole('tab')
        .nth(all - 1)
        .getAttribute('aria-label'),
    )
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    const second = categories.getByRole('tab').nth(1)
    await second.and(page.locator('[aria-selected=true]')).waitFor()
  })
})

describe('a dialog', () => {
  /** Opened by this button; what lies over the title bar, and where the focus is. */
  async function opened(page: Page, name: RegExp) {
    const button = front(page).getByRole('button', { name })
    await button.press('Enter')
    const dialog = front(page).getByRole('dialog')
    await dialog.waitFor()
    const over = await page.evaluate(() => {
      const bars = Array.from(document.querySelectorAll('.title-bar__title')).filter(
        (one) => one.getClientRects().length > 0,
      )
      const box = bars[bars.length - 1]?.getBoundingClientRect()
      const x = (box?.left ?? 0) + (box?.width ?? 0) / 2
      return document.elementFromPoint(x, (box?.top ?? 0) + (box?.height ?? 0) / 2)?.className ?? ''
    })
    return { button, dialog, over }
  }

  it.each([
    ['pages/home/index', '最新公开', /文字大小/],
    ['pages/home/index', '最新公开', /换村/],
    ['cadre/edit/index?id=w1', '要公开的内容', /预览/],
    ['cadre/edit/index?id=w1', '要公开的内容', /删除这份草稿/],
    ['cadre/review/index?id=w3', '公开后谁能看到', /^退回/],
  ])(
    'on %s (%s, %s) dims the title, is closed by Escape and gives the focus back',
    async (path, words, name) => {
      const review = new DraftDesk(
        workOf({ content, state: 'submitted', abilities: able(['approve', 'return']) }),
      )
      const desk = cadreDesk(village)
      site.respond = (asked) => (asked.path.includes('w3') ? review.respond(asked) : desk(asked))
      const page = await shown(await phone(375, held), path, words)
      const { button, dialog, over } = await opened(page, name)
      expect(over).toContain('dialog__shade')
      expect(await axeFindings(page)).toEqual([])
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
      expect(await button.evaluate((element) => element === document.activeElement)).toBe(true)
    },
  )
})
