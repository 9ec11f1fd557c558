import { coveredCells, coveredText, personalDataIn, personalDataInRow } from '@hutang/shared'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { newEngine } from '../../server/src/features/push/engines'
import { renewed, type Village, village, villageApp } from '../api/notices-setup'
import { importedOld, oldFolder, oldTable, throughOld } from '../support/old-notices'

describe('what was covered', () => {
  it('passes the gate, whatever it was', () => {
    const hostile = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '310116198001011237',
        '6222021234567890123',
        '13812345678',
        '沪A12345',
        '护塘村15组12号301室',
        '一三八一二三四五六七八',
      ),
    )
    fc.assert(
      fc.property(
        fc.array(hostile, { maxLength: 6 }),
        (parts) => personalDataIn(coveredText(parts.join(' '))).length === 0,
      ),
      { numRuns: 500 },
    )
    const columns = [
      { key: 'name', label: '姓名', kind: 'name' as const },
      { key: 'a', label: '备注', kind: 'text' as const },
      { key: 'b', label: '数', kind: 'integer' as const },
    ]
    fc.assert(
      fc.property(
        hostile,
        hostile,
        fc.nat(20_000_000_000),
        (name, note, figure) =>
          personalDataInRow(columns, coveredCells(columns, [name, note, figure])).length === 0,
      ),
      { numRuns: 500 },
    )
  })
})

describe('an import, whatever it holds', () => {
  let t: Village
  beforeAll(async () => {
    t = await villageApp()
    for (const who of ['villager', 'outsider'] as const) {
      const body = { subscriptions: [{ region: village.code }] }
      const followed = await t.ask('PUT /api/me/subscriptions', { body, token: renewed(t, who) })
      expect(followed.status).toBe(200)
    }
  })
  afterAll(() => t.close())

  const row = fc.record({
    date: fc
      .date({ min: new Date('2015-01-01'), max: new Date('2026-11-01'), noInvalidDate: true })
      .map((day) => day.toISOString().slice(0, 10)),
    item: fc.constantFrom(1, 9, 16, 23, 31, 39, 45, 47, 50),
    table: fc.boolean(),
    title: fc.stringMatching(/^[一-龥]{4,10}$/),
  })
  const states = async () =>
    (
      await t.ask('GET /api/regions/:code/catalogue', { params: { code: village.code }, query: {} })
    ).body.items.map(({ item, state }) => [item.no, state])

  it('makes no announcement, no match and no delivery, and changes the state of no item', async () => {
    const { Announcement, Delivery, Match } = t.deps.models
    const before = await states()
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 4 }), async (rows) => {
        const table = oldTable([
          ['组别', '户号', '户主', '金额（元）'],
          ['15组', 'HT-15-001', '户主HT-15-001', 678],
          ['15组', 'HT-15-002', '户主HT-15-002', 300],
        ])
        const { body } = await importedOld(
          t,
          oldFolder(
            rows.map(({ date, item, title, table: has }) => [
              date,
              item,
              title,
              '正文。',
              has ? '表.xlsx' : '',
              '',
            ]),
            { '表.xlsx': table },
          ),
        )
        if (body.may?.submit.allowed) await throughOld(t, body.id)
        await newEngine(t.deps).runOnce()
        expect(await Announcement.countDocuments({})).toBe(0)
        expect(await Match.countDocuments({})).toBe(0)
        expect(await Delivery.countDocuments({})).toBe(0)
        expect(await states()).toEqual(before)
      }),
      { numRuns: 12 },
    )
    expect(await t.deps.models.Notice.countDocuments({ state: 'published' })).toBeGreaterThan(5)
  })
})
