import { beforeAll, describe, expect, it } from '@jest/globals'
import { builtMiniapp } from '../support/built-miniapp'
import { WeappHost, type WeappPage } from '../support/weapp-host'
import { region } from './fixtures/people'
import { type Asked, fixtures } from './fixtures/server'
import { notice } from './fixtures/village'

beforeAll(() => void builtMiniapp('weapp'), 180_000)

const atFirst = 500
const inPage = 500
/** Of a block that the host lays out, in px. */
const height = 3600

interface Long {
  total: number
  /** Columns of words beside those of the fixture. */
  words?: number
}

const place = (row: number): string => `第 ${row} 户`

function long({ total, words = 0 }: Long) {
  const { table } = notice.notice
  if (!table) throw new Error('the notice of the fixtures has a table')
  const more = Array.from({ length: words }, (_, at) => at)
  const rows = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, at) => ({
      household: null,
      own: false,
      cells: [
        place(from + at + 1),
        ...[512, 520, 500, 600_000, '2026-10-12'],
        ...more.map(() => '水稻，合作社统一收，和去年一样'),
      ],
    }))
  const columns = [
    ...table.columns,
    ...more.map((at) => ({ ...table.columns[0], key: `w${at}`, label: `说明${at}`, kind: 'text' as const })),
  ]
  const screen = {
    ...notice,
    notice: {
      ...notice.notice,
      table: { ...table, columns, rows: rows(0, atFirst), total, next: String(atFirst) },
    },
  }
  const page = (path: string) => {
    const from = Number(new URL(path, 'http://h').searchParams.get('cursor'))
    const to = Math.min(from + inPage, total)
    const part = { edition: notice.notice.edition, revision: 1, rows: rows(from, to), total }
    return { ...part, ...(to < total && { next: String(to) }) }
  }
  const other = fixtures({ 'GET /api/screens/notice': screen })
  return (asked: Asked) =>
    asked.path.startsWith('/api/notices/n31/rows') ? { status: 200, body: page(asked.path) } : other(asked)
}

const open = async (table: Long) => {
  const host = new WeappHost({ storage: { 'hutang.region': region.code }, respond: long(table) })
  return { host, page: await host.open('/pages/notice/index?id=n31') }
}

const blocksOf = (page: WeappPage) =>
  page.findAll(({ className }) => className.split(' ').includes('table__block'))
const shown = (page: WeappPage) =>
  [...page.text.matchAll(/^第 (\d+) 户$/gm)].map(([, row]) => Number(row)).sort((a, b) => a - b)

/** Scrolls to a block: it and its neighbours are near the screen. */
async function lookAt(host: WeappHost, page: WeappPage, at: number) {
  const ids = blocksOf(page).map(({ data }) => String(data.uid))
  const middle = Math.min(at, ids.length - 1)
  const near = new Set(ids.slice(Math.max(0, middle - 1), middle + 2))
  host.phone.observers.scrolled((id) => near.has(id), height)
  await host.settle()
}

/** The same, until the last of what is told in turn is drawn: on a slow machine a page is quiet in between. */
async function lookLong(host: WeappHost, page: WeappPage, at: number, rows: number) {
  await lookAt(host, page, at)
  for (let tries = 0; tries < 100 && shown(page).length !== rows; tries++) await host.settle()
}

async function more(page: WeappPage): Promise<boolean> {
  const button = page.find((node) => node.hears('tap') && /^再看 \d+ 行/.test(node.text))
  if (!button) return false
  await page.tap(button)
  return true
}

describe('a table of 20,000 rows', () => {
  const total = 20_000

  it('is paged to its last row, and WeChat is sent the new rows alone', async () => {
    const { host, page } = await open({ total })
    expect(shown(page)).toHaveLength(20)
    let presses = 0
    let largest = 0
    let drawn = 0
    for (let going = true; going; ) {
      const sent = await host.measured(async () => {
        going = await more(page)
      })
      if (!going) break
      presses++
      largest = Math.max(largest, sent.largest)
      if (presses > 6) await lookAt(host, page, Number.POSITIVE_INFINITY)
      // Reading the whole page takes the test longer than the phone.
      if (presses % 40 === 0) drawn = Math.max(drawn, shown(page).length)
    }
    expect(presses).toBe(400)
    expect(shown(page).at(-1)).toBe(total)
    expect(page.text).toContain('合计')
    expect(largest).toBeLessThan(64 * 1024)
    expect(drawn).toBeLessThanOrEqual(150)
    expect(host.heavy).toEqual([])

    // Back at its beginning the first rows are there again, and the last ones are as much empty space.
    await lookLong(host, page, 0, 70)
    expect(shown(page)).toEqual(Array.from({ length: 70 }, (_, at) => at + 1))
    const last = blocksOf(page).at(-1)
    expect(last?.attribute('style')).toContain(`height: ${height}px`)
    await lookLong(host, page, 200, 150)
    expect(shown(page)).toContain(10_000)
    expect(host.heavy).toEqual([])
    expect(host.errors).toEqual([])
  }, 240_000)
})

describe('a wide table', () => {
  it('is sent in pieces as a grid too, and leaves out what is far from the screen', async () => {
    const total = 900
    const { host, page } = await open({ total, words: 9 })
    await page.tap('看成表格')
    for (let going = true; going; ) going = await more(page)
    expect(shown(page)).toHaveLength(total)
    expect(host.heavy).toEqual([])
    await lookAt(host, page, 0)
    expect(shown(page).length).toBeLessThan(80)
    await lookAt(host, page, 10)
    expect(host.heavy).toEqual([])
    expect(host.errors).toEqual([])
  }, 120_000)

  it('draws what was looked for, and all of it again', async () => {
    const { host, page } = await open({ total: 900 })
    for (let press = 0; press < 8; press++) await more(page)
    await page.input('搜索', '第 4')
    expect(page.text).toContain('找到 111 行')
    expect(shown(page)).toHaveLength(111)
    await page.tap('清空')
    expect(shown(page)).toHaveLength(420)
    expect(host.heavy).toEqual([])
  })
})
