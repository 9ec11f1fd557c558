import {
  answeredProfile,
  askedFields,
  blankProfile,
  changedProfile,
  type EnterpriseProfile,
  factsOf,
  filledProfile,
  type ProfileOfEnterprise,
  policyFields,
  profileProblems,
  type Static,
} from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { demoEnterprises } from '../../../server/src/demo/packages'

const day = '2026-11-27'
const blank: EnterpriseProfile = { ...blankProfile('示例小店'), region: '310116109213' }

// Types alone: what the contract says is what the rules know.
const same: EnterpriseProfile extends Static<typeof ProfileOfEnterprise> ? true : false = true

/** A sound value of a field. */
function soundValue(name: string): fc.Arbitrary<string | number | boolean | string[]> {
  const field = policyFields('enterprise').find((one) => one.name === name)
  const choices = field?.choices?.map(({ value }) => value) ?? []
  switch (field?.kind) {
    case 'yesNo':
      return fc.boolean()
    case 'choice':
      return fc.constantFrom(...choices)
    case 'set':
      return fc.subarray(choices)
    case 'code':
      return fc.constantFrom(...(name === 'industry' ? ['A0141', 'C3572'] : ['310116109', '310116109213']))
    case 'date':
      return fc.constantFrom('2019-03-01', '2024-02-29', day)
    case 'permille':
      return fc.integer({ min: 0, max: 1000 })
    case 'years':
      return fc.integer({ min: 1, max: 60 })
    default:
      return fc.integer({ min: 0, max: 1_000_000 })
  }
}

const asked = policyFields('enterprise').filter(
  ({ name }) => askedFields(name)[0] === name && name !== 'size',
)

describe('an answer', () => {
  it('of every field is kept and is a fact from then on; null is unknown again', () => {
    expect(same).toBe(true)
    const one = fc
      .constantFrom(...asked.map(({ name }) => name))
      .chain((name) => fc.tuple(fc.constant(name), soundValue(name)))
    fc.assert(
      fc.property(one, ([name, value]) => {
        const { profile, problems } = answeredProfile(blank, { [name]: value }, day)
        expect([name, problems, profileProblems(profile, day)]).toEqual([name, [], []])
        const fact = factsOf(profile, day)[name]
        if (name === 'leaseYearsLeft') expect(fact).toBe(value)
        else if (name === 'industry') expect(fact).toEqual([value].flat())
        else expect([name, fact]).toEqual([name, value])
        const forgotten = answeredProfile(profile, { [name]: null }, day).profile
        const kept = name === 'leaseYearsLeft' ? 'leaseEnd' : name
        if (name !== 'leaseYearsLeft') expect(factsOf(forgotten, day)[kept]).toBeUndefined()
      }),
      { numRuns: 400 },
    )
  })

  it('of all fields at once is what each of them is alone', () => {
    const answers = Object.fromEntries(
      asked
        .filter(({ name }) => name !== 'leaseYearsLeft')
        .map(({ name }) => [name, fc.sample(soundValue(name), { numRuns: 1, seed: 7 })[0] ?? null]),
    )
    const together = answeredProfile(blank, answers, day)
    const oneByOne = Object.entries(answers).reduce(
      (profile, [name, value]) => answeredProfile(profile, { [name]: value }, day).profile,
      blank,
    )
    expect(together.problems).toEqual([])
    expect(together.profile).toEqual(oneByOne)
  })

  it('never throws at what is no answer, and names the field', () => {
    fc.assert(
      fc.property(fc.string(), fc.anything(), (name, value) => {
        const { problems } = answeredProfile(blank, { [name]: value as never }, day)
        for (const { field } of problems) expect(field).toBe(`answers.${name}`)
      }),
    )
  })
})

describe('a profile', () => {
  it.each(demoEnterprises(new Date('2026-11-27T02:00:00Z')))('of the demo is sound: $key', ({ profile }) => {
    expect(profileProblems(profile, day)).toEqual([])
    expect(changedProfile(profile, {})).toEqual(profile)
    expect(factsOf(filledProfile(profile, blank), day)).toEqual(factsOf(profile, day))
    expect(factsOf(filledProfile(blank, profile), day)).toMatchObject({ region: '310116109213' })
  })

  it('is filled by another figure by figure, and keeps its own', () => {
    const figures = { year: 2025, staff: 3, revenueFen: null, assetsFen: null, others: { exportFen: 1 } }
    const other = {
      year: 2025,
      staff: 9,
      revenueFen: 7,
      assetsFen: null,
      others: { exportFen: 2, visitors: 5 },
    }
    const filled = filledProfile({ ...blank, years: [figures] }, { ...blank, years: [other] })
    expect(filled.years).toEqual([
      { year: 2025, staff: 3, revenueFen: 7, assetsFen: null, others: { exportFen: 1, visitors: 5 } },
    ])
  })

  it('loses a year when nothing of it is known', () => {
    const figures = { year: 2025, staff: 3, revenueFen: null, assetsFen: null, others: {} }
    const known = changedProfile(blank, { years: [figures] })
    expect(known.years).toEqual([figures])
    expect(changedProfile(known, { years: [{ ...figures, staff: null }] }).years).toEqual([])
  })
})
