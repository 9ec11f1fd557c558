import { blankProfile, policyField, policyFields } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { factIn, knownIn, sections, sectionsFor } from '../../../miniapp/src/policies/profile/fields'
import { readTyped, shownValue } from '../../../miniapp/src/policies/profile/typed'

const today = '2026-11-28'
/** Asked in steps of their own, or followed from what is asked. */
const elsewhere = new Set([
  ...['kind', 'region', 'industry', 'foundedOn', 'size', 'staff', 'revenueFen', 'assetsFen'],
  ...['qualifications', 'certificateIssuedOn', 'leaseYearsLeft'],
])

describe('the fields of a profile', () => {
  it('are all asked for, each in one section', () => {
    const asked = policyFields('enterprise').filter(
      ({ name, asks }) => asks[0] === name && !elsewhere.has(name),
    )
    const all = sections.flatMap(({ fields }) => fields)
    expect([...all].sort()).toEqual(asked.map(({ name }) => name).sort())
  })

  it('of its industry come right after what concerns everybody', () => {
    const titles = (industries: string[] | null) => sectionsFor({ industries }).map(({ title }) => title)
    expect(titles(['A0141']).slice(0, 2)).toEqual(['有没有这些情况', '土地和生产'])
    expect(titles(['C3572']).slice(0, 3)).toEqual(['有没有这些情况', '用工', '技术和投入'])
    expect(titles(null)).toHaveLength(sections.length)
  })

  it('of a year are read from that year alone', () => {
    const year = (of: number, staff: number, fertiliserTonnes: number | null) => ({
      ...{ year: of, staff, revenueFen: null, assetsFen: null, others: { fertiliserTonnes } },
    })
    const profile = {
      ...blankProfile('示例'),
      years: [year(2026, 9, 60), year(2025, 8, 50), year(2024, 7, 40)],
    }
    const known = (name: string) => {
      const field = policyField('enterprise', name)
      return field && factIn(profile, field, today)
    }
    expect([known('staff'), known('fertiliserTonnes'), known('landArea')]).toEqual([8, 60, null])
    const farming = sections.find(({ title }) => title === '土地和生产')
    expect(farming && knownIn(profile, farming, today)).toBe(1)
  })
})

describe('what is typed', () => {
  const read = (name: string, typed: string) => {
    const field = policyField('enterprise', name)
    if (!field) throw new Error(name)
    const found = readTyped(field, typed)
    return 'value' in found ? found.value : found.problem
  }

  it.each([
    ['revenueFen', '380', 380_000_000],
    ['revenueFen', '38.5', 38_500_000],
    ['revenueFen', '385000元', 38_500_000],
    ['revenueFen', '1,200', 1_200_000_000],
    ['staff', '18', 18],
    ['landArea', '86.5', 8_650],
    ['rdPermille', '5.5', 55],
    ['leaseEnd', '2030-6-1', '2030-06-01'],
    ['staff', '', null],
    ['revenueFen', '  ', null],
  ])('for %s as %s is %s', (name, typed, value) => {
    expect(read(name, typed)).toBe(value)
  })

  it.each([
    ['staff', '很多'],
    ['staff', '1.5'],
    ['leaseEnd', '2030-2-31'],
  ])('for %s as %s is not taken', (name, typed) => {
    expect(read(name, typed)).toMatch(/请|小数/)
  })

  it('is shown as it is typed', () => {
    for (const [name, typed] of [
      ['revenueFen', '38.5'],
      ['landArea', '86.5'],
      ['rdPermille', '5.5'],
      ['staff', '18'],
    ] as const) {
      const field = policyField('enterprise', name)
      if (!field) throw new Error(name)
      const value = read(name, typed)
      expect(shownValue(field, value)).toBe(typed)
    }
  })
})
