import { isOwn, visitor } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { viewerOf } from '../../../server/src/features/accounts/actor'
import { readRefreshToken, refreshToken } from '../../../server/src/features/accounts/tokens'
import { type PersonDoc, residentNamed } from '../../../server/src/features/residents'
import { holdsOffice } from '../../../server/src/features/residents/roles.rules'
import { mayVerify } from '../../../server/src/features/verification/verification.rules'

const now = new Date('2026-11-20T02:00:00Z')
const village = '310116109213'

const person = (id: string, name: string, state: 'living' | 'moved' | 'dead' = 'living'): PersonDoc => ({
  _id: id,
  name,
  relation: null,
  sex: null,
  birthYear: null,
  residence: { region: village, household: 'h', member: true, state, endedAt: null },
  enterprises: [],
  phoneHash: null,
  phoneSealed: null,
})

describe('a name in the register', () => {
  it('is found whatever the spaces and the dot', () => {
    const members = [person('1', '王示例'), person('2', '阿依·示例')]
    expect(residentNamed(members, '王 示 例')?._id).toBe('1')
    expect(residentNamed(members, '阿依•示例')?._id).toBe('2')
    expect(residentNamed(members, '王示')).toBeNull()
  })

  it('is not found for who has moved or died, and left to the clerk for namesakes', () => {
    expect(residentNamed([person('1', '王示例', 'moved')], '王示例')).toBeNull()
    expect(residentNamed([person('1', '王示例'), person('2', '王示例')], '王示例')).toBeNull()
    expect(residentNamed([person('1', '王示例', 'dead'), person('2', '王示例')], '王示例')?._id).toBe('2')
  })
})

describe('who verifies', () => {
  it('is the village’s own clerk, and for an office the township', () => {
    const clerk = [{ role: 'clerk' as const, region: village }]
    const officer = [{ role: 'township-officer' as const, region: village.slice(0, 9) }]
    expect([mayVerify(clerk, village, false), mayVerify(clerk, village, true)]).toEqual([true, false])
    expect([mayVerify(officer, village, false), mayVerify(officer, village, true)]).toEqual([true, true])
    expect(mayVerify(clerk, '310116109214', false)).toBe(false)
    expect(mayVerify([{ role: 'publisher', region: village }], village, false)).toBe(false)
  })

  it('counts an office until its term is over', () => {
    expect(holdsOffice([{ since: now, until: null }], now)).toBe(true)
    expect(holdsOffice([{ since: now, until: now }], now)).toBe(false)
  })
})

describe('what an account amounts to', () => {
  const account = { _id: 'a', verifiedAt: now, disputedAt: null }
  const homes = (who: PersonDoc, change: object = {}, tied: string[] = []) =>
    viewerOf({ ...account, ...change }, { person: who, roles: [], tied, caredFor: [] }, now).residences
  it('is a residence only while verified, undisputed and living there', () => {
    expect(homes(person('1', '甲'))).toHaveLength(1)
    expect(homes(person('1', '甲'), { verifiedAt: null })).toEqual([])
    expect(homes(person('1', '甲'), { disputedAt: now })).toEqual([])
    expect(homes(person('1', '甲', 'moved'))).toEqual([])
  })

  it('has the rows of what belongs to its household, and loses them with it', () => {
    const viewer = { ...visitor, residences: homes(person('1', '甲'), {}, ['contract']) }
    expect([isOwn(viewer, 'h'), isOwn(viewer, 'contract'), isOwn(viewer, 'other')]).toEqual([
      true,
      true,
      false,
    ])
    expect(homes(person('1', '甲', 'dead'), {}, ['contract'])).toEqual([])
  })
})

describe('a refresh token', () => {
  it('is the same for the same turn, and read by its own secret only', () => {
    const token = refreshToken({ family: 'f-1', turn: 3 }, 'secret')
    expect(refreshToken({ family: 'f-1', turn: 3 }, 'secret')).toBe(token)
    expect(readRefreshToken(token, 'secret')).toEqual({ family: 'f-1', turn: 3 })
    expect(readRefreshToken(token, 'another')).toBeNull()
    expect(readRefreshToken(token.replace('.3.', '.4.'), 'secret')).toBeNull()
  })
})
