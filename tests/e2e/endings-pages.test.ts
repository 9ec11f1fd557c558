import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { closeBrowser, freshPage, front } from '../support/browser'
import { goTo } from './every-size'
import { held } from './fixtures/cadre'
import { correctedNotice, difference } from './fixtures/corrections'
import { goneNotice, hiddenDecided, hiddenNotice, leakAfter, leakBefore } from './fixtures/endings'
import { region, sessionOf, user } from './fixtures/people'
import { type Asked, fixtures } from './fixtures/server'
import { Site } from './site'

let site: Site
beforeAll(async () => {
  site = await Site.start()
}, 240_000)
afterAll(async () => {
  await closeBrowser()
  await site?.stop()
})

const villager = { 'hutang.region': region.code, 'hutang.session': sessionOf(user) }
/** What the app asked, with fixtures and these answers. */
function answering(other: Record<string, unknown>): Asked[] {
  const asked: Asked[] = []
  const given = fixtures(other)
  site.respond = (request) => {
    asked.push(request)
    return given(request)
  }
  return asked
}

const notice = (screen: unknown) => ({ 'GET /api/screens/notice': screen })
const takedown = { ...notice(hiddenDecided), 'GET /api/notices/n31/leak': leakBefore }

const sheet = (page: Page) => page.getByRole('dialog')

describe('a notice that was taken down', () => {
  it.each([
    ['taken down', goneNotice],
    ['hidden from this reader', hiddenNotice],
  ])('%s, nothing of it stays on the phone', async (_what, screen) => {
    answering(notice(correctedNotice))
    const page = await freshPage({ origin: site.origin, storage: villager })
    const kept = () => page.evaluate(() => JSON.stringify({ ...localStorage }))
    await goTo(page, site.origin, 'pages/notice/index?id=n31')
    await front(page).getByText('沈阿根').first().waitFor()
    expect(await kept()).toContain('沈阿根')
    answering({ ...notice(screen), 'GET /api/screens/home': {} })
    await page.reload()
    await front(page)
      .getByText(screen.notice.banners[0]?.text ?? '')
      .waitFor()
    expect(await front(page).innerText()).not.toMatch(/沈阿根|4\.19/)
    expect(await kept()).not.toContain('沈阿根')
  })
})

describe('what changed', () => {
  it('is said in words beside struck and underlined text', async () => {
    answering({})
    const page = await freshPage({ origin: site.origin, storage: villager })
    await goTo(page, site.origin, 'reading/changes/index?id=n31&no=2')
    const text = (await front(page).innerText()).replace(/[\u2060\s]/g, '')
    expect(text).toContain('每亩每年删1,200加1,257元')
    expect(text).toContain('原来5,028.00现在5,266.83')
    expect(text.indexOf('我家·沈国良')).toBeLessThan(text.indexOf('一句话说清'))
  })

  it('has further rows in pages', async () => {
    const table = difference.table && { ...difference.table, total: 130, next: '100' }
    const asked = answering({ 'GET /api/notices/n31/editions/2/difference': { ...difference, table } })
    const page = await freshPage({ origin: site.origin, storage: villager })
    await goTo(page, site.origin, 'reading/changes/index?id=n31&no=2')
    await front(page).getByRole('button', { name: '再看一些' }).click()
    await front(page).getByText('沈阿根').nth(1).waitFor()
    expect(asked.map(({ path }) => path)).toContain('/api/notices/n31/editions/2/difference?cursor=100')
  })
})

describe('a leak', () => {
  it('is reported by a visitor in three taps, and its answer stays on the phone', async () => {
    const asked = answering(notice(correctedNotice))
    const page = await freshPage({ origin: site.origin, storage: { 'hutang.region': region.code } })
    await goTo(page, site.origin, 'pages/notice/index?id=n31')
    await front(page)
      .getByRole('link', { name: /不该公开的个人信息/ })
      .click()
    await front(page).getByRole('button', { name: '告诉村里，请先点一点是哪一种' }).waitFor()
    await front(page).getByRole('checkbox', { name: '手机号' }).click()
    await front(page).getByLabel('在哪里').fill('表格第 12 行')
    await front(page).getByRole('button', { name: '告诉村里', exact: true }).click()
    await front(page).getByText('接下来').waitFor()
    const sent = asked.find(({ path }) => path === '/api/notices/n31/leak-reports')
    expect(sent?.body).toEqual({ what: '手机号：表格第 12 行' })
    await page.reload()
    await front(page).getByText('已经告诉村里了').waitFor()
  })
})

describe('a takedown', () => {
  it('says whose data it was and what leaked, once, and asks before it deletes', async () => {
    const asked = answering({
      ...takedown,
      'POST /api/notices/n31/takedown': { notice: goneNotice.notice, leak: leakAfter },
    })
    const page = await freshPage({ origin: site.origin, storage: held })
    await goTo(page, site.origin, 'cadre/takedown/index?id=n31')
    await front(page).getByRole('checkbox', { name: '手机号' }).click()
    await front(page).getByLabel('撤下的原因').fill('表格里误带了手机号')
    await front(page).getByRole('button', { name: '确认撤下', exact: true }).click()
    await sheet(page).getByText('告知 2 户').waitFor()
    expect(asked.some(({ path }) => path.endsWith('/takedown'))).toBe(false)
    await sheet(page).getByRole('button', { name: '撤下', exact: true }).click()
    await page.waitForURL(/cadre\/told/)
    expect(asked.find(({ path }) => path.endsWith('/takedown'))?.body).toEqual({
      reason: '表格里误带了手机号',
      kinds: ['phone'],
      tell: false,
      households: ['HT-15-002', 'HT-15-001'],
    })
  })

  it('leaves a list of households to go to, each ticked with how it was told', async () => {
    const told = {
      ...leakAfter,
      slipsOpen: 0,
      households: leakAfter.households.map((one) => ({
        ...one,
        told: one.told ?? { how: '当面', by: '周雅琴', at: '2026-11-26T03:00:00.000Z' },
      })),
    }
    const asked = answering({
      'GET /api/notices/n31/leak': leakAfter,
      'POST /api/notices/n31/leak/told': told,
    })
    const page = await freshPage({ origin: site.origin, storage: held })
    await goTo(page, site.origin, 'cadre/told/index?id=n31')
    await front(page)
      .getByRole('link', { name: /沈阿根/ })
      .click()
    await sheet(page).getByRole('radio', { name: '当面' }).click()
    await sheet(page).getByRole('button', { name: '记下', exact: true }).click()
    await front(page).getByText('已经上门或打电话 2').waitFor()
    expect(asked.find(({ path }) => path.endsWith('/told'))?.body).toEqual({
      household: 'h2',
      how: 'inPerson',
    })
  })
})

describe('of a policy', () => {
  it('the households are ticked off on the page of those of a notice, and the report is the policy’s', async () => {
    const leak = { ...leakAfter, notice: 'p1' }
    const asked = answering({
      'GET /api/policies/p1/leak': leak,
      'POST /api/policies/p1/leak/told': { ...leak, slipsOpen: 0 },
    })
    const page = await freshPage({ origin: site.origin, storage: held })
    await goTo(page, site.origin, 'cadre/told/index?id=p1&about=policy')
    await front(page)
      .getByRole('link', { name: /沈阿根/ })
      .click()
    await sheet(page).getByRole('radio', { name: '当面' }).click()
    await sheet(page).getByRole('button', { name: '记下', exact: true }).click()
    await sheet(page).waitFor({ state: 'detached' })
    await front(page).getByText('看给区县的报告').click()
    await page.waitForURL(/cadre\/county\/index\?id=p1&about=policy/)
    const paths = asked.map(({ path }) => path)
    expect(paths).toContain('/api/policies/p1/leak/told')
    expect(paths.filter((path) => path.includes('/notices/'))).toEqual([])
  })

  it('anybody tells the office that it shows personal data', async () => {
    const asked = answering({
      'POST /api/policies/p1/leak-reports': { id: 'r9', text: '收到了，谢谢您。' },
      'GET /api/leak-reports/r9': { state: 'open', text: '已经收到。', at: leakAfter.at, closedAt: null },
    })
    const page = await freshPage({ origin: site.origin, storage: villager })
    await goTo(page, site.origin, 'reading/leak/index?id=p1&level=township&about=policy')
    await front(page).getByText('这条政策里有不该公开的个人信息').waitFor()
    await front(page).getByRole('checkbox').first().click()
    await front(page).getByRole('button', { name: '告诉镇里' }).click()
    await front(page).getByText('已经告诉镇里了').waitFor()
    expect(asked.filter(({ method }) => method === 'POST').map(({ path }) => path)).toContain(
      '/api/policies/p1/leak-reports',
    )
  })
})

describe('an ending opened without saying which', () => {
  it.each([
    'cadre/notice/index',
    'cadre/ending/index?id=n31&verb=other',
    'cadre/takedown/index',
    'cadre/told/index',
    'cadre/county/index',
    'reading/changes/index',
    'reading/leak/index',
  ])('%s says so', async (path) => {
    answering({})
    const page = await freshPage({ origin: site.origin, storage: held })
    await goTo(page, site.origin, path)
    await front(page)
      .getByText(/没有说明|没有找到/)
      .first()
      .waitFor()
  })
})
