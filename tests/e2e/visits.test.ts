import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { axeFindings } from '../support/axe'
import { closeBrowser, freshPage, front, type Width } from '../support/browser'
import { goTo, inEverySize } from './every-size'
import { held, workOf } from './fixtures/cadre'
import { DraftDesk } from './fixtures/draft-desk'
import type { Asked } from './fixtures/server'
import { fixtures } from './fixtures/server'
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

async function open(path: string, width: Width, desk = new DraftDesk()) {
  const others = fixtures()
  asked.length = 0
  site.respond = (request) => {
    if (request.method !== 'GET') asked.push(request)
    const answer = desk.respond(request)
    return answer !== 'offline' && answer.status === 404 ? others(request) : answer
  }
  const page = await freshPage({ origin: site.origin, width, storage: held })
  await goTo(page, site.origin, path)
  return page
}

describe.each([375, 1280] as const)('the visit list at %i px', (width) => {
  it('takes one tap a household, and a tick back; it fits in every text size', async () => {
    const page = await open('cadre/visits/index', width)
    await front(page).getByText('这 2 户收不到手机消息，请上门或打电话说一声。').waitFor()
    expect(await axeFindings(page)).toEqual([])
    expect((await inEverySize(page)).faults).toEqual([])
    await front(page).getByRole('button', { name: '当面，沈国良已告知' }).click()
    // One after another: the second tick is on its way when the first is shown.
    await front(page).getByText('已告知：当面 · 周雅琴（村经办）').nth(1).waitFor()
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /api/visits/v1/told',
      'POST /api/visits/v2/told',
    ])
    expect((await inEverySize(page)).faults).toEqual([])
    await front(page).getByRole('button', { name: '撤回，明天停水，请提前备水，还没有告知' }).click()
    await front(page).getByRole('button', { name: '当面，沈国良已告知' }).waitFor()
  })

  it('shows a whole number only when asked', async () => {
    const page = await open('cadre/visits/index', width)
    await front(page).getByText('手机 138****5678').waitFor()
    await front(page).getByRole('button', { name: '看号码，会记下是谁看的' }).click()
    await front(page).getByText('手机 13812345678').waitFor()
  })
})

describe('how people are told', () => {
  it('is chosen on the draft: until when it holds, visits, and whether they are told again', async () => {
    const desk = new DraftDesk(workOf({ notice: 'w1' }))
    const page = await open('cadre/edit/index?id=w1', 375, desk)
    const sent = () =>
      desk.asked.flatMap(({ body }) => (body as { telling?: object } | undefined)?.telling ?? [])
    await front(page)
      .getByRole('switch', { name: /^过了时间就没用/ })
      .click()
    await front(page)
      .getByText(/^村民看到：有效至 .* 18:00$/)
      .waitFor()
    await front(page)
      .getByRole('switch', { name: /^没收到的上门告诉/ })
      .click()
    await front(page).getByRole('radio', { name: '48 小时还没看的，再提醒一次' }).click()
    for (let turn = 0; turn < 200 && !('againHours' in Object.assign({}, ...sent())); turn++)
      await page.waitForTimeout(50)
    expect(Object.assign({}, ...sent())).toEqual({
      validUntil: expect.stringMatching(/T10:00:00.000Z$/),
      visit: true,
      againHours: 48,
    })
    expect((await inEverySize(page)).faults).toEqual([])
  })
})
