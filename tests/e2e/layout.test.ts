import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { axeFindings } from '../support/axe'
import { closeBrowser, freshPage, front, type Width } from '../support/browser'
import { cadrePages, stillPages, villagerPages } from './every-page'
import { forgetCopies, goTo, inEverySize } from './every-size'
import { me } from './fixtures/account'
import { held } from './fixtures/cadre'
import { cadreDesk } from './fixtures/draft-desk'
import { region, sessionOf, user } from './fixtures/people'
import { failed, fixtures } from './fixtures/server'
import { Site } from './site'

const village = fixtures({ 'GET /api/screens/me': me })
const broken = failed(500, 'internal', '服务出了点问题，我们已经记下，请稍后再试。')

let site: Site
beforeAll(async () => {
  site = await Site.start()
}, 240_000)
afterAll(async () => {
  await closeBrowser()
  await site?.stop()
})

/** The app, loaded once for all the pages of a width. */
const loadedOnce = (width: Width, storage: Record<string, unknown>) => {
  let page: Page
  beforeAll(async () => {
    page = await freshPage({ width, origin: site.origin, storage })
    site.respond = village
    await goTo(page, site.origin, 'account/verify/index')
  })
  return () => page
}

const expectToFit = async (page: Page) => {
  const { tappable, faults } = await inEverySize(page)
  expect(faults).toEqual([])
  expect(tappable).toBeGreaterThan(0)
}

describe.each([375, 1280] as const)('a window of %i px', (width) => {
  describe('shows a villager', () => {
    const page = loadedOnce(width, { 'hutang.region': region.code, 'hutang.session': sessionOf(user) })

    it('account/verify/index in every text size', () => expectToFit(page()))

    it.each(stillPages)('%s in every text size, and axe finds nothing', async (path, words) => {
      await goTo(page(), site.origin, path)
      await front(page()).getByText(words).first().waitFor()
      expect(await axeFindings(page())).toEqual([])
      await expectToFit(page())
    })

    it.each(villagerPages)(
      '%s in every text size, and says when it cannot; axe finds nothing',
      async (path, words) => {
        await forgetCopies(page())
        site.respond = () => 'offline'
        await goTo(page(), site.origin, path)
        await front(page()).getByText('没有连上网络', { exact: true }).waitFor()
        site.respond = () => broken
        await front(page()).getByRole('button', { name: '重试' }).click()
        await front(page()).getByText('服务出了点问题').waitFor()
        await expectToFit(page())
        site.respond = village
        await front(page()).getByRole('button', { name: '重试' }).click()
        await front(page()).getByText(words).first().waitFor()
        expect(await axeFindings(page())).toEqual([])
        await expectToFit(page())
      },
    )
  })

  describe('shows a cadre', () => {
    const desk = cadreDesk(village)
    const page = loadedOnce(width, held)

    it.each(cadrePages)('%s in every text size, and axe finds nothing', async (path, words) => {
      site.respond = desk
      await goTo(page(), site.origin, path)
      await front(page()).getByText(words).first().waitFor()
      expect(await axeFindings(page())).toEqual([])
      await expectToFit(page())
    })
  })
})

it('a wide window shows the page as a column', async () => {
  const page = await freshPage({
    width: 1280,
    origin: site.origin,
    storage: { 'hutang.region': region.code },
  })
  site.respond = village
  await goTo(page, site.origin, 'pages/home/index')
  expect(await front(page).locator('.page').boundingBox()).toMatchObject({ x: 280, width: 720 })
})

it('a page that does not fit is found in every size', async () => {
  const page = await freshPage({ origin: site.origin, storage: { 'hutang.region': region.code } })
  site.respond = village
  await goTo(page, site.origin, 'pages/home/index')
  await page.evaluate(() => {
    const wide =
      '<div style="width: 400px"><div role="button" aria-label="低" style="height: 43px">低</div></div>'
    document.querySelector('.page__content')?.insertAdjacentHTML('beforeend', wide)
  })
  const { faults } = await inEverySize(page)
  expect(faults.map(({ size }) => size)).toEqual(['standard', 'large', 'elder', 'huge'])
  for (const { overflow, small } of faults) {
    expect(overflow).toBeGreaterThan(0)
    expect(small).toEqual([{ name: '低', height: 43 }])
  }
})
