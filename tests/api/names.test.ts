import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { completeContent, draftOf, published, type Village, village, villageApp } from './notices-setup'

let t: Village
beforeAll(async () => {
  t = await villageApp()
  await t.deps.models.Person.create({
    _id: 'p-registered',
    name: '沈 国良',
    residence: {
      region: village.code,
      household: `${village.code}:HT-15-003`,
      member: true,
      state: 'dead',
      endedAt: t.clock.now(),
    },
  })
  await t.deps.models.Person.create({
    _id: 'p-word',
    name: '高兴',
    residence: {
      region: village.code,
      household: `${village.code}:HT-15-002`,
      member: true,
      state: 'living',
      endedAt: null,
    },
  })
  t.forget()
})
afterAll(() => t.close())

const reasonsFor = async (no: number, change: object) => {
  const draft = await draftOf(t, no, { ...completeContent(no), ...change })
  return draft.abilities.find(({ verb }) => verb === 'submit')?.failureReasons
}

describe('the names of the register', () => {
  it.each([
    [16, '临时困难补助', { title: '沈国良家临时困难补助' }, '标题里有村民的姓名“沈国良”'],
    [14, '失独家庭', { title: '失独家庭沈　国良' }, '标题里有村民的姓名“沈国良”'],
    [
      12,
      'a list for the village',
      { plain: '沈国\u200b良家的低保批了。' },
      '一句话说清里有村民的姓名“沈国良”',
    ],
    [
      16,
      'the caption of a table',
      { table: { caption: '沈国良补助明细', columns: [{ key: 'a', label: '列', kind: 'text' }], rows: [] } },
      '表名里有村民的姓名“沈国良”',
    ],
  ])('are kept out of what everybody sees of a restricted item: %s, %s', async (no, _, change, reason) =>
    expect(await reasonsFor(no, change)).toEqual([expect.stringContaining(reason)]),
  )

  it('may stand where names are public', async () =>
    expect(await reasonsFor(2, { title: '沈国良任组长' })).toEqual([]))

  it('that are ordinary words are asked about, and refuse nothing', async () => {
    const draft = await draftOf(t, 16, { ...completeContent(16), plain: '困难户也能高高兴兴过年。' })
    expect(draft.abilities.find(({ verb }) => verb === 'submit')).toMatchObject({ allowed: true })
    expect(draft.warnings).toEqual([
      { field: 'content.plain', message: expect.stringContaining('“高兴”也是一位村民的姓名') },
    ])
  })

  it('are masked in every column of an M3 item, but not for the own household', async () => {
    const content = completeContent(16, { table: true })
    const columns = [...(content.table?.columns ?? []), { key: 'why', label: '事由', kind: 'text' as const }]
    const rows = (content.table?.rows ?? []).map(({ household, cells }) => ({
      household,
      cells: [...cells, '由沈　国良代领'],
    }))
    const { notice } = await published(t, 16, { ...content, table: { caption: '明细', columns, rows } })
    const cellsFor = async (who: 'villager' | 'outsider') => {
      const { body } = await t.ask('GET /api/notices/:id', { params: { id: notice }, token: t.token[who] })
      return body.table?.rows.map(({ own, cells }) => [own, cells[1], cells[4]])
    }
    expect(await cellsFor('villager')).toEqual([
      [true, '陆小青', '由沈　国良代领'],
      [false, '沈＊明', '由沈＊良代领'],
      [false, '顾＊', '由沈＊良代领'],
    ])
    const page = await t.ask('GET /api/notices/:id/rows', { params: { id: notice }, token: t.token.outsider })
    expect(JSON.stringify(page.body.rows.filter(({ own }) => !own))).not.toContain('国良')
  })
})
