import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { axeFindings } from '../support/axe'
import { closeBrowser, freshPage, front, type Width } from '../support/browser'
import { cadrePages, villagerPages } from './every-page'
import { goTo } from './every-size'
import { me } from './fixtures/account'
import { held } from './fixtures/cadre'
import { cadreDesk } from './fixtures/draft-desk'
import { newcomer, region, sessionOf, user } from './fixtures/people'
import { fixtures } from './fixtures/server'
import { Site } from './site'

const inVillage = { 'hutang.region': region.code }
const village = fixtures({ 'GET /api/screens/me': me })

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

describe.each([375, 1280] as const)('axe finds nothing at %i px on', (width) => {
  it.each(villagerPages)('%s', async (path, words) => {
    site.respond = village
    const page = await shown(await phone(width, { 'hutang.session': sessionOf(user) }), path, words)
    expect(await axeFindings(page)).toEqual([])
  })

  it.each(cadrePages)('%s', async (path, words) => {
    site.respond = cadreDesk(village)
    expect(await axeFindings(await shown(await phone(width, held), path, words))).toEqual([])
  })

  it.each([
    ['account/verify/index', '您是哪一户的', sessionOf(newcomer)],
    ['account/verify/index', '请先登录', null],
    ['pages/nowhere/index', '链接不完整', null],
    ['pages/inbox/index', '请先登录', null],
    ['pages/search/index', '可以这样搜', null],
  ])('%s: %s', async (path, words, session) => {
    site.respond = fixtures()
    const page = await shown(await phone(width, { 'hutang.session': session }), path, words)
    expect(await axeFindings(page)).toEqual([])
  })
})
