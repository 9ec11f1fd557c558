import type { KeyedRow } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { bytesOfRows } from '../../server/src/features/notices/tables/row-bytes'

const rowOf = (...cells: KeyedRow['cells'][number][]): KeyedRow => ({
  key: 'k',
  n: 0,
  household: null,
  cells,
})

describe('the bytes that rows take', () => {
  it('grow with every character, in every row and cell', () => {
    const long = '字'.repeat(200)
    const short = bytesOfRows([rowOf('字', 1), rowOf('字', 1)])
    expect(bytesOfRows([rowOf('字', 1), rowOf(long, 1)]) - short).toBe(2 * 199)
    expect(bytesOfRows([rowOf('字', long), rowOf('字', 1)]) - short).toBe(2 * 200)
    expect(bytesOfRows([rowOf('字', 1), { ...rowOf('字', 1), household: 'HT-15-001' }]) - short).toBe(2 * 9)
  })

  it('are counted of every row, and never none', () => {
    const one = bytesOfRows([rowOf('字')])
    expect(bytesOfRows([rowOf('字'), rowOf('字')]) - one).toBe(one - bytesOfRows([]))
    expect(bytesOfRows([])).toBeGreaterThan(0)
  })
})
