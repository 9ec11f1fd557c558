import { factsOf, keptAnswer, monthsFrom, plusMonths, staleFields } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { profileOf, today } from './samples'

describe('facts on a day', () => {
  const figures = (year: number, staff: number | null, others = {}) => ({
    year,
    staff,
    revenueFen: null,
    assetsFen: null,
    others,
  })

  it('grow older by themselves', () => {
    const founded = profileOf({ foundedOn: '2023-12-05' })
    expect(factsOf(founded, '2026-12-04').ageMonths).toBeLessThan(36)
    expect(factsOf(founded, '2026-12-05').ageMonths).toBe(36)
    expect(factsOf(founded, '2023-12-04').ageMonths).toBeUndefined()
    expect(monthsFrom('2024-01-31', '2024-02-29')).toBe(1)
    expect(monthsFrom('2024-02-29', '2025-02-28')).toBe(12)
    expect(plusMonths('2026-12-31', 2)).toBe('2027-02-28')
    expect(plusMonths('2026-01-15', -1)).toBe('2025-12-15')
  })

  it('are of the last year that has ended; an older figure is asked for once', () => {
    const profile = profileOf({ years: [figures(2024, 30, { rdPermille: 60 }), figures(2025, null)] })
    expect(factsOf(profile, today).staff).toBeUndefined()
    expect(staleFields(profile, today)).toEqual(['staff', 'rdPermille'])
    const filled = profileOf({ years: [figures(2024, 30), figures(2025, 12, { rdPermille: 50 })] })
    expect(factsOf(filled, today)).toMatchObject({ staff: 12, rdPermille: 50 })
    expect(staleFields(filled, today)).toEqual([])
    // A new year: what was last year's is older now.
    expect(factsOf(filled, '2027-01-01').staff).toBeUndefined()
    expect(staleFields(filled, '2027-01-01')).toEqual(['staff', 'rdPermille'])
  })

  it('of this year are of this year', () => {
    const profile = profileOf({ years: [figures(2026, 99, { keyGroupHires: 2 })] })
    expect(factsOf(profile, today)).toMatchObject({ keyGroupHires: 2 })
    expect(factsOf(profile, today).staff).toBeUndefined()
    expect(staleFields(profile, '2027-01-01')).toEqual(['keyGroupHires'])
  })

  it('hold the qualifications that are valid on that day, and the age of the newest certificate', () => {
    const profile = profileOf({
      qualifications: [
        { kind: 'greenFood', number: '', from: '2025-11-26', to: '2028-11-25' },
        { kind: 'organic', number: '', from: '2026-11-27', to: null },
        { kind: 'highTech', number: '', from: null, to: '2026-11-25' },
      ],
    })
    expect(factsOf(profile, today)).toMatchObject({
      qualifications: ['greenFood'],
      certificateIssuedOn: '2025-11-26',
      certificateMonths: 12,
    })
    expect(factsOf(profile, '2026-11-27').qualifications).toEqual(['greenFood', 'organic'])
    expect(factsOf(profileOf(), today).qualifications).toBeUndefined()
  })

  it('keep a lease by its last day', () => {
    const { field, value } = keptAnswer('leaseYearsLeft', 5, today)
    expect([field, value]).toEqual(['leaseEnd', '2031-11-25'])
    const profile = profileOf({ others: { [field]: value } })
    expect(factsOf(profile, today).leaseYearsLeft).toBe(5)
    expect(factsOf(profile, '2026-11-27').leaseYearsLeft).toBeLessThan(5)
  })

  it('take nothing that is no field', () => {
    const facts = factsOf(profileOf({ others: { moon: true, staff: 3, landArea: 100 } }), today)
    expect(facts).toEqual({ landArea: 100 })
  })
})
