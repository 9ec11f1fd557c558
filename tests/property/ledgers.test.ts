import {
  budgetLines,
  type Cell,
  differencesOf,
  figuresOf,
  type LedgerBody,
  type LedgerFigures,
  type LedgerPart,
  ledgerBodies,
  ledgerReasons,
  ledgerWarnings,
  periodAt,
  periodOfKey,
  proposalOf,
  readSheet,
  tableTotals,
  together,
} from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { ledgerPlace, suggestedColumns } from '../../server/src/features/catalogue'
import { counting } from '../../server/src/features/ledgers/ledger'
import {
  contentHash,
  hashParts,
  isIntact,
  wholeHash,
} from '../../server/src/features/notices/tables/content-hash'
import { runs } from '../support/runs'
import { sheetOf } from '../support/sheet'

const finance = ledgerPlace('village', 39)
if (!finance) throw new Error('item 39 has no ledger')
const columns = suggestedColumns(39)
const now = new Date('2026-11-20T02:00:00Z')
const at = (key: string) => columns.findIndex((column) => column.key === key)

interface Line {
  kind: string
  income: boolean
  fen: number
}
const line: fc.Arbitrary<Line> = fc.record({
  kind: fc.constantFrom('租金', '办公费', '水电费', '修缮', ''),
  income: fc.boolean(),
  fen: fc.integer({ min: -50_000, max: 5_000_000 }),
})
const month = fc.array(line, { minLength: 1, maxLength: 12 })
const year = fc.array(month, { minLength: 1, maxLength: 12 })

const keyOf = (n: number) => `2026-${String(n + 1).padStart(2, '0')}`

function rowsOf(lines: readonly Line[]) {
  return lines.map(({ kind, income, fen }, n) => {
    const cells: Cell[] = columns.map(() => null)
    cells[at('summary')] = `第${n}笔`
    cells[at('kindOf')] = kind
    cells[at(income ? 'income' : 'expense')] = fen
    return { household: null, cells }
  })
}

const sum = (lines: readonly Line[], income: boolean) =>
  lines.filter((one) => one.income === income).reduce((all, { fen }) => all + fen, 0)

function figures(part: LedgerPart, lines: readonly Line[]): LedgerFigures {
  if (!finance) throw new Error('no place')
  const rows = rowsOf(lines)
  return figuresOf(finance, { columns, totals: tableTotals(columns, rows), rows }, part)
}

/** The months of one body, each beginning with what the one before left. */
function chain(body: LedgerBody, opening: number, months: readonly (readonly Line[])[]) {
  let left = opening
  return months.map((lines, n) => {
    const closing = left + sum(lines, true) - sum(lines, false)
    const part: LedgerPart = { body, period: keyOf(n), opening: left, closing }
    left = closing
    return { part, lines }
  })
}

describe('periods of one body', () => {
  it('come together to what all their lines come to, and never lose or make a fen', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 9_000_000 }), year, (opening, months) => {
        const of = chain('committee', opening, months)
        const whole = together(
          finance.rule,
          of.map(({ part, lines }) => ({
            item: finance.item,
            period: part.period,
            figures: figures(part, lines),
          })),
        )
        const all = months.flat()
        expect([whole.opening, whole.income, whole.expense, whole.closing]).toEqual([
          opening,
          sum(all, true),
          sum(all, false),
          opening + sum(all, true) - sum(all, false),
        ])
        const bySide = (side: string) =>
          whole.kinds.filter((kind) => kind.side === side).reduce((total, { value }) => total + value, 0)
        expect([bySide('income'), bySide('expense')]).toEqual([sum(all, true), sum(all, false)])
        expect(whole.kinds.reduce((rows, kind) => rows + kind.rows, 0)).toBe(all.length)
      }),
      { numRuns: runs(100, 4000) },
    )
  })

  it('are handed in where they chain, each opening filled in from the last closing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_000_000 }), year, (opening, months) => {
        const of = chain('committee', opening, months.slice(0, 10))
        of.forEach(({ part, lines }, n) => {
          const table = { columns, rows: rowsOf(lines) }
          expect(ledgerReasons(finance, part, table, now)).toEqual([])
          const last = of[n - 1]
          if (!last) return
          const period = periodOfKey('month', last.part.period)
          if (!period) throw new Error('no period')
          const filled = proposalOf(finance, 'committee', { period, closing: last.part.closing }, now)
          expect(filled).toMatchObject({ period: part.period, opening: part.opening })
          const before = { period, opening: last.part.opening, closing: last.part.closing }
          const beside = { before, after: null, same: false, body: '村' }
          expect(ledgerWarnings(finance, part, beside)).toEqual([])
        })
      }),
      { numRuns: runs(50, 2000) },
    )
  })

  it('are refused for any fen too much or too little, with the difference', () => {
    fc.assert(
      fc.property(month, fc.integer({ min: 1, max: 99_999 }), fc.boolean(), (lines, off, more) => {
        const [{ part } = { part: null }] = chain('committee', 0, [lines])
        if (!part) return
        const wrong = { ...part, closing: (part.closing ?? 0) + (more ? off : -off) }
        const [problem, ...others] = ledgerReasons(finance, wrong, { columns, rows: rowsOf(lines) }, now)
        expect(others).toEqual([])
        const yuan = (off / 100).toLocaleString('en-US', {
          minimumFractionDigits: 2,
          maximumFractionDigits: 2,
        })
        expect([problem?.field, problem?.message.includes(`差 ¥${yuan}，`)]).toEqual([
          'content.ledger.closing',
          true,
        ])
      }),
      { numRuns: runs(100, 4000) },
    )
  })
})

describe('the bodies', () => {
  it('are never mixed: what one has and spends changes nothing of the other', () => {
    fc.assert(
      fc.property(year, year, (mine, others) => {
        const all = ledgerBodies.flatMap((body, n) =>
          chain(body, 1_000, n === 0 ? mine : others).map(({ part, lines }) => ({
            body,
            item: finance.item,
            period: part.period,
            figures: figures(part, lines),
          })),
        )
        const of = (body: LedgerBody) =>
          together(
            finance.rule,
            all.filter((one) => one.body === body),
          )
        expect(of('committee')).toEqual(
          together(
            finance.rule,
            chain('committee', 1_000, mine).map(({ part, lines }) => ({
              item: finance.item,
              period: part.period,
              figures: figures(part, lines),
            })),
          ),
        )
        expect([of('committee').income, of('cooperative').income]).toEqual([
          sum(mine.flat(), true),
          sum(others.flat(), true),
        ])
      }),
      { numRuns: runs(50, 2000) },
    )
  })
})

describe('a difference', () => {
  it('is none between a period and itself, and turns round with the two', () => {
    fc.assert(
      fc.property(month, month, (one, other) => {
        const part: LedgerPart = { body: 'committee', period: '2026-09', opening: 0, closing: 0 }
        const [a, b] = [figures(part, one), figures(part, other)]
        expect(differencesOf(finance.rule, a, a, '9月')).toEqual([
          '收入和9月一样。',
          '支出和9月一样。',
          '余额和9月一样。',
        ])
        const turned = differencesOf(finance.rule, b, a, '9月').map((text) =>
          text.replace(/多|少/g, (word) => (word === '多' ? '少' : '多')),
        )
        expect([...turned].sort()).toEqual([...differencesOf(finance.rule, a, b, '9月')].sort())
      }),
      { numRuns: runs(100, 4000) },
    )
  })

  it('of plan and truth has each kind once, and its parts are the sums', () => {
    fc.assert(
      fc.property(month, month, (planned, actual) => {
        const part: LedgerPart = { body: 'committee', period: '2026', opening: 0, closing: 0 }
        const lines = budgetLines(figures(part, planned), figures(part, actual))
        const names = lines.map(({ side, name }) => `${side}:${name}`)
        expect(new Set(names).size).toBe(names.length)
        for (const side of ['income', 'expense'] as const) {
          const [whole, ...kinds] = lines.filter((one) => one.side === side)
          expect(kinds.reduce((total, one) => total + one.actual, 0)).toBe(whole?.actual)
          expect(kinds.reduce((total, one) => total + (one.planned ?? 0), 0)).toBe(whole?.planned)
        }
      }),
      { numRuns: runs(100, 4000) },
    )
  })
})

describe('the hash of an edition', () => {
  const words = fc.record({ title: fc.string(), plain: fc.string(), body: fc.string() })
  const rule = { audience: 'village', maskLevel: 'M1' } as const

  it('of before there were ledgers holds as it is, in parts and in one', () => {
    fc.assert(
      fc.property(words, (said) => {
        const content = { ...said, elements: [] }
        const parts = hashParts(content, null, [], rule)
        expect(parts.map(({ name }) => name)).toEqual(['title', 'words'])
        const edition = { ...content, pictures: [], parts, contentHash: contentHash(parts) }
        expect(isIntact(edition, null)).toBe(true)
        expect(isIntact({ ...edition, ledger: null }, null)).toBe(true)
        const older = { ...content, pictures: [], parts: null, contentHash: wholeHash(content, null) }
        expect(isIntact(older, null)).toBe(true)
      }),
      { numRuns: runs(50, 2000) },
    )
  })

  it('covers body, period and balances of a period', () => {
    const part = fc.record({
      body: fc.constantFrom(...ledgerBodies),
      period: fc.integer({ min: 0, max: 11 }).map(keyOf),
      opening: fc.option(fc.integer()),
      closing: fc.option(fc.integer()),
    })
    fc.assert(
      fc.property(words, part, part, (said, ledger, other) => {
        const content = { ...said, elements: [], ledger }
        const parts = hashParts(content, null, [], rule)
        const edition = { ...content, pictures: [], parts, contentHash: contentHash(parts) }
        expect(isIntact(edition, null)).toBe(true)
        expect(isIntact({ ...edition, ledger: null }, null)).toBe(false)
        const same = JSON.stringify(other) === JSON.stringify(ledger)
        expect(isIntact({ ...edition, ledger: other }, null)).toBe(same)
      }),
      { numRuns: runs(50, 2000) },
    )
  })
})

describe('a journal of vouchers', () => {
  const entry = fc.record({ fen: fc.integer({ min: 1, max: 9_999_999 }), income: fc.boolean() })

  it('comes to what the money came to, wherever its own lines stand', () => {
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 15 }), fc.boolean(), (entries, cashFirst) => {
        const yuan = (fen: number) => fen / 100
        const rows = entries.flatMap(({ fen, income }, n) => {
          const voucher = ['2026-10-05', `记-${n + 1}`]
          const bank = [...voucher, '一笔', '102', '银行存款', income ? yuan(fen) : 0, income ? 0 : yuan(fen)]
          const other = [
            ...voucher,
            '一笔',
            '541',
            '经营收支',
            income ? 0 : yuan(fen),
            income ? yuan(fen) : 0,
          ]
          return cashFirst ? [bank, other] : [other, bank]
        })
        const heading = ['日期', '凭证字号', '摘要', '科目编码', '科目名称', '借方金额', '贷方金额']
        const read = readSheet(sheetOf([heading, ...rows]), { columns: [], usual: columns, households: [] })
        const totals = tableTotals(read.table.columns, read.table.rows)
        const said = (kind: string) =>
          totals
            .filter((total) => total.kind === kind)
            .flatMap(({ cells }) => cells.filter((cell) => typeof cell === 'number'))[0] ?? 0
        const all = (income: boolean) =>
          entries.filter((one) => one.income === income).reduce((total, { fen }) => total + fen, 0)
        expect([said('income'), said('expense')]).toEqual([all(true), all(false)])
      }),
      { numRuns: runs(50, 2000) },
    )
  })
})

it('of an item with one notice a period, the newest counts', () => {
  const one = (no: number, key: string, id: string) =>
    ({
      notice: { _id: id },
      item: { no },
      place: { item: { one: no === 39 } },
      period: periodAt('month', new Date(`${key}-05T00:00:00Z`)),
    }) as unknown as Parameters<typeof counting>[0][number]
  const all = [
    one(39, '2026-09', 'a'),
    one(39, '2026-09', 'b'),
    one(16, '2026-09', 'c'),
    one(16, '2026-09', 'd'),
  ]
  expect(counting(all).map(({ notice }) => notice._id)).toEqual(['b', 'c', 'd'])
})
