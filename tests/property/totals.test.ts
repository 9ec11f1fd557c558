import {
  type Cell,
  type Column,
  columnTotals,
  guardedTotals,
  type TotalRow,
  tableTotals,
  totalsBeside,
} from '@hutang/shared'
import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import { runs } from '../support/runs'

const villages = Array.from({ length: 9 }, (_, at) => `h${at}`)

const tables = fc.array(fc.constantFrom(...columnTotals), { minLength: 1, maxLength: 5 }).chain((kinds) =>
  fc.record({
    columns: fc.constant([
      { key: 'side', label: '收支', kind: 'text' },
      ...kinds.map((total, at): Column => ({ key: `c${at}`, label: `金额${at}`, kind: 'money', total })),
    ] as Column[]),
    rows: fc.array(
      fc.record({
        household: fc.option(fc.constantFrom(...villages), { nil: null }),
        cells: fc.tuple(
          fc.constantFrom('收入', '支出', null),
          ...kinds.map(() => fc.option(fc.integer({ min: -3, max: 3 }), { nil: null, freq: 3 })),
        ),
      }),
      { maxLength: 14 },
    ),
  }),
)

/** What each household must have added to a sum, taken from the table anew: the sum over its rows alone. */
function behind(
  columns: readonly Column[],
  rows: readonly { household: string | null; cells: readonly Cell[] }[],
) {
  const whose = [...new Set(rows.map(({ household }, at) => household ?? `#${at}`))]
  return (at: number, kind: TotalRow['kind']): number[] =>
    whose.map((one) => {
      // The others' cells are emptied, so that rows keep their side.
      const alone = rows.map((row, place) => ({
        ...row,
        cells:
          (row.household ?? `#${place}`) === one
            ? row.cells
            : row.cells.map((cell) => (typeof cell === 'number' ? null : cell)),
      }))
      const line = tableTotals(columns, alone).find((total) => total.kind === kind)
      return Number(line?.cells[at] ?? 0)
    })
}

it('no shown sum, and no sum or difference of two or three, leaves fewer than three other households', () => {
  fc.assert(
    fc.property(
      tables,
      fc.uniqueArray(fc.constantFrom(...villages), { maxLength: 3 }),
      ({ columns, rows }, mine) => {
        const own = mine.filter((one) => rows.some(({ household }) => household === one))
        const shown = totalsBeside(guardedTotals(columns, rows), own.length)
        const whose = [...new Set(rows.map(({ household }, at) => household ?? `#${at}`))]
        const values = behind(columns, rows)
        const sums = shown.flatMap(({ kind, cells }) =>
          cells.flatMap((cell, at) => (cell === null ? [] : [values(at, kind)])),
        )
        const weights = [-1, 0, 1]
        const others = (combined: number[]) =>
          combined.filter((value, at) => value !== 0 && !own.includes(whose[at] ?? '')).length
        for (const [i, a] of sums.entries())
          for (const [j, b] of sums.entries())
            for (const [k, c] of sums.entries()) {
              if (i > j || j > k) continue
              for (const x of weights)
                for (const y of weights) {
                  const combined = a.map(
                    (one, at) => one + (i < j ? x * (b[at] ?? 0) : 0) + (j < k ? y * (c[at] ?? 0) : 0),
                  )
                  const left = others(combined)
                  if (combined.some((one) => one !== 0)) expect(left).toBeGreaterThanOrEqual(3)
                }
            }
      },
    ),
    { numRuns: runs(300, 5000) },
  )
})

it('what is shown is what the whole table gives', () => {
  fc.assert(
    fc.property(tables, ({ columns, rows }) => {
      const whole = tableTotals(columns, rows)
      for (const { kind, cells } of guardedTotals(columns, rows).totals) {
        const line = whole.find((total) => total.kind === kind)
        cells.forEach((cell, at) => {
          if (cell !== null) expect(cell).toBe(line?.cells[at])
        })
      }
    }),
    { numRuns: runs(300, 5000) },
  )
})

it('income less spending is always the balance', () => {
  fc.assert(
    fc.property(tables, ({ columns, rows }) => {
      const lines = new Map(tableTotals(columns, rows).map(({ kind, cells }) => [kind, cells]))
      lines.get('balance')?.forEach((balance, at) => {
        if (balance !== null)
          expect(Number(lines.get('income')?.[at] ?? 0) - Number(lines.get('expense')?.[at] ?? 0)).toBe(
            balance,
          )
      })
    }),
    { numRuns: runs(300, 5000) },
  )
})
