import {
  type Condition,
  isCondition,
  type MatchedPolicy,
  outcomeOf,
  plusDays,
  policyFields,
  type Rule,
  type RuleNode,
  subjectOf,
} from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { countBits, everyBit, placesOf } from '../../server/src/features/packages/matching/bits'
import { Kernel, outcomeAt } from '../../server/src/features/packages/matching/kernel'
import { policyIndex } from '../../server/src/features/packages/matching/policy-index'
import { enterpriseTable } from '../../server/src/features/packages/matching/table'
import { matchDay, type Random, randomFrom, randomPolicy, randomProfile } from '../bench/match-data'

const seeds = fc.integer({ min: 0, max: 2 ** 31 })
const days = fc.integer({ min: -400, max: 800 }).map((by) => plusDays(matchDay, by))

/** Rules that no form would make: values of any sort, fields that there are not, empty groups. */
function oddRule(random: Random): Rule {
  const below = (most: number) => Math.floor(random() * most)
  const fields = policyFields('enterprise')
  const values = [3, 'company', 'A01', ['A', 'C13'], '2020-01-01', true, ['greenFood', 'x'], []]
  const node = (depth: number): RuleNode => {
    if (depth === 0 || random() < 0.4) {
      const field = fields[below(fields.length)]
      return {
        field: random() < 0.05 ? 'noSuchField' : (field?.name ?? ''),
        op: field?.ops[below(field.ops.length)] ?? 'in',
        value: (field?.ops.includes('between')
          ? [10, 900]
          : values[below(values.length)]) as Condition['value'],
        hard: random() < 0.85,
        sourceText: '',
      }
    }
    const members = Array.from({ length: below(4) }, () => node(depth - 1))
    return [{ all: members }, { any: members }, { none: members }][below(3)] as Rule
  }
  const made = node(3)
  return isCondition(made) ? { all: [made] } : made
}

function world(seed: number, odd: boolean) {
  const random = randomFrom(seed)
  const policies: MatchedPolicy[] = Array.from({ length: 30 }, (_, at) => {
    const policy = randomPolicy(random, at, 30)
    return odd ? { ...policy, rule: oddRule(random) } : policy
  })
  const profiles = Array.from({ length: 67 }, () => {
    const profile = randomProfile(random, 30)
    if (!odd || random() < 0.5) return profile
    // Answers of another sort than their field's.
    const wrong = {
      landArea: 'much',
      starRating: 3,
      farmInsured: 1,
      size: ['small', 'micro'],
      qualifications: 'highTech',
    }
    return { ...profile, others: { ...profile.others, ...wrong } }
  })
  return { policies, profiles }
}

describe.each([
  ['rules as they are written', false],
  ['rules that nobody would write', true],
])('%s', (_name, odd) => {
  it('come out in bulk as they do one by one', () => {
    fc.assert(
      fc.property(seeds, days, (seed, day) => {
        const { policies, profiles } = world(seed, odd)
        const table = enterpriseTable(
          profiles.map((profile, at) => ({ id: String(at), profile })),
          profiles.length,
        )
        const kernel = new Kernel(table)
        for (const policy of policies) {
          const found = kernel.outcomes(policy, day)
          for (const [row, profile] of profiles.entries())
            expect([row, policy.rule, outcomeAt(found, row)]).toEqual([
              row,
              policy.rule,
              outcomeOf(policy, subjectOf(profile), day),
            ])
        }
      }),
      { numRuns: 12 },
    )
  })

  it('are found by the index just as by the evaluation of all', () => {
    fc.assert(
      fc.property(seeds, days, (seed, day) => {
        const { policies, profiles } = world(seed, odd)
        const index = policyIndex(policies)
        for (const profile of profiles) {
          const subject = subjectOf(profile)
          const all = policies.flatMap((policy) => {
            const outcome = outcomeOf(policy, subject, day)
            return outcome === 'notEligible' ? [] : [[policy.key, outcome]]
          })
          expect(index.match(subject, day).map(({ policy, outcome }) => [policy.key, outcome])).toEqual(all)
        }
      }),
      { numRuns: 12 },
    )
  })
})

describe('the index', () => {
  it('leaves most policies unevaluated', () => {
    const { policies, profiles } = world(7, false)
    const index = policyIndex(policies)
    const candidates = profiles.map((profile) => index.candidates(subjectOf(profile), matchDay).length)
    expect(candidates.reduce((sum, one) => sum + one, 0) / profiles.length).toBeLessThan(
      policies.length * 0.6,
    )
  })
})

describe('bits', () => {
  it('are counted and found', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 99 })), (places) => {
        const bits = everyBit(100).fill(0)
        for (const at of places) bits[at >>> 5] = (bits[at >>> 5] ?? 0) | (1 << (at & 31))
        expect(countBits(bits)).toBe(places.length)
        expect([...placesOf(bits)]).toEqual([...places].sort((a, b) => a - b))
      }),
    )
    expect(countBits(everyBit(67))).toBe(67)
    expect(countBits(everyBit(64))).toBe(64)
  })
})
