import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { KeptRows, placesOfPage } from '../../server/src/features/notices/reading/kept-rows'

const rowsOf = (count: number, columns: number) =>
  Array.from({ length: count }, (_, n) => ({
    household: n % 3 === 0 ? null : `h${n % 7}`,
    cells: Array.from({ length: columns }, (_, at) => [`格${n}`, n * 100 + at, null][at % 3] ?? null),
  }))

describe('the rows of a published table in memory', () => {
  it.each([
    [0, 3],
    [3, 4],
    [180, 6],
    [20_000, 30],
  ])('%i rows of %i columns are read back as they were', (count, columns) => {
    const rows = rowsOf(count, columns)
    const kept = new KeptRows(rows)
    expect(kept.length).toBe(count)
    const some = [0, 1, 99, 100, 101, count - 1].filter((place) => place >= 0 && place < count)
    expect(kept.at(some)).toEqual(some.map((place) => rows[place]))
    expect(kept.placesOf(new Set(['h1', 'h4']))).toEqual(
      rows.flatMap(({ household }, place) => (household === 'h1' || household === 'h4' ? place : [])),
    )
  })

  it('of the longest table take less than twelve megabytes', () => {
    expect(new KeptRows(rowsOf(20_000, 30)).bytes).toBeLessThan(12 * 1024 * 1024)
  })
})

it('pages together hold every row once, the first ones first', () => {
  const some = fc.uniqueArray(fc.integer({ min: 0, max: 49 }), { maxLength: 20 })
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 50 }),
      some,
      fc.integer({ min: 1, max: 60 }),
      (length, picked, limit) => {
        const first = picked.filter((place) => place < length).sort((a, b) => a - b)
        const pages: number[] = []
        for (let from = 0; from < length; from += limit)
          pages.push(...placesOfPage(length, first, { from, limit }))
        const others = Array.from({ length }, (_, place) => place).filter((place) => !first.includes(place))
        expect(pages).toEqual([...first, ...others])
      },
    ),
  )
})
