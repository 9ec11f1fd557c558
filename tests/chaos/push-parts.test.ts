import { describe, expect, it } from '@jest/globals'
import { happenings } from './push/events'
import { chaos } from './push/run'

const wild = { kills: true, faults: true, back: true }
/** The short form of `npm run chaos`. */
const events = Number(process.env.HUTANG_CHAOS_EVENTS ?? (process.env.HUTANG_LONG ? 2000 : 40))
const seed = Number(process.env.HUTANG_CHAOS_SEED ?? 7486)

describe('a service in parts, its people, its vendors and its clock', () => {
  it('go through the same events for the same seed', () => {
    expect(happenings(7, 500, wild)).toEqual(happenings(7, 500, wild))
    expect(happenings(7, 500, wild)).not.toEqual(happenings(8, 500, wild))
  })

  it(
    'lose and repeat nothing, whatever is killed, spoiled or moved',
    async () => {
      const { wrong, why, lost, duplicated, differs, expected } = await chaos({ ...wild, seed, events })
      expect([...wrong, ...why]).toEqual([])
      expect({ lost, duplicated, differs }).toEqual({ lost: 0, duplicated: 0, differs: 0 })
      expect(expected).toBeGreaterThan(100)
    },
    Math.max(600_000, events * 2000),
  )
})
