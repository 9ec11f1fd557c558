import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { catalogueOf } from '../../server/src/features/catalogue'
import { readPdf } from '../support/pdf'
import {
  completeContent,
  neighbour,
  published,
  renewed,
  type Village,
  village,
  villageApp,
  type Who,
} from './notices-setup'

let t: Village
beforeAll(async () => {
  t = await villageApp()
  const { Household, Person } = t.deps.models
  // Rows of three households, each by the name of its head.
  for (const [code, name] of [
    ['HT-15-001', '陆小青'],
    ['HT-15-002', '顾为民'],
    ['HT-15-003', '沈大明'],
  ] as const)
    await Household.updateOne({ _id: `${village.code}:${code}` }, { $set: { head: name } })
  await Person.updateOne({ _id: 'p-outsider' }, { $set: { name: '顾为民' } })
})
afterAll(() => t.close())

const items = catalogueOf(village)
const open = items.find(({ audience, maskLevel }) => audience === 'public' && maskLevel === 'M0')?.no ?? 0
const forHouseholds = items.find(({ audience }) => audience === 'household')?.no ?? 0
const own = `${village.code}:HT-15-001`

const statement = (who: Who, query = '', household = own) =>
  t.app.inject({
    url: `/api/households/${household}/statement.pdf${query}`,
    headers: { authorization: `Bearer ${renewed(t, who)}` },
  })
const textOf = (pdf: Buffer) =>
  readPdf(pdf)
    .map((page) => page.text)
    .join('')

/** A table whose last columns name other people too. */
function withNeighbours(no: number, title: string) {
  const content = completeContent(no, { table: true })
  const { table } = content
  if (!table) throw new Error('no table')
  const cells = (name: string, area: number, fee: number, party: string, note: string) => [
    '15组',
    name,
    area,
    fee,
    party,
    note,
  ]
  return {
    ...content,
    title,
    table: {
      ...table,
      columns: [
        ...table.columns,
        { key: 'party', label: '流入方', kind: 'name' as const },
        { key: 'note', label: '备注', kind: 'text' as const },
      ],
      rows: [
        { household: 'HT-15-003', cells: cells('沈大明', 419, 125_700, '许三多', '与陆小青相邻') },
        { household: 'HT-15-001', cells: cells('陆小青', 226, 67_800, '许三多', '与沈大明相邻') },
        { household: 'HT-15-002', cells: cells('顾为民', 100, 30_000, '许三多', '无') },
      ],
    },
  }
}

describe('一户一单', () => {
  beforeAll(async () => {
    await published(t, open, withNeighbours(open, '第三季度流转费'))
    await published(t, forHouseholds, withNeighbours(forHouseholds, '各户的补贴'))
    await published(t, open, completeContent(open))
  })

  it('has the household’s own rows of the quarter, 16 points and more on A4', async () => {
    const answer = await statement('villager')
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/pdf'])
    const pages = readPdf(answer.rawPayload)
    expect([pages[0]?.width, pages[0]?.height].map(Number).map(Math.round)).toEqual([595, 842])
    const text = textOf(answer.rawPayload)
    for (const said of [
      '陆小青户　2026年第四季度一户一单',
      '户号 HT-15-001',
      '有 2 条公开与您家有关',
      '第三季度流转费',
      '各户的补贴',
      '2.26',
      '678.00',
      '021-5555 0101',
    ])
      expect(text).toContain(said)
    // The foot, the masthead's line and the words below the code are 12.
    const sizes = new Set(pages.flatMap((page) => page.sizes))
    expect([...sizes].filter((size) => size < 16 && size > 14)).toEqual([])
    expect(pages.flatMap(({ codes }) => codes)).toEqual(['http://127.0.0.1:3000/#/account/household/index?'])
  })

  it('names nobody else, in no column, and no row but the own', async () => {
    for (const answer of [await statement('villager'), await statement('clerk', '?asked=phone')]) {
      const text = textOf(answer.rawPayload)
      for (const canary of ['沈大明', '顾为民', '许三多', '4.19', '1,257.00', '300.00'])
        expect(text).not.toContain(canary)
      expect(text).toContain('陆小青')
      expect(text).toContain('与沈＊明相邻')
    }
  })

  it('has the sums of a table that everybody sees, and none that would tell of another household', async () => {
    const text = textOf((await statement('villager')).rawPayload)
    const [first, second] = [text.indexOf('第三季度流转费'), text.indexOf('各户的补贴')].sort((a, b) => a - b)
    const parts = [text.slice(first, second), text.slice(second)]
    const shared = parts.find((part) => part.includes('第三季度流转费'))
    const guarded = parts.find((part) => part.includes('各户的补贴'))
    expect(shared).toContain('2,235.00')
    expect(guarded).not.toContain('2,235.00')
  })

  it('is for the household’s own people and for who keeps the register, with the reason on record', async () => {
    for (const who of ['outsider', 'neighbour', 'stranger', 'supervisor', 'publisher', 'officer'] as const)
      expect([who, (await statement(who, '?asked=inPerson')).statusCode]).toEqual([who, 403])
    expect((await t.app.inject(`/api/households/${own}/statement.pdf`)).statusCode).toBe(401)
    const { Audit } = t.deps.models
    const before = await Audit.countDocuments({ act: 'statementPrinted' })
    const without = await statement('clerk')
    expect([without.statusCode, without.json().error.fields[0].field]).toEqual([422, 'asked'])
    expect((await statement('clerk', '?asked=because')).statusCode).toBe(422)
    expect(await Audit.countDocuments({ act: 'statementPrinted' })).toBe(before)
    expect((await statement('clerk', '?asked=relative')).statusCode).toBe(200)
    const [entry] = await Audit.find({ act: 'statementPrinted' }).sort({ at: -1, _id: -1 }).lean()
    expect(entry).toMatchObject({ kind: 'register', region: village.code, account: 'a-clerk' })
    expect(JSON.stringify(entry)).not.toMatch(/HT-15-001|陆小青/)
    expect(await Audit.countDocuments({ act: 'statementPrinted', detail: 'relative' })).toBe(1)
    // Of another village nobody here keeps the register.
    expect((await statement('clerk', '?asked=phone', `${neighbour.code}:HY-01-001`)).statusCode).toBe(403)
  })

  it('of a quarter without anything, one to come, or a household that is not there says so', async () => {
    const none = await statement('villager', '?quarter=2026Q2')
    expect([none.statusCode, none.json().error.message]).toEqual([
      404,
      '这个季度的公开里，没有这一户的内容。',
    ])
    for (const quarter of ['2027Q1', '2026Q5', '2026-Q3', 'x'])
      expect([quarter, (await statement('villager', `?quarter=${quarter}`)).statusCode]).toEqual([
        quarter,
        422,
      ])
    expect((await statement('clerk', '?asked=phone', `${village.code}:HT-99-999`)).statusCode).toBe(404)
    expect((await statement('clerk', '?asked=phone', 'x')).statusCode).toBe(403)
  })

  it('ends with the verification, and leaves out what was withdrawn', async () => {
    const { notice } = await published(t, open, withNeighbours(open, '要撤回的流转费'))
    expect(textOf((await statement('villager')).rawPayload)).toContain('要撤回的流转费')
    await t.ask('POST /api/notices/:id/withdraw', {
      params: { id: notice },
      body: { reason: '用错了季度的表', tell: false },
      token: renewed(t, 'publisher'),
    })
    expect(textOf((await statement('villager')).rawPayload)).not.toContain('要撤回的流转费')
    await t.deps.models.Account.updateOne({ _id: 'a-villager' }, { $set: { verifiedAt: null } })
    expect((await statement('villager')).statusCode).toBe(403)
  })
})
