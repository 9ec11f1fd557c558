import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { axeFindings } from '../support/axe'
import { closeBrowser, freshPage, front, type Width } from '../support/browser'
import { goTo, inEverySize } from './every-size'
import { held } from './fixtures/cadre'
import { DraftDesk } from './fixtures/draft-desk'
import { region, sessionOf, user } from './fixtures/people'
import { type Asked, fixtures } from './fixtures/server'
import { accounts, draftRows, draftWithVoucher, ticked } from './fixtures/vouchers'
import { Site } from './site'

let site: Site
let paper: Buffer
const asked: Asked[] = []
const villager = { 'hutang.region': region.code, 'hutang.session': sessionOf(user) }

beforeAll(async () => {
  site = await Site.start()
  const drawn = `<svg width="800" height="1131"><rect width="800" height="1131" fill="#fff"/><rect x="60" y="80" width="680" height="60" fill="#d9c7a0"/><rect x="60" y="200" width="420" height="30" fill="#555"/><rect x="60" y="260" width="500" height="30" fill="#555"/><rect x="60" y="320" width="300" height="30" fill="#555"/><circle cx="620" cy="800" r="110" fill="none" stroke="#c0282d" stroke-width="8"/></svg>`
  paper = await sharp(Buffer.from(drawn)).png().toBuffer()
}, 240_000)
afterAll(async () => {
  await closeBrowser()
  await site?.stop()
})

async function open(path: string, width: Width, storage: Record<string, unknown>, desk?: DraftDesk) {
  const others = fixtures({
    'GET /api/screens/notice': accounts,
  })
  asked.length = 0
  site.respond = (request) => {
    if (request.method !== 'GET') asked.push(request)
    const route = `${request.method} ${request.path.split('?')[0]}`
    if (desk && route.endsWith('/vouchers/x1/masked')) return stepped(desk, ticked)
    if (desk && route.endsWith('/vouchers/x1/boxes')) return stepped(desk, null)
    const answer = desk?.respond(request) ?? { status: 404, body: {} }
    return answer !== 'offline' && answer.status === 404 ? others(request) : answer
  }
  const page = await freshPage({ origin: site.origin, width, storage })
  await page.route('**/api/pictures/**', (route) => route.fulfill({ contentType: 'image/png', body: paper }))
  await goTo(page, site.origin, path)
  return page
}

function stepped(desk: DraftDesk, masked: typeof ticked | null) {
  const vouchers = desk.work.vouchers?.map((one) => ({ ...one, masked })) ?? null
  desk.work = { ...desk.work, revision: desk.work.revision + 1, vouchers }
  return { status: 200, body: desk.work }
}

/** Kept where somebody wants to look at them. */
const shot = async (page: Page, name: string) => {
  const folder = process.env.SHOTS
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

describe.each([375, 1280] as const)('单据 at %i px', (width) => {
  it('is one tap from its line, and large with the next', async () => {
    const page = await open('pages/notice/index?id=n31', width, villager)
    const way = front(page).getByRole('button', { name: '看单据：四组水渠清淤人工费' })
    await way.waitFor()
    expect(await front(page).getByText('看单据').count()).toBe(1)
    await shot(page, `notice-${width}`)
    await way.click()
    await front(page).getByText('发票（2 页）').waitFor()
    expect(await axeFindings(page)).toEqual([])
    expect((await inEverySize(page)).faults).toEqual([])
    await shot(page, `reader-${width}`)
    await front(page).getByRole('button', { name: '发票，第 1 页，共 2 页，看大图' }).click()
    await page.getByRole('button', { name: '放大' }).click()
    await page.getByRole('button', { name: '缩小' }).waitFor()
    await shot(page, `large-${width}`)
  })

  it('is blacked out with two taps, and then ticked', async () => {
    const desk = new DraftDesk(draftWithVoucher)
    desk.rows = draftRows as never
    const page = await open('cadre/edit/index?id=w1', width, held, desk)
    await front(page).getByText('还没有勾').first().waitFor()
    await shot(page, `part-${width}`)
    await front(page).getByText('2. 10 月 12 日 · 四组水渠清淤人工费').first().click()
    const picture = page.locator('.voucher__page')
    await picture.waitFor()
    await page.getByText('已经自动涂黑 1 处号码').waitFor()
    await picture.click({ position: { x: 20, y: 50 } })
    await picture.click({ position: { x: 150, y: 80 } })
    await page.getByRole('button', { name: '涂黑这 1 处，去掉下面的字' }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await shot(page, `boxes-${width}`)
    await page.getByRole('button', { name: /^用键盘加一处/ }).press('Enter')
    const moved = page.getByRole('application', { name: /^第 2 处涂黑/ })
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Shift+ArrowRight')
    expect(await moved.getAttribute('style')).toMatch(/left: 39\.5%; top: 47\.5%; width: 20\.5%/)
    expect(await axeFindings(page)).toEqual([])
    await page.keyboard.press('Delete')
    await moved.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '涂黑这 1 处，去掉下面的字' }).click()
    await page.getByRole('checkbox', { name: /已遮住/ }).click()
    await page.getByRole('button', { name: '好了' }).waitFor()
    await shot(page, `ticked-${width}`)
    const [boxes, tick] = asked.filter(({ path }) => path.includes('/vouchers/x1/'))
    const [box] = (boxes?.body as { boxes?: { x: number; width: number }[] } | undefined)?.boxes ?? []
    expect(box?.x).toBeGreaterThan(0)
    expect(box?.width).toBeLessThan(0.6)
    expect(tick?.body).toEqual({ pages: ['v1', 'v2'], masked: 'yes' })
  })

  it('leaves the 组长 one page: a report, and the visit list', async () => {
    const page = await open('cadre/wall/index', width, held)
    await front(page).getByText('堆了砖头，挡住水闸').waitFor()
    expect(await axeFindings(page)).toEqual([])
    expect((await inEverySize(page)).faults).toEqual([])
    await shot(page, `wall-${width}`)
    await front(page).getByRole('button', { name: '报一条' }).click()
    await page.getByText('公开墙上不写姓名').waitFor()
    await shot(page, `report-${width}`)
  })
})
