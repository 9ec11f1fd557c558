import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { begun, correctedTo } from '../api/corrections-setup'
import { completeContent, published, renewed, type Village, villageApp, type Who } from '../api/notices-setup'

const dayMs = 86_400_000
let t: Village
let withdrawn: string
let q2: string

/** The rent of a quarter for four households of the village. */
const rent = (title: string, own: number, period: string) => ({
  ...completeContent(31),
  ledger: { body: 'cooperative' as const, period, opening: null, closing: null },
  title,
  table: {
    caption: '流转费',
    columns: [
      { key: 'group', label: '组别', kind: 'group' as const },
      { key: 'name', label: '户主', kind: 'name' as const },
      { key: 'area', label: '流转面积（亩）', kind: 'area' as const },
      { key: 'price', label: '单价（元/亩）', kind: 'money' as const },
      { key: 'fee', label: '本季流转费（元）', kind: 'money' as const },
    ],
    rows: [
      { household: 'HT-15-003', cells: ['15组', '沈大明', 419, 30_000, 125_700] },
      { household: 'HT-15-001', cells: ['15组', '陆小青', 419, 30_000, own] },
      { household: 'HT-15-002', cells: ['15组', '顾为', 100, 30_000, 30_000] },
    ],
  },
})

async function publishedLater(days: number, no: number, content: ReturnType<typeof completeContent>) {
  t.clock.advance(days * dayMs)
  return (await published(t, no, content)).notice
}

const rowsFor = async (who: Who, query: object = {}) =>
  (await t.ask('GET /api/me/rows', { query, token: renewed(t, who) } as never)).body as never as {
    items: {
      title: string
      notice: string
      periodName: string
      withdrawn: boolean
      folded: boolean
      whose: string
      rows: unknown[][]
      year: number
    }[]
    sums: {
      label: string
      year: number
      text: string
      times: string
      whole: string
      whose: string
      unit: string
    }[]
    charts: { sentence: string; points: { year: number; value: number }[] }[]
    whose: { id: string; name: string; rows: number }[]
    kinds: { kind: string; rows: number }[]
    years: number[]
    total: number
  }

beforeAll(async () => {
  t = await villageApp()
  await publishedLater(0, 31, rent('2025年第四季度土地流转面积和流转费', 100_000, '2025-Q4'))
  await publishedLater(1, 31, rent('2026年第一季度土地流转面积和流转费', 125_700, '2026-Q1'))
  q2 = await publishedLater(1, 31, rent('2026年第二季度土地流转面积和流转费', 120_000, '2026-Q2'))
  await publishedLater(1, 31, rent('2026年第三季度土地流转面积和流转费', 125_700, '2026-Q3'))
  withdrawn = await publishedLater(1, 31, rent('2026年第四季度土地流转面积和流转费', 999_900, '2026-Q4'))
  await publishedLater(1, 12, {
    ...completeContent(12, { table: true }),
    title: '2026年第三季度低保初审公示',
  })
  await t.ask('POST /api/notices/:id/withdraw', {
    params: { id: withdrawn },
    body: { reason: '用错了季度的表', tell: false },
    token: renewed(t, 'publisher'),
  })
}, 240_000)
afterAll(() => t.close())

describe('我家', () => {
  it('adds what may be added by kind and year, and says how it stands to what is published', async () => {
    const { sums, total } = await rowsFor('villager', { kind: '土地管理' })
    expect(sums.map(({ label, year, text, times, whole }) => [label, year, text, times, whole])).toEqual([
      ['流转费', 2026, '¥3,714.00', '3 个季度', '全村 3 户共 ¥8,385.00，占 44.3%'],
      ['流转费', 2025, '¥1,000.00', '1 个季度', '全村 3 户共 ¥2,557.00，占 39.1%'],
    ])
    expect(total).toBe(5)
  })

  it('lists every row, the newest first; what was withdrawn is marked and in no sum', async () => {
    const { items, kinds, years, whose } = await rowsFor('villager')
    expect(items.map(({ periodName, withdrawn: gone }) => [periodName, gone])).toEqual([
      ['2026年第三季度', false],
      ['2026年第四季度', true],
      ['2026年第三季度', false],
      ['2026年第二季度', false],
      ['2026年第一季度', false],
      ['2025年第四季度', false],
    ])
    expect(kinds).toEqual([
      { kind: '社会救助', rows: 1 },
      { kind: '土地管理', rows: 5 },
    ])
    expect(years).toEqual([2026, 2025])
    expect(whose).toEqual([{ id: 'home', name: '我家', rows: 6 }])
    expect((await rowsFor('villager', { year: 2025 })).items).toHaveLength(1)
  })

  it('draws the years beside each other, with a sentence', async () => {
    const { charts } = await rowsFor('villager')
    expect(charts.map(({ points }) => points.map(({ year, value }) => [year, value]))).toEqual([
      [
        [2025, 100_000],
        [2026, 371_400],
      ],
    ])
    expect(charts[0]?.sentence).toBe(
      '2026 年到现在流转费 ¥3,714.00（3 个季度），2025 年 ¥1,000.00（1 个季度）。',
    )
  })

  it('is the current edition alone', async () => {
    const draft = await begun(t, q2)
    const token = renewed(t, 'clerk')
    const keys = await t.ask('GET /api/notices/:id/rows', {
      params: { id: q2 },
      query: { work: true },
      token,
    })
    const key = keys.body.rows.find(({ household }) => household === 'HT-15-001')?.key ?? ''
    const row = { household: 'HT-15-001', cells: ['15组', '陆小青', 419, 30_000, 125_700] }
    const change = { size: 'minor' as const, note: '一户的流转费写错了' }
    await correctedTo(t, q2, {}, change, { draft, rows: [{ key, row }] })
    const { sums } = await rowsFor('villager', { year: 2026, kind: '土地管理' })
    expect(sums.map(({ text }) => text)).toEqual(['¥3,771.00'])
  })

  it('keeps what was folded, and tells no sum that would tell of another', async () => {
    t.clock.advance(60 * dayMs)
    const { items, sums } = await rowsFor('villager', { kind: '社会救助' })
    expect(items.map(({ folded, rows }) => [folded, rows.length])).toEqual([[true, 1]])
    expect(sums.map(({ whole }) => whole)).toEqual([''])
  })

  it('is nobody else’s', async () => {
    for (const who of ['supervisor', 'neighbour', 'stranger', 'officer'] as const)
      expect([who, (await rowsFor(who)).total]).toEqual([who, 0])
    const text = JSON.stringify(await rowsFor('outsider'))
    expect(text).not.toMatch(/陆小青|沈大明|125700|1,257/)
  })
})
