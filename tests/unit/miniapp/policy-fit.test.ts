import type { PolicyPackage } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { groupsOf } from '../../../miniapp/src/policies/package/groups'
import { conditionsOfDocument } from '../../../miniapp/src/policies/policy/conditions'
import { fitOf, questionsFor } from '../../../miniapp/src/policies/policy/fit-of'
import { demoEnterprises, demoPolicies } from '../../../server/src/demo/packages'
import { policyView } from '../../support/policy-view'

const now = new Date('2026-11-28T02:00:00Z')
const day = '2026-11-28'
const policies = demoPolicies(now)
const viewOf = (key: string) => policyView(key, now)

function packageOf(key: string): PolicyPackage {
  const found = demoEnterprises(now).find((one) => one.key === key)
  if (!found) throw new Error(key)
  return {
    ...{ day, name: found.profile.name, known: found.profile, most: null, entries: [], more: 0 },
    ...{ counts: { eligible: 0, possible: 0, received: 0, policies: 0 }, byBenefit: [], byDeadline: [] },
    ...{ questions: [], stale: [], doubts: [], seenAt: null },
  }
}

const growers = packageOf('vegetable-cooperative')

describe('a policy that is not in the package', () => {
  it('is reckoned on the phone: what excludes is said, with what the enterprise is', () => {
    const { words, conditions } = fitOf(viewOf('grain-scale'), growers, null)
    expect(words).toMatch(/^目前不符合：要求/)
    expect(conditions.filter(({ truth }) => truth === 'unmet').length).toBeGreaterThan(0)
  })

  it('says of an industry or a place the sentence of the document, and never a code', () => {
    for (const { key, content } of policies) {
      if (content.audience !== 'enterprise') continue
      const { conditions, words } = fitOf(viewOf(key), growers, null)
      expect(words).not.toMatch(/是[A-T]\d|\d{9,}/)
      for (const { text, own, source } of conditions) {
        if (!source.startsWith(text)) expect(text).not.toMatch(/[A-T]\d{2,}|\d{9,}/)
        expect(own ?? '').not.toMatch(/^[A-T]\d|\d{9,}/)
      }
    }
  })
})

describe('the questions on the page of a policy', () => {
  it('are those that settle this one', () => {
    const questions = questionsFor(viewOf('facility-field'), growers)
    expect(questions.map(({ name }) => name)).toEqual(['leaseYearsLeft'])
    expect(questions[0]).toMatchObject({ settles: 1, policies: 1 })
  })

  it('are none where it is decided', () => {
    expect(questionsFor(viewOf('grain-scale'), growers)).toEqual([])
  })
})

describe('what a document asks', () => {
  it('is said sentence by sentence, each once; who comes first is marked', () => {
    const said = conditionsOfDocument(viewOf('grain-scale'))
    expect(new Set(said).size).toBe(said.length)
    expect(said.some((sentence) => sentence.startsWith('优先：'))).toBe(true)
  })
})

describe('the groups of a package', () => {
  it('by deadline keep what cannot be applied for now, last', () => {
    const entry = (id: string) =>
      ({ policy: { id }, outcome: 'eligible' }) as PolicyPackage['entries'][number]
    const pack: PolicyPackage = {
      ...growers,
      entries: [entry('a'), entry('b'), entry('c')],
      byDeadline: [
        { on: '2026-12-10', policies: ['b'] },
        { on: null, policies: ['a'] },
      ],
    }
    expect(groupsOf(pack, 'deadline').map(({ name, entries }) => [name, entries.length])).toEqual([
      [expect.stringMatching(/12 月 10 日截止$/), 1],
      ['常年可办', 1],
      ['现在不能申报', 1],
    ])
    expect(groupsOf(pack, 'fit').map(({ name }) => name)).toEqual(['符合'])
  })
})
