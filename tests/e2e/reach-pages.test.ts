import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { axeFindings } from '../support/axe'
import { closeBrowser, freshPage, front } from '../support/browser'
import { goTo, inEverySize } from './every-size'
import { able, content, held, workOf } from './fixtures/cadre'
import { DraftDesk } from './fixtures/draft-desk'
import { type Asked, fixtures } from './fixtures/server'
import { reach, told } from './fixtures/told'
import { Site } from './site'

let site: Site
const asked: Asked[] = []
beforeAll(async () => {
  site = await Site.start()
}, 240_000)
afterAll(async () => {
  await closeBrowser()
  await site?.stop()
})

const button = (page: Page, name: string) => front(page).getByRole('button', { name, exact: true })

/** One of a select's choices. */
async function choose(page: Page, label: RegExp, name: RegExp | string): Promise<void> {
  await front(page).getByRole('button', { name: label }).click()
  await front(page).getByRole('radio', { name }).click()
}

describe.each([375, 1280] as const)('a cadre at %i px', (width) => {
  const desk = () =>
    new DraftDesk(
      workOf({ content, mine: false, state: 'approved', abilities: able(['publish', 'schedule']) }),
    )
  const open = async (path: string, other: Record<string, unknown> = {}) => {
    const work = desk()
    const others = fixtures({ 'GET /api/notices/w1/reach': reach, ...other })
    asked.length = 0
    site.respond = (request) => {
      asked.push(request)
      const answer = work.respond(request)
      return answer !== 'offline' && answer.status === 404 ? others(request) : answer
    }
    const page = await freshPage({ origin: site.origin, width, storage: held })
    await goTo(page, site.origin, path)
    return page
  }

  it('sees before publishing how many are told, by what, and what it costs', async () => {
    const page = await open('cadre/review/index?id=w1')
    await button(page, '发布').click()
    const sheet = front(page).getByRole('dialog')
    await sheet.getByText('将告诉 312 人').waitFor()
    await sheet.getByText('最多 0.60 元').waitFor()
    await sheet.getByText('6 户，列在入户名单上').waitFor()
    await sheet.getByText('这个月的短信费还剩 49.40 元。').waitFor()
    await sheet.getByRole('switch', { name: /^没收到的上门告诉/ }).click()
    await sheet.getByText('将告诉 312 人').waitFor()
    expect(asked.map(({ path }) => path)).toContain('/api/notices/w1/reach?visit=true')
    expect(await axeFindings(page)).toEqual([])
    expect((await inEverySize(page)).faults).toEqual([])
  })

  it('sees the same of the time that is about to be chosen', async () => {
    const page = await open('cadre/review/index?id=w1')
    await button(page, '定时发布').click()
    const sheet = front(page).getByRole('dialog')
    await choose(page, /^哪一天/, /^明天/)
    expect(await sheet.getByText('将告诉 312 人').count()).toBe(0)
    await choose(page, /^几点/, '18:00')
    await sheet.getByText('将告诉 312 人').waitFor()
    await sheet.getByText(/^一公开就告诉/).waitFor()
    expect(asked.map(({ path }) => path).at(-1)).toMatch(
      /\/api\/notices\/w1\/reach\?at=\d{4}-\d\d-\d\dT10%3A00%3A00.000Z/,
    )
    expect(await axeFindings(page)).toEqual([])
    expect((await inEverySize(page)).faults).toEqual([])
  })

  it('sees after publishing sums that add up, and who may have missed it', async () => {
    const page = await open('cadre/reached/index?id=n31')
    await front(page).getByText('312 人', { exact: true }).waitFor()
    const shown = await front(page).locator('.shares__figure').allInnerTexts()
    expect(shown.reduce((sum, words) => sum + Number.parseInt(words, 10), 0)).toBe(
      told.announcements[0]?.expected,
    )
    await button(page, '看是谁，入户名单').click()
    await front(page).getByText('沈国良：微信没有允许').waitFor()
    // Whom it concerns is asked of the server each time, and nothing of it stays on the phone.
    const copies = await page.evaluate(() => Object.keys(localStorage).filter((key) => /people/.test(key)))
    expect(copies).toEqual([])
  })

  it('leads to the visit list and to what is posted', async () => {
    const page = await open('cadre/reached/index?id=n31')
    await front(page)
      .getByRole('link', { name: /^入户名单，/ })
      .click()
    await page.waitForURL(/cadre\/visits/)
  })
})

describe('短信费', () => {
  it('says what is left with a sum that adds up, and is changed in yuan', async () => {
    asked.length = 0
    const answer = fixtures()
    site.respond = (request) => {
      if (request.method !== 'GET') asked.push(request)
      return answer(request)
    }
    const page = await freshPage({ origin: site.origin, width: 375, storage: held })
    await goTo(page, site.origin, 'office/sms/index?region=310116109')
    await front(page).getByText('148.20 元').waitFor()
    await front(page).getByText('已经花了').waitFor()
    await button(page, '改每月最多花多少').click()
    const box = front(page).getByRole('spinbutton', { name: /^每月最多花多少元/ })
    await box.fill('')
    await front(page).getByText('请写一个数，如 200 或 49.50').waitFor()
    await box.fill('40')
    await front(page).getByText('这个月已经用了 51.80 元').waitFor()
    await box.fill('300')
    await button(page, '存好').click()
    await front(page).getByText('248.20 元').waitFor()
    expect(asked).toMatchObject([
      { method: 'PUT', path: '/api/regions/310116109/sms', body: { monthlyFen: 30_000 } },
    ])
  })
})
