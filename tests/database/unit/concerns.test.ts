import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Timestamp } from 'bson'
import { type EngineUnderTest, engineUnderTest } from '../engine'

let test: EngineUnderTest
beforeAll(() => {
  test = engineUnderTest()
})
afterAll(() => test.close())

const writing = { update: 'c', updates: [{ q: { _id: 0 }, u: { $set: { a: 1 } } }] }

describe('concerns', () => {
  it.each<[unknown, number]>([
    [{ level: 'strong' }, 2],
    [{ level: 'LOCAL' }, 2],
    [{ level: 'snapshot' }, 123],
    [{ level: 'linearizable' }, 123],
    [{ level: 'local', until: 1 }, 40415],
    [{ afterClusterTime: Timestamp.fromNumber(1) }, 123],
  ])('readConcern %j answers %i', (readConcern, code) => {
    expect(test.command({ find: 'c', readConcern })).toMatchObject({ ok: 0, code })
  })

  it.each([[{}], [{ level: 'local' }], [{ level: 'available' }], [{ level: 'majority' }]])(
    'readConcern %j is kept',
    (readConcern) => {
      expect(test.command({ find: 'c', readConcern }).ok).toBe(1)
    },
  )

  it.each<[unknown, number]>([
    [{ w: -1 }, 9],
    [{ w: 51 }, 9],
    [{ w: Number.NaN }, 9],
    [{ w: 2 }, 2],
    [{ w: 'twoCentres' }, 2],
    [{ w: true }, 9],
    [{ w: {} }, 9],
    [{ w: 1, j: 'yes' }, 14],
    [{ w: 1, wtimeout: 2_147_483_648 }, 9],
    [{ w: 1, provenance: 'mine' }, 2],
    [{ w: 1, journal: true }, 40415],
  ])('writeConcern %j answers %i', (writeConcern, code) => {
    expect(test.command({ ...writing, writeConcern })).toMatchObject({ ok: 0, code })
  })

  it.each([[{}], [{ w: 1 }], [{ w: 0 }], [{ w: 'majority', j: true, wtimeout: 100 }]])(
    'writeConcern %j is kept',
    (writeConcern) => {
      expect(test.command({ ...writing, writeConcern }).ok).toBe(1)
    },
  )
})

describe('the stable API', () => {
  it('has one version', () => {
    expect(test.command({ find: 'c', apiVersion: '1', apiStrict: true }).ok).toBe(1)
    expect(test.command({ find: 'c', apiVersion: '2' })).toMatchObject({ ok: 0, code: 322 })
    expect(test.command({ find: 'c', apiStrict: true })).toMatchObject({ ok: 0, code: 72 })
    expect(test.command({ distinct: 'c', key: 'a', apiVersion: '1', apiStrict: true })).toMatchObject({
      ok: 0,
      code: 323,
      codeName: 'APIStrictError',
    })
  })
})
