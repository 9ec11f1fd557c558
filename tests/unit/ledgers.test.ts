import {
  type LedgerFigures,
  type LedgerKind,
  ledgerKinds,
  ledgerReasons,
  moneyWords,
  noFigures,
  periodChoices,
  proposalOf,
  together,
  wholeSentence,
} from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import financeJson from '../../config/ledgers/finance.json'
import { ledgerOfKind, ledgerPlace, ledgerRules, suggestedColumns } from '../../server/src/features/catalogue'
import { ConfigurationError } from '../../server/src/features/catalogue/catalogue.rules'
import { parseLedger } from '../../server/src/features/catalogue/ledgers.rules'

const now = new Date('2026-11-20T02:00:00Z')
const finance = ledgerPlace('village', 39)
if (!finance) throw new Error('item 39 has no ledger')

describe('config/ledgers', () => {
  it('has the seven kinds, each with the usual columns of its items', () => {
    expect(ledgerRules().map(({ kind }) => kind)).toEqual([...ledgerKinds])
    for (const { items } of ledgerRules())
      for (const { no, columns } of items)
        expect([no, columns.map(({ key, label, kind, total }) => ({ key, label, kind, total }))]).toEqual([
          no,
          suggestedColumns(no),
        ])
  })

  it('says of money in the books of the township nothing', () => {
    expect(ledgerPlace('township', 39)).toBeNull()
    expect(ledgerPlace('village', 1)).toBeNull()
  })

  it.each<[string, (config: typeof financeJson) => unknown]>([
    ['another kind', (config) => ({ ...config, kind: 'land' })],
    ['nobody’s', (config) => ({ ...config, bodies: [] })],
    ['a body that nobody knows', (config) => ({ ...config, bodies: ['party'] })],
    ['a field of its own', (config) => ({ ...config, more: 1 })],
    [
      'a check of a column it has not',
      (config) => ({ ...config, rowChecks: [{ no: 39, plus: ['a'], minus: [], equals: 'b' }] }),
    ],
    [
      'a check of an item it has not',
      (config) => ({ ...config, rowChecks: [{ no: 1, plus: ['a'], minus: [], equals: 'b' }] }),
    ],
    [
      'no column of income',
      (config) => ({
        ...config,
        items: config.items.map((item) => ({
          ...item,
          columns: item.columns.map(({ part: _, ...column }) => column),
        })),
      }),
    ],
  ])('that says %s stops the start', (_what, wrong) => {
    expect(() => parseLedger(wrong(financeJson), 'finance')).toThrow(ConfigurationError)
  })
})

describe('what is filled in', () => {
  const last = (key: string) => {
    const period = periodChoices(finance, now).find((one) => one.key === key)
    return period ? { period, closing: 5 } : null
  }

  it('is the month after the last, with what that ended with; without one the month that ended', () => {
    expect(proposalOf(finance, 'committee', last('2026-09'), now)).toEqual({
      body: 'committee',
      period: '2026-10',
      opening: 5,
      closing: null,
    })
    expect(proposalOf(finance, 'cooperative', null, now)).toMatchObject({ period: '2026-10', opening: null })
    expect(proposalOf(finance, 'committee', last('2026-11'), now).period).toBe('2026-11')
  })

  it('is of a quarter, a week or a year where the ledger is kept so', () => {
    const of = (no: number) => {
      const place = ledgerPlace('village', no)
      return place && proposalOf(place, place.rule.bodies[0] ?? 'committee', null, now)
    }
    expect([31, 47, 38].map((no) => of(no)?.period)).toEqual(['2026-Q3', '2026-11-09', '2026'])
    expect(of(31)).toMatchObject({ body: 'cooperative', opening: null })
  })
})

describe('a month without a table, or whose table says no sides', () => {
  const part = { body: 'committee', period: '2026-10', opening: 0, closing: 0 } as const
  it.each([
    ['no table', null, '还没有收支明细表，一笔一行填在附表里。'],
    ['an empty one', { columns: suggestedColumns(39), rows: [] }, '附表里还没有一笔收支。'],
    [
      'other columns',
      { columns: [{ key: 'a', label: '事项', kind: 'text' as const }], rows: [{ cells: ['一件'] }] },
      '附表里没有收入、支出两列，算不出合计，请看一下列名。',
    ],
  ])('%s is refused', (_what, table, message) => {
    expect(ledgerReasons(finance, part, table, now)).toEqual([{ field: 'content.table', message }])
  })
})

describe('words', () => {
  it('of a year that is kept by weeks end with a day, not with a week', () => {
    const wall = ledgerPlace('village', 47)
    const week = wall && periodChoices(wall, now).find(({ key }) => key === '2026-11-09')
    if (!wall || !week) throw new RangeError('no wall')
    const sums = [{ label: '违建面积（㎡）', kind: 'number' as const, value: 380_000 }]
    const figures = { income: null, expense: null, opening: null, closing: null, sums, kinds: [] }
    expect(wholeSentence(wall.rule, 2026, week, figures as never)).toMatch(/^2026年到11月15日，违建面积 /)
  })

  it.each([
    [0, '0 元'],
    [12_345, '123.45 元'],
    [800_000, '8,000 元'],
    [1_450_000, '1.45 万元'],
    [18_846_000, '18.85 万元'],
    [-2_000_000, '-2 万元'],
  ])('say %d fen as %s', (fen, words) => expect(moneyWords(fen)).toBe(words))
})

describe('periods together', () => {
  const land = ledgerOfKind('land' satisfies LedgerKind)
  const [item] = land.items
  const quarter = (fee: number, area: number): LedgerFigures => ({
    ...noFigures,
    sums: [
      { key: 'transferred', label: '流转面积（亩）', kind: 'area', value: area },
      { key: 'fee', label: '本季流转费（元）', kind: 'money', value: fee },
    ],
  })

  it('add fees, and keep the land that there was last', () => {
    if (!item) throw new Error('no item')
    const of = [
      { item, period: '2026-Q1', figures: quarter(100, 5_000) },
      { item, period: '2026-Q2', figures: quarter(200, 5_100) },
    ]
    expect(together(land, of).sums.map(({ key, value }) => [key, value])).toEqual([
      ['31.transferred', 5_100],
      ['31.fee', 300],
    ])
  })
})
