import {
  type Condition,
  conditionsOf,
  conditionTruth,
  evaluateFor,
  type Facts,
  type FactValue,
  hardTruth,
  type MatchedPolicy,
  openFields,
  outcomeOf,
  type PolicyField,
  policyFields,
  type Rule,
  ruleProblems,
  ruleTruth,
  type Subject,
} from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'

const today = '2026-11-26'

/** Few fields, so that conditions meet; one of each kind. */
const names = [
  'kind',
  'qualifications',
  'industry',
  'landArea',
  'insuredStaff',
  'dishonest',
  'leaseEnd',
  'leaseYearsLeft',
]
const fields = policyFields('enterprise').filter(({ name }) => names.includes(name))
const fieldNamed = (name: string) => fields.find((field) => field.name === name) as PolicyField

const codes = ['A', 'A01', 'A014', 'C', 'C13']
const sets = ['greenFood', 'organic', 'highTech']
const days = ['2026-01-01', '2028-06-30', '2033-01-01']
const some = (values: readonly string[]) => fc.subarray([...values], { minLength: 1 })
const small = fc.integer({ min: 0, max: 6 })

function valuesOf({ kind, choices }: PolicyField): fc.Arbitrary<FactValue> {
  switch (kind) {
    case 'choice':
      return fc.constantFrom(...(choices ?? []).slice(0, 3).map(({ value }) => value))
    case 'set':
      return fc.subarray(sets)
    case 'code':
      return fc.constantFrom('A0141', 'A0210', 'C1310').map((code) => [code])
    case 'yesNo':
      return fc.boolean()
    case 'date':
      return fc.constantFrom(...days)
    default:
      return small
  }
}

function asked(field: PolicyField): fc.Arbitrary<Pick<Condition, 'op' | 'value'>> {
  const op = fc.constantFrom(...field.ops)
  return op.chain((op): fc.Arbitrary<Pick<Condition, 'op' | 'value'>> => {
    if (op === 'between')
      return fc.tuple(small, small).map(([a, b]) => ({ op, value: [Math.min(a, b), Math.max(a, b)] }))
    if (field.kind === 'choice')
      return some(['company', 'soleTrader', 'cooperative']).map((value) => ({ op, value }))
    if (field.kind === 'set') return some(sets).map((value) => ({ op, value }))
    if (field.kind === 'code') return some(codes).map((value) => ({ op, value }))
    if (field.kind === 'yesNo') return fc.boolean().map((value) => ({ op, value }))
    if (field.kind === 'date') return fc.constantFrom(...days).map((value) => ({ op, value }))
    return small.map((value) => ({ op, value }))
  })
}

const condition = fc
  .constantFrom(...fields)
  .chain((field) =>
    fc
      .record({ asked: asked(field), hard: fc.integer({ min: 0, max: 4 }) })
      .map(
        ({ asked, hard }): Condition => ({ field: field.name, ...asked, hard: hard > 0, sourceText: '原文' }),
      ),
  )

const { rule } = fc.letrec<{ rule: Rule; node: Rule | Condition }>((tie) => ({
  node: fc.oneof({ maxDepth: 3, withCrossShrink: true }, condition, tie('rule')),
  rule: fc
    .tuple(fc.constantFrom('all', 'any', 'none'), fc.array(tie('node'), { minLength: 1, maxLength: 4 }))
    .map(([join, members]) => ({ [join]: members }) as unknown as Rule),
}))

const wholeFacts: fc.Arbitrary<Facts> = fc.record(
  Object.fromEntries(fields.map((field) => [field.name, valuesOf(field)])),
) as fc.Arbitrary<Facts>

/** Everything, and of it what is known. */
const known = fc.tuple(wholeFacts, fc.subarray(fields.map(({ name }) => name))).map(([whole, names]) => ({
  whole,
  part: Object.fromEntries(names.map((name) => [name, whole[name]])) as Facts,
}))

const truthBy = (facts: Facts) => (one: Condition) => conditionTruth(one, facts)
const subjectWith = (facts: Facts): Subject => ({ at: () => facts, received: [] })
const policyWith = (rule: Rule): MatchedPolicy => ({
  key: 'p',
  rule,
  repeat: { kind: 'yearly' },
  excludes: [],
  window: { kind: 'always' },
})

/** Two-valued logic, written another way: null where nothing hard is asked. */
function plainly(node: Rule | Condition, facts: Facts): boolean | null {
  if ('field' in node) return node.hard ? conditionTruth(node, facts) === 'met' : null
  const members = 'all' in node ? node.all : 'any' in node ? node.any : node.none
  const truths = members.map((one) => plainly(one, facts)).filter((one): one is boolean => one !== null)
  if (truths.length === 0) return null
  if ('all' in node) return !truths.includes(false)
  return 'any' in node ? truths.includes(true) : !truths.includes(true)
}

describe('a rule, whatever it is', () => {
  it('that is made of the registry is sound', () => {
    fc.assert(fc.property(rule, (one) => ruleProblems(one).every(({ message }) => /套得太深/.test(message))))
  })

  it('is decided where everything is known, as plain logic decides it', () => {
    fc.assert(
      fc.property(rule, wholeFacts, (one, facts) => {
        expect(ruleTruth(one, truthBy(facts))).toBe((plainly(one, facts) ?? true) ? 'met' : 'unmet')
      }),
    )
  })

  it('once decided stays so, whatever more is learned', () => {
    fc.assert(
      fc.property(rule, known, (one, { whole, part }) => {
        const before = ruleTruth(one, truthBy(part))
        return before === 'unknown' || before === ruleTruth(one, truthBy(whole))
      }),
    )
  })

  it('is undecided only where both could still come of it, or a question is open', () => {
    fc.assert(
      fc.property(rule, known, (one, { part }) => {
        const undecided = ruleTruth(one, truthBy(part)) === 'unknown'
        return undecided === openFields(one, truthBy(part)).length > 0
      }),
    )
  })

  it('is settled by its open questions, whatever the answers are', () => {
    fc.assert(
      fc.property(rule, known, (one, { whole, part }) => {
        const open = openFields(one, truthBy(part))
        const answered = { ...part, ...Object.fromEntries(open.map((name) => [name, whole[name]])) }
        return ruleTruth(one, truthBy(answered)) !== 'unknown'
      }),
      { numRuns: 500 },
    )
  })

  it('asks only for what is not known', () => {
    fc.assert(
      fc.property(rule, known, (one, { part }) =>
        openFields(one, truthBy(part)).every((name) => part[name] === undefined && fieldNamed(name)),
      ),
    )
  })

  it('is not changed by what is only preferred', () => {
    const soften = (node: Rule | Condition, value: boolean): Rule | Condition =>
      'field' in node
        ? node.hard
          ? node
          : { ...node, field: 'dishonest', op: 'is', value }
        : (Object.fromEntries(
            Object.entries(node).map(([join, members]) => [
              join,
              (members as (Rule | Condition)[]).map((one) => soften(one, value)),
            ]),
          ) as unknown as Rule)
    fc.assert(
      fc.property(rule, known, fc.boolean(), (one, { part }, value) => {
        expect(hardTruth(soften(one, value), truthBy(part))).toBe(hardTruth(one, truthBy(part)))
      }),
    )
  })

  it('comes out the same in short and in full', () => {
    fc.assert(
      fc.property(rule, known, (one, { part }) => {
        const full = evaluateFor(policyWith(one), subjectWith(part), today)
        expect(full.outcome).toBe(outcomeOf(policyWith(one), subjectWith(part), today))
        expect(full.conditions).toHaveLength(conditionsOf(one).length)
      }),
    )
  })
})
