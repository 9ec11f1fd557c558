import { describe, expect, it } from '@jest/globals'
import { bodyOf, missingOf, nothingTyped } from '../../../miniapp/src/policy-office/payments/typed'

const typed = { ...nothingTyped, policy: 'p', creditCode: '93310116DEM0000141', handedInOn: '2026-11-01' }

describe('a payment that is typed', () => {
  it('says what is missing for the stage it is at', () => {
    expect(missingOf(nothingTyped)).toBe('请先选政策')
    expect(missingOf({ ...nothingTyped, policy: 'p' })).toBe('请填统一社会信用代码')
    expect(missingOf(typed)).toBeUndefined()
    expect(missingOf({ ...typed, step: 'approved' })).toBe('请填核准日期')
    expect(missingOf({ ...typed, step: 'paid', paidOn: '2026-11-20' })).toBe('请填金额')
    expect(missingOf({ ...typed, step: 'refused', refusedOn: '2026-11-20' })).toBe('请写没通过的原因')
  })

  it('sends nothing that another stage asked for, and stays the one it was', () => {
    const all = {
      approvedOn: '2026-11-10',
      paidOn: '2026-11-20',
      fen: 100,
      refusedOn: '2026-11-09',
      reason: '缺',
    }
    const none = { approvedOn: null, refusedOn: null, paidOn: null, fen: null, reason: null }
    expect(bodyOf({ ...typed, ...all })).toMatchObject(none)
    expect(bodyOf({ ...typed, ...all })).not.toHaveProperty('batch')
    expect(bodyOf({ ...typed, ...all, step: 'approved' })).toMatchObject({ fen: 100, paidOn: null })
    expect(bodyOf({ ...typed, ...all, step: 'refused' })).toMatchObject({ fen: null, reason: '缺' })
    expect(bodyOf({ ...typed, ...all, step: 'paid', batch: '2025' })).toMatchObject({
      ...{ batch: '2025', approvedOn: '2026-11-10', paidOn: '2026-11-20', refusedOn: null },
    })
  })
})
