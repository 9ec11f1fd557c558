import { figureDoubts } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'

const wan = 1_000_000
const of = (staff: number | null, revenueFen: number | null, others = {}) =>
  figureDoubts({ year: 2025, staff, revenueFen, assetsFen: null, others })

describe('figures of a year', () => {
  it.each([
    [18, 380 * wan],
    [1, 5_000 * wan],
    [null, 20_000 * wan],
    [0, 0],
    [null, null],
    [3, 100_000],
  ])('%s people and %s fen are taken as they are', (staff, revenue) => {
    expect(of(staff, revenue)).toEqual([])
  })

  it('in the wrong unit are asked for once more, with what they may mean', () => {
    expect(of(18, 38_000)).toEqual([
      { field: 'revenueFen', message: '营业收入是380元吗？是不是应为380万元？' },
    ])
    expect(of(18, 3_800_000 * wan)).toEqual([
      { field: 'revenueFen', message: '营业收入是3800000万元吗？是不是应为380万元？' },
    ])
  })

  it('that contradict each other are asked for too', () => {
    expect(of(5, 100 * wan, { rdFen: 200 * wan })[0]).toMatchObject({ field: 'others.rdFen' })
    expect(of(200_000, null)[0]).toMatchObject({ field: 'staff' })
  })
})
