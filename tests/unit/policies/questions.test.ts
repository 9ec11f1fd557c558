import {
  type Facts,
  policyField,
  policyQuestions,
  questionGroups,
  questionWords,
  type Subject,
  tickedFacts,
} from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { cond, policyOf, today } from './samples'

const subject = (facts: Facts): Subject => ({ received: [], at: () => facts })
const lease = cond('leaseYearsLeft', 'gte', 5)
const named = (key: string, ...conditions: ReturnType<typeof cond>[]) =>
  policyOf({ all: conditions }, { key })

describe('questions over many policies', () => {
  const policies = [
    named('a', lease),
    named('b', lease, cond('landArea', 'gte', 100)),
    named('c', lease, cond('kind', 'in', ['company'])),
    named('d', cond('size', 'in', ['micro'])),
    named('e', cond('kind', 'in', ['soleTrader']), cond('contractMonths', 'gte', 12)),
  ]

  it('begin with the one that settles most, and say how many', () => {
    const [first, ...others] = policyQuestions(policies, subject({ kind: 'company' }), today)
    expect(first).toMatchObject({
      name: 'leaseYearsLeft',
      question: '土地租期还有几年？',
      policies: ['a', 'b', 'c'],
      settles: ['a', 'c'],
    })
    expect(first && questionWords(first)).toBe('再答这1个问题，2项政策就清楚。')
    // What cannot fit any more asks nothing.
    expect(others.map(({ name }) => name).sort()).toEqual(['landArea', 'size'])
  })

  it('hold what is judged on the last day against that day', () => {
    const window = { kind: 'dates', from: '2026-11-01', to: '2026-12-10' } as const
    const late = { ...named('a', { ...lease, on: 'windowEnd' }), window }
    const at = (day: string): Facts => (day === '2026-12-10' ? { leaseYearsLeft: 5 } : {})
    expect(policyQuestions([late], { received: [], at }, today)).toEqual([])
    expect(policyQuestions([late], subject({}), today)).toMatchObject([{ settles: ['a'] }])
  })

  it('are none where all is clear', () => {
    const known = { kind: 'company', leaseYearsLeft: 3, size: 'micro' }
    expect(policyQuestions(policies, subject(known), today)).toEqual([])
  })

  it('put what is answered by ticks together', () => {
    const standing = [named('a', cond('dishonest', 'is', false), cond('abnormal', 'is', false))]
    expect(policyQuestions(standing, subject({}), today)).toMatchObject([
      { name: 'standing', fields: ['dishonest', 'abnormal'], settles: ['a'] },
    ])
    const doings = [named('a', cond('landArea', 'gte', 100), cond('patents', 'gte', 1))]
    const [asked] = policyQuestions(doings, subject({}), today)
    // How much land there is, is asked after the tick: the ticks alone may not settle it.
    expect(asked).toMatchObject({ name: 'doings', settles: [], policies: ['a'] })
    expect(asked && questionWords(asked)).toBe('这个问题关系到1项政策。')
  })

  it('by ticks: what is not ticked is not there, and how much there is stays open', () => {
    expect(tickedFacts(['landArea', 'patents', 'dishonest', 'abnormal'], ['landArea', 'abnormal'])).toEqual({
      patents: 0,
      dishonest: false,
      abnormal: true,
    })
  })

  it('have groups of fields that there are, each in one', () => {
    const all = questionGroups.flatMap(({ fields }) => fields)
    const isField = (name: string) =>
      policyField('enterprise', name) !== undefined || policyField('household', name)?.kind === 'yesNo'
    expect(all.filter((name) => !isField(name))).toEqual([])
    expect(new Set(all).size).toBe(all.length)
  })
})
