import type { Cell, Column } from '@hutang/shared'
import {
  type ComparedRow,
  type ComparedTable,
  cellChanges,
  longestRising,
  rowDifferences,
  textDifference,
} from '@hutang/shared/differences'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { runs } from '../support/runs'

const text = fc
  .array(
    fc.constantFrom('流转费', '1,200.00', '元', '。', '\n', '张三', '，', '2026年', 'a', ' ', '💧', '！'),
    {
      maxLength: 40,
    },
  )
  .map((pieces) => pieces.join(''))

describe('the difference of two texts', () => {
  it('has the old text in what is the same and removed, the new one in what is the same and added', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = textDifference(before, after)
        if (parts === null) return expect(before).toBe(after)
        const side = (not: string) => parts.flatMap((part) => (part.kind === not ? [] : part.text)).join('')
        expect([side('added'), side('removed')]).toEqual([before, after])
        expect(parts.some((part, at) => part.kind === parts[at + 1]?.kind)).toBe(false)
      }),
      { numRuns: runs(300, 3000) },
    )
  })

  it('never splits a figure', () => {
    expect(textDifference('您家流转费1,200.00元。其余不变。', '您家流转费1,257.00元。其余不变。')).toEqual([
      { kind: 'same', text: '您家流转费' },
      { kind: 'removed', text: '1,200.00' },
      { kind: 'added', text: '1,257.00' },
      { kind: 'same', text: '元。其余不变。' },
    ])
  })

  it('of two long texts with nothing in common ends soon', () => {
    const long = (word: string) => Array.from({ length: 5000 }, (_, n) => `${word}${n}`).join('，')
    const before = process.cpuUsage().user
    expect(textDifference(long('甲'), long('乙'))).not.toBeNull()
    expect((process.cpuUsage().user - before) / 1000).toBeLessThan(5000)
  })
})

it('a longest rising subsequence rises, and none is longer', () => {
  const brute = (values: readonly number[]): number => {
    const best: number[] = []
    values.forEach((value, at) => {
      const before = best.filter((_, other) => (values[other] ?? 0) < value && (values[other] ?? -1) >= 0)
      best[at] = value < 0 ? 0 : 1 + Math.max(0, ...before)
    })
    return Math.max(0, ...best)
  }
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: -1, max: 40 }), { maxLength: 25 }), (values) => {
      const places = longestRising(values)
      const found = places.map((place) => values[place] ?? -1)
      expect(found).toEqual([...found].sort((a, b) => a - b))
      expect(places).toHaveLength(brute(values))
    }),
    { numRuns: runs(300, 3000) },
  )
})

const column = (key: string): Column => ({ key, label: key, kind: key === 'name' ? 'name' : 'integer' })
const columns = fc.uniqueArray(fc.constantFrom('name', 'a', 'b', 'c'), { minLength: 1, maxLength: 4 })
const row = fc.record({
  key: fc.option(fc.constantFrom('k1', 'k2', 'k3', 'k4', 'k5', 'k6')),
  household: fc.option(fc.constantFrom('h1', 'h2', 'h3', 'h4', 'h5')),
  cells: fc.array(fc.option(fc.integer({ min: 0, max: 3 })), { minLength: 4, maxLength: 4 }),
})
const table: fc.Arbitrary<ComparedTable> = fc
  .record({ keys: columns, rows: fc.array(row, { maxLength: 12 }) })
  .map(({ keys, rows }) => {
    const seen = new Set<string>()
    // A household stands once in a table, and so does a key.
    const once = (name: string | null) => {
      if (name === null || seen.has(name)) return null
      seen.add(name)
      return name
    }
    return {
      columns: keys.map(column),
      rows: rows.map((one) => ({
        key: once(one.key),
        household: once(one.household),
        cells: one.cells.slice(0, keys.length),
      })),
    }
  })

/** The new table made of the old one and of nothing but what the difference says. */
function applied(before: ComparedTable, after: ComparedTable): { household: string | null; cells: Cell[] }[] {
  const changes = rowDifferences(before, after)
  const said = (one: ComparedRow) => ({
    household: one.household,
    cells: after.columns.map(({ key }) => {
      const from = before.columns.findIndex((other) => other.key === key)
      return one.cells[from] ?? null
    }),
  })
  const placed = new Map<number, { household: string | null; cells: Cell[] }>()
  const touched = new Set<number>()
  for (const { before: from, after: to } of changes) {
    if (from !== null) touched.add(from)
    const now = to === null ? undefined : after.rows[to]
    if (to === null || !now) continue
    const old = from === null ? undefined : before.rows[from]
    if (!old) {
      placed.set(to, { household: now.household, cells: [...now.cells] })
      continue
    }
    const next = said(old)
    const cells = cellChanges({ ...before, cells: old.cells }, { ...after, cells: now.cells })
    for (const { column: key, after: cell } of cells) {
      next.cells[after.columns.findIndex((other) => other.key === key)] = cell
    }
    placed.set(to, { household: now.household, cells: next.cells })
  }
  const rest = before.rows.filter((_, place) => !touched.has(place)).map(said)
  return Array.from({ length: rest.length + placed.size }, (_, to) => placed.get(to) ?? rest.shift()).flatMap(
    (one) => one ?? [],
  )
}

describe('the difference of two tables', () => {
  it('applied to the old one is the new one', () => {
    fc.assert(
      fc.property(table, table, (before, after) => {
        const now = after.rows.map(({ household, cells }) => ({ household, cells: [...cells] }))
        expect(applied(before, after)).toEqual(now)
      }),
      { numRuns: runs(500, 5000) },
    )
  })

  it('of a table with itself is empty', () => {
    fc.assert(
      fc.property(table, (one) => expect(rowDifferences(one, one)).toEqual([])),
      { numRuns: runs(200, 2000) },
    )
  })

  it('follows a row by its household, then by its key, wherever it stands', () => {
    const rows = (...names: [string | null, string, number][]): ComparedTable => ({
      columns: [column('a')],
      rows: names.map(([household, key, cell]) => ({ household, key, cells: [cell] })),
    })
    const before = rows(['h1', 'k1', 1], ['h2', 'k2', 2], [null, 'k3', 3])
    expect(rowDifferences(before, rows(['h2', 'x', 2], ['h1', 'y', 5], [null, 'k3', 4]))).toMatchObject([
      { before: 1, after: 0, changed: false },
      { before: 0, after: 1, changed: true },
      { before: 2, after: 2, changed: true },
    ])
    // A household that was put right is the same row.
    expect(rowDifferences(before, rows(['h1', 'k1', 1], ['h9', 'k2', 2], [null, 'k3', 3]))).toEqual([
      { before: 1, after: 1, changed: true },
    ])
  })

  it('of 20,000 rows that all changed is made in a few seconds', () => {
    const rows = (plus: number): ComparedTable => ({
      columns: ['name', 'a', 'b', 'c'].map(column),
      rows: Array.from({ length: 20_000 }, (_, n) => ({
        household: n % 2 === 0 ? `h${n}` : null,
        cells: [n % 7, (n + plus) % 5, 1, 1],
      })),
    })
    const before = process.cpuUsage().user
    rowDifferences(rows(0), rows(1))
    expect((process.cpuUsage().user - before) / 1000).toBeLessThan(10_000)
  })
})
