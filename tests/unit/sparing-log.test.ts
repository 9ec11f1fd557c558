import { describe, expect, it } from '@jest/globals'
import { createSparing } from '../../server/src/http/sparing-log'

describe('lines of an error that repeats itself', () => {
  it('are so many in a minute for each kind, and the next minute tells how many were left out', () => {
    let now = 0
    const sparing = createSparing(3, () => now)
    const said = (kind: string) => Array.from({ length: 10 }, () => sparing(kind)).filter(({ say }) => say)
    expect(said('diskFull')).toHaveLength(3)
    expect(said('internal')).toHaveLength(3)
    now = 59_999
    expect(sparing('diskFull').say).toBe(false)
    now = 60_001
    expect(sparing('diskFull')).toEqual({ say: true, leftOut: 8 })
    now = 200_000
    expect(sparing('diskFull')).toEqual({ say: true, leftOut: 0 })
  })
})
