import { changeRows, type KeyedRow, type RowChange } from '@hutang/shared'
import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import { changesBetween, type Row, withChanges } from '../../miniapp/src/cadre/table/rows'
import { liveRows } from '../../server/src/features/notices/tables/row-sets'

const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
const key = fc.constantFrom(...keys)
const row = fc.record({ household: fc.constant(null), cells: fc.tuple(fc.integer({ min: 0, max: 99 })) })
const change: fc.Arbitrary<RowChange> = fc.record(
  {
    key,
    row: fc.option(row, { freq: 4 }),
    after: fc.option(key, { freq: 6 }),
  },
  { requiredKeys: ['key'] },
)

/** The same, on a plain list; null where a change cannot be done. */
function onList(list: Row[], changes: readonly RowChange[]): Row[] | null {
  let rows = [...list]
  for (const { key, row, after } of changes) {
    const at = rows.findIndex((one) => one.key === key)
    if (row === null) {
      rows = rows.filter((one) => one.key !== key)
      continue
    }
    const words = row ?? rows[at]
    if (!words) return null
    const next: Row = { key, household: words.household ?? null, cells: [...words.cells] }
    if (after === undefined) {
      if (at >= 0) rows[at] = next
      else rows.push(next)
      continue
    }
    if (after !== null && !rows.some((one) => one.key === after)) return null
    // A row behind itself stays where it is.
    if (after === key) {
      rows[at] = next
      continue
    }
    rows = rows.filter((one) => one.key !== key)
    rows.splice(after === null ? 0 : rows.findIndex((one) => one.key === after) + 1, 0, next)
  }
  return rows
}

const plain = (rows: readonly Pick<KeyedRow, 'key' | 'cells'>[]) =>
  rows.map(({ key, cells }) => [key, ...cells])
/** Changes of many requests, one after the other. */
const requests = fc.array(fc.array(change, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 12 })

it('a table changed in many requests is what a plain list would be', () => {
  fc.assert(
    fc.property(requests, (all) => {
      let rows: KeyedRow[] = []
      let list: Row[] = []
      for (const changes of all) {
        const next = changeRows(rows, changes)
        const expected = onList(list, changes)
        expect(next.problems.length > 0).toBe(expected === null)
        if (expected === null) continue
        expect(plain(next.rows)).toEqual(plain(expected))
        ;[rows, list] = [next.rows, expected]
      }
    }),
    { numRuns: 600 },
  )
})

it('the documents of many changes, in any order, are the table, before and after they are joined', () => {
  fc.assert(
    fc.property(requests, fc.integer(), (all, seed) => {
      let rows: KeyedRow[] = []
      const docs: (KeyedRow & { _id: string; v: number; gone?: boolean })[] = []
      all.forEach((changes, at) => {
        const next = changeRows(rows, changes)
        if (next.problems.length > 0) return
        const v = at + 1
        docs.push(...next.written.map((one) => ({ ...one, _id: `${v}:${one.key}`, v })))
        for (const key of next.removed)
          docs.push({ key, n: 0, household: null, cells: [], _id: `${v}:${key}`, v, gone: true })
        rows = next.rows
      })
      const mixed = [...docs].sort((a, b) => ((seed ^ a.n) % 7) - ((seed ^ b.n) % 7))
      expect(plain(liveRows(mixed))).toEqual(plain(rows))
      expect(plain(liveRows(liveRows(mixed)))).toEqual(plain(rows))
    }),
    { numRuns: 300 },
  )
})

it('what a phone sends turns the old rows into the new ones', () => {
  const table = fc.uniqueArray(fc.record({ key, cell: fc.integer({ min: 0, max: 3 }) }), {
    selector: (one) => one.key,
  })
  const rowsOf = (all: { key: string; cell: number }[]): Row[] =>
    all.map(({ key, cell }) => ({ key, household: null, cells: [cell] }))
  fc.assert(
    fc.property(table, table, (before, after) => {
      const [from, to] = [rowsOf(before), rowsOf(after)]
      expect(withChanges(from, changesBetween(from, to))).toEqual(to)
      expect(changesBetween(to, to.slice())).toEqual([])
    }),
    { numRuns: 600 },
  )
})

it('rows put in one behind the other at the same place for ever stay in order', () => {
  let rows: KeyedRow[] = changeRows(
    [],
    [
      { key: 'first', row: { cells: [0] } },
      { key: 'last', row: { cells: [1] } },
    ],
  ).rows
  const expected = ['first']
  for (let n = 0; n < 300; n++) {
    rows = changeRows(rows, [{ key: `n${n}`, row: { cells: [n] }, after: 'first' }]).rows
    expected.splice(1, 0, `n${n}`)
  }
  expect(rows.map(({ key }) => key)).toEqual([...expected, 'last'])
})
