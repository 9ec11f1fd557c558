import {
  evaluate,
  isCreditCode,
  mostOfAll,
  type Outcome,
  plusDays,
  policyField,
  qualificationWords,
  shanghaiDate,
  staleFields,
  workingDaysBetween,
} from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { demoEnterprises, demoPayments, demoPolicies, demoRegister } from '../../server/src/demo/packages'
import { demoVillage } from '../../server/src/demo/village'
import { industries, officeHours, workingDayTable } from '../../server/src/rules/office-tables'

const base = new Date('2026-11-27T02:00:00Z')
const day = shanghaiDate(base)
const enterprises = demoEnterprises(base)
const register = demoRegister(base)
const payments = demoPayments(base)
const policies = new Map(demoPolicies(base).map(({ key, content }) => [key, content]))
const enterprise = (key: string) => {
  const found = enterprises.find((one) => one.key === key)
  if (!found) throw new RangeError(key)
  return found.profile
}
const matched = (policy: string, key: string, on = day) => {
  const content = policies.get(policy)
  if (!content) throw new RangeError(policy)
  return evaluate({ key: policy, ...content }, enterprise(key), on)
}

describe("the demo's enterprises", () => {
  it('are six with sound codes that are plainly made up, two of them of one owner', () => {
    expect(enterprises.map(({ key }) => key)).toEqual([
      'vegetable-cooperative',
      'grain-farm',
      'guesthouse',
      'village-shop',
      'machine-works',
      'software-firm',
    ])
    const owned = enterprises.filter(({ owner }) => owner === 'enterprise-owner')
    expect(owned).toHaveLength(2)
    expect(demoVillage(base).personas.map(({ persona }) => persona)).toContain('enterprise-owner')
  })

  it.each(enterprises)('$key names fields and qualifications that there are', ({ profile }) => {
    for (const [name] of Object.entries(profile.others))
      expect([name, policyField('enterprise', name)?.perYear]).toEqual([name, null])
    for (const { others } of profile.years)
      for (const name of Object.keys(others))
        expect([name, policyField('enterprise', name)?.perYear]).toEqual([
          name,
          expect.stringMatching(/last|this/),
        ])
    for (const { kind } of profile.qualifications ?? [])
      expect(Object.keys(qualificationWords)).toContain(kind)
    for (const { policy, on } of profile.received ?? []) {
      expect(policies.has(policy)).toBe(true)
      expect(on < day).toBe(true)
    }
  })

  it.each<[string, string, Outcome]>([
    ['green-food', 'vegetable-cooperative', 'eligible'],
    ['green-food', 'grain-farm', 'notEligible'],
    ['facility-field', 'vegetable-cooperative', 'possible'],
    ['facility-field', 'grain-farm', 'notEligible'],
    ['farm-machine', 'grain-farm', 'eligible'],
    ['farm-machine', 'vegetable-cooperative', 'possible'],
    ['key-group-jobs', 'machine-works', 'eligible'],
    ['key-group-jobs', 'software-firm', 'possible'],
    ['key-group-jobs', 'village-shop', 'notEligible'],
    ['expansion-jobs', 'software-firm', 'eligible'],
    ['expansion-jobs', 'village-shop', 'notEligible'],
    ['rd-subsidy', 'software-firm', 'eligible'],
    ['rd-subsidy', 'machine-works', 'possible'],
    ['high-tech-first', 'software-firm', 'eligible'],
    ['high-tech-first', 'machine-works', 'notEligible'],
    ['specialised-firm', 'software-firm', 'eligible'],
    ['specialised-firm', 'machine-works', 'eligible'],
    ['organic-fertiliser', 'vegetable-cooperative', 'received'],
    ['organic-fertiliser', 'grain-farm', 'eligible'],
    ['guesthouse-star', 'guesthouse', 'eligible'],
    ['guesthouse-star', 'village-shop', 'notEligible'],
    ['startup-insurance', 'village-shop', 'eligible'],
    ['startup-insurance', 'software-firm', 'possible'],
    ['startup-insurance', 'machine-works', 'notEligible'],
  ])('%s for %s is %s', (policy, key, outcome) => {
    expect(matched(policy, key).outcome).toBe(outcome)
  })

  it('leave open what one question settles: the years of the lease', () => {
    expect(matched('facility-field', 'vegetable-cooperative').open).toEqual(['leaseYearsLeft'])
  })

  it('open again next year what was had this year', () => {
    expect(matched('organic-fertiliser', 'vegetable-cooperative').again).toBe('2027-01-01')
    expect(matched('organic-fertiliser', 'vegetable-cooperative', '2027-01-01').outcome).not.toBe('received')
  })

  it('lose 初创社保补贴 in nine days, as one shop turns three', () => {
    expect(matched('startup-insurance', 'village-shop', plusDays(day, 8)).outcome).toBe('eligible')
    expect(matched('startup-insurance', 'village-shop', plusDays(day, 9)).outcome).toBe('notEligible')
  })

  it('count the award of 高企 or 专精特新 once', () => {
    const both = ['high-tech-first', 'specialised-firm'].flatMap((key) => {
      const content = policies.get(key)
      return content ? [{ key, ...content }] : []
    })
    expect(mostOfAll(both, {})).toMatchObject({ fen: 20_000_000, policies: ['high-tech-first'] })
  })

  it('ask once for figures of which only an older year is known', () => {
    expect(staleFields(enterprise('grain-farm'), day)).toContain('revenueFen')
    expect(staleFields(enterprise('machine-works'), day)).toEqual([])
  })

  it('each have something to apply for and something to answer', () => {
    for (const { key } of enterprises) {
      const outcomes = [...policies]
        .filter(([, { audience }]) => audience === 'enterprise')
        .map(([policy]) => matched(policy, key).outcome)
      expect([key, outcomes.includes('eligible'), outcomes.includes('possible')]).toEqual([key, true, true])
    }
  })
})

describe("the county's register", () => {
  const codes = industries().rows.map((row) => row.slice(0, row.indexOf(' ')))

  it('has about sixty enterprises, each under a sound code and a name of its own', () => {
    expect(register.length).toBeGreaterThanOrEqual(60)
    expect(register.filter(({ creditCode }) => !isCreditCode(creditCode))).toEqual([])
    expect(new Set(register.map(({ creditCode }) => creditCode)).size).toBe(register.length)
    expect(new Set(register.map(({ name }) => name)).size).toBe(register.length)
  })

  it('has industries and places that there are, and nobody founded in the future', () => {
    const places = demoVillage(base).regions.map(({ code }) => code)
    for (const { industry, region, foundedOn } of register) {
      expect(codes).toContain(industry.slice(1, 4))
      expect(places).toContain(region)
      expect(foundedOn < day).toBe(true)
    }
  })

  it('has the six as they say of themselves', () => {
    for (const { profile } of enterprises)
      expect(register).toContainEqual({
        name: profile.name,
        creditCode: profile.creditCode,
        kind: profile.kind,
        region: profile.region,
        industry: profile.industries?.[0],
        foundedOn: profile.foundedOn,
      })
  })
})

describe('the payments', () => {
  const paid = (policy: string) => payments.filter((one) => one.policy === policy && one.paidOn !== null)

  it('are of policies and enterprises that there are, step after step', () => {
    for (const { policy, creditCode, handedInOn, approvedOn, paidOn, fen } of payments) {
      expect(policies.get(policy)?.audience).toBe('enterprise')
      expect(register.some((one) => one.creditCode === creditCode)).toBe(true)
      const steps = [handedInOn, approvedOn, paidOn].filter((one) => one !== null)
      expect(steps.length).toBeGreaterThan(0)
      expect([...steps].sort()).toEqual(steps)
      expect(steps.every((one) => one <= day)).toBe(true)
      expect(paidOn !== null && approvedOn === null).toBe(false)
      expect(fen === null).toBe(approvedOn === null)
      if (handedInOn === null) expect(policies.get(policy)?.way).toBe('instant')
    }
  })

  it('are enough for counts of at least three, and of one policy too few', () => {
    const counts = [...policies.keys()].map((key) => paid(key).length).filter((count) => count > 0)
    expect(counts.filter((count) => count >= 3).length).toBeGreaterThanOrEqual(5)
    expect(counts.some((count) => count < 3)).toBe(true)
  })

  it('came in time, but one that waits for longer than is allowed', () => {
    const allowed = officeHours().payDays.amount
    const waited = payments.map(
      ({ approvedOn, paidOn }) =>
        approvedOn && workingDaysBetween(approvedOn, paidOn ?? day, workingDayTable()),
    )
    expect(waited.filter((one) => Number(one) > allowed)).toHaveLength(1)
    expect(waited).toContain(13)
  })

  it('are what the six say they have received', () => {
    const [had] = enterprise('vegetable-cooperative').received ?? []
    const creditCode = enterprise('vegetable-cooperative').creditCode
    expect(payments).toContainEqual(
      expect.objectContaining({ creditCode, policy: had?.policy, paidOn: had?.on, fen: had?.fen }),
    )
  })
})

describe.each(['2026-01-02', '2026-05-31', '2026-12-30', '2027-03-01', '2028-02-29'])(
  'the demo on %s',
  (then) => {
    const at = new Date(`${then}T02:00:00Z`)

    it('has nobody founded and nothing paid in the future', () => {
      for (const { foundedOn } of demoRegister(at)) expect(foundedOn < then).toBe(true)
      for (const { handedInOn, approvedOn, paidOn } of demoPayments(at)) {
        const steps = [handedInOn, approvedOn, paidOn].filter((one) => one !== null)
        expect([...steps].sort()).toEqual(steps)
        expect(steps.every((one) => one <= then)).toBe(true)
      }
    })

    it('has the shop that turns three in nine days, and six that are in the register', () => {
      const shop = demoEnterprises(at).find(({ key }) => key === 'village-shop')?.profile
      const startup = demoPolicies(at).find(({ key }) => key === 'startup-insurance')
      if (!shop || !startup) throw new RangeError('the shop and its policy')
      const outcome = (on: string) => evaluate({ key: startup.key, ...startup.content }, shop, on).outcome
      expect(outcome(plusDays(then, 8))).not.toBe('notEligible')
      expect(outcome(plusDays(then, 9))).toBe('notEligible')
      const codes = new Set(demoRegister(at).map(({ creditCode }) => creditCode))
      for (const { profile } of demoEnterprises(at)) expect(codes).toContain(profile.creditCode)
    })
  },
)
