import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { closeBrowser, freshPage, front, type Width } from '../support/browser'
import { goTo, inEverySize } from './every-size'
import { region } from './fixtures/people'
import { type Asked, failed, fixtures } from './fixtures/server'
import { notice } from './fixtures/village'
import { Site } from './site'

const total = 630
const atFirst = 500
const inPage = 100

const rows = (edition: string, from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => ({
    household: null,
    own: false,
    cells: [`${edition} 第 ${from + at + 1} 户`, 512, 520, 500, 600_000, null],
  }))

/** The screen of a notice whose table is longer than what comes with it. */
function screenOf(edition: string) {
  const { table } = notice.notice
  if (!table) throw new Error('the notice of the fixtures has a table')
  const long = { ...table, rows: rows(edition, 0, atFirst), total, next: String(atFirst) }
  return { ...notice, notice: { ...notice.notice, edition, table: long } }
}

function pageOf(edition: string, path: string) {
  const from = Number(new URL(path, 'http://h').searchParams.get('cursor'))
  const to = Math.min(from + inPage, total)
  return {
    edition,
    revision: 1,
    rows: rows(edition, from, to),
    total,
    ...(to < total && { next: String(to) }),
  }
}

let site: Site
beforeAll(async () => {
  site = await Site.start()
}, 240_000)
afterAll(async () => {
  await closeBrowser()
  await site?.stop()
})

/** Opens the notice; `edition` says of which edition the answers are, and what was asked is kept. */
async function openTable(width: Width, edition: () => string, down: () => boolean = () => false) {
  const asked: string[] = []
  site.respond = (request: Asked) => {
    asked.push(request.path)
    if (!request.path.startsWith('/api/notices/n31/rows'))
      return fixtures({ 'GET /api/screens/notice': screenOf(edition()) })(request)
    if (down()) return failed(503, 'unavailable', '服务暂时出了问题。请稍后再试。')
    return { status: 200, body: pageOf(edition(), request.path) }
  }
  const page = await freshPage({ width, origin: site.origin, storage: { 'hutang.region': region.code } })
  await goTo(page, site.origin, 'pages/notice/index?id=n31')
  return { page, asked }
}

const showMore = (page: Page) => front(page).getByRole('button', { name: /^再看 \d+ 行/ })
const household = (page: Page, edition: string, at: number) =>
  front(page).getByText(`${edition} 第 ${at} 户`, { exact: true })

/** Presses as long as not all of what came with the notice is shown: 20 rows and nine times 50. */
async function showFirstPage(page: Page) {
  for (const shown of [20, 70, 120, 170, 220, 270, 320, 370, 420]) {
    await household(page, 'e1', shown).waitFor()
    await showMore(page).click()
  }
  await household(page, 'e1', 470).waitFor()
}

describe('a table of more rows than come with its notice', () => {
  it.each([375, 1280] as const)('is read to its last row, in pages, at %i pixels', async (width) => {
    const { page, asked } = await openTable(width, () => 'e1')
    await front(page).getByText(`共 ${total} 行`, { exact: true }).waitFor()
    await showFirstPage(page)
    expect(await showMore(page).textContent()).toBe('再看 50 行（还有 160 行）')
    for (const shown of [520, 570, 620, 630]) {
      await showMore(page).click()
      await household(page, 'e1', shown).waitFor()
    }
    await showMore(page).waitFor({ state: 'detached' })
    expect(
      await front(page)
        .getByText(/^e1 第 \d+ 户$/)
        .count(),
    ).toBe(total)
    const read = asked.filter((path) => path.includes('/rows'))
    expect(read).toEqual(['/api/notices/n31/rows?cursor=500', '/api/notices/n31/rows?cursor=600'])
    if (width === 375) expect((await inEverySize(page)).faults).toEqual([])
  })

  it('says when the rest cannot be read, and reads it at the next try', async () => {
    let down = true
    const { page } = await openTable(
      375,
      () => 'e1',
      () => down,
    )
    await showFirstPage(page)
    await showMore(page).click()
    await front(page).getByText('服务暂时出了问题。请稍后再试。').waitFor()
    await household(page, 'e1', 500).waitFor()
    down = false
    await showMore(page).click()
    await household(page, 'e1', 550).waitFor()
    await front(page).getByText('服务暂时出了问题。请稍后再试。').waitFor({ state: 'detached' })
  })

  it('is shown anew, not mixed, when another edition was published meanwhile', async () => {
    let edition = 'e1'
    const { page } = await openTable(375, () => edition)
    await showFirstPage(page)
    edition = 'e2'
    await showMore(page).click()
    await front(page).getByText('表格刚刚更新了，请从头再看一遍。').waitFor()
    await household(page, 'e2', 500).waitFor()
    await showMore(page).click()
    await household(page, 'e2', 550).waitFor()
    expect(
      await front(page)
        .getByText(/^e1 第/)
        .count(),
    ).toBe(0)
  })
})
