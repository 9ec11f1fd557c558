import { householdKey, householdWritten } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'

const register = [{ code: 'HT-15-002' }, { code: 'HT-1-5003' }, { code: 'HT-15-003' }, { code: '15组-7' }]

describe('a household code as people type it', () => {
  it.each([
    ['as it is written', 'HT-15-002'],
    ['in small letters', 'ht-15-002'],
    ['without dashes', 'HT15002'],
    ['with one dash', 'HT15-002'],
    ['in full width', 'ＨＴ－１５－００２'],
    ['with long dashes', 'HT—15—002'],
    ['with another dash of the keyboard', 'HT–15‐002'],
    ['with a minus sign', 'HT−15−002'],
    ['with underscores', 'HT_15_002'],
    ['with spaces', ' HT 15 002 '],
    ['with spaces of full width', 'HT　15　002'],
    ['with a sign that is not seen', 'HT-15\u200b-002'],
    ['with dots', 'HT.15.002'],
  ])('%s', (_how, typed) => {
    expect(householdWritten(register, typed)?.code).toBe('HT-15-002')
  })

  it('keeps its Chinese words', () => {
    expect(householdWritten(register, '１５组７')?.code).toBe('15组-7')
  })

  it('means nobody where two could be meant, unless it is written just so', () => {
    expect(householdWritten(register, 'HT15003')).toBeUndefined()
    expect(householdWritten(register, 'HT－1－5003')?.code).toBe('HT-1-5003')
    expect(householdWritten(register, 'HT-15-003')?.code).toBe('HT-15-003')
  })

  it.each(['', '—', '…', '　'])('means nobody where it says nothing: “%s”', (typed) => {
    expect(householdKey(typed)).toBe('')
    expect(householdWritten(register, typed)).toBeUndefined()
  })
})
