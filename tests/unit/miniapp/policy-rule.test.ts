import { type Condition, conditionsOf, policyField, type Rule, ruleProblems } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { conditionOf, fromSentence, withField, withOp } from '../../../miniapp/src/policy-office/edit/written'
import { typedDay } from '../../../miniapp/src/policy-office/rule/day'
import {
  addTo,
  asAll,
  groupsOf,
  nodeAt,
  placed,
  removeAt,
  replaceAt,
} from '../../../miniapp/src/policy-office/rule/tree'
import { storedNumber, typedNumber, unitFor, unitsOf } from '../../../miniapp/src/policy-office/rule/units'

const one = (field: string): Condition => ({ field, op: 'gte', value: 1, hard: true, sourceText: field })
const rule: Rule = { all: [one('a'), { any: [one('b'), one('c')] }, one('d')] }
const fieldsIn = (of: Rule) => conditionsOf(of).map(({ condition, path }) => `${path} ${condition.field}`)

describe('a rule in the form', () => {
  it('is changed at one place alone', () => {
    expect(nodeAt(rule, 'all.1.any.1')).toEqual(one('c'))
    expect(fieldsIn(replaceAt(rule, 'all.1.any.1', one('x')))).toEqual([
      'all.0 a',
      'all.1.any.0 b',
      'all.1.any.1 x',
      'all.2 d',
    ])
    expect(fieldsIn(addTo(rule, 'all.1', one('x')))).toContain('all.1.any.2 x')
  })

  it('loses a group with its last condition', () => {
    const without = removeAt(removeAt(rule, 'all.1.any.0'), 'all.1.any.0')
    expect(without).toEqual({ all: [one('a'), one('d')] })
    expect(removeAt({ all: [one('a')] }, 'all.0')).toEqual({ all: [] })
  })

  it('takes a condition beside the others, into a group, or into a new one', () => {
    expect(placed({ all: [] }, { fresh: 'all' }, one('a'))).toEqual({ all: [one('a')] })
    expect(placed({ all: [] }, { fresh: 'none' }, one('a'))).toEqual({ all: [{ none: [one('a')] }] })
    const [group] = groupsOf(rule)
    expect(fieldsIn(placed(rule, { group: group?.path ?? '' }, one('x')))).toContain('all.1.any.2 x')
  })

  it('that is joined otherwise stays what it asks', () => {
    const any: Rule = { any: [one('a'), one('b')] }
    expect(asAll(any)).toEqual({ all: [any] })
    expect(asAll({ any: [] })).toEqual({ all: [] })
    expect(asAll(rule)).toBe(rule)
  })
})

describe('a condition while it is written', () => {
  const region = '310116109'

  it('begins with what the sentence seems to say', () => {
    const written = fromSentence('流转面积超过50亩。', 'enterprise', region)
    expect(written).toMatchObject({ field: 'landArea', op: 'gt', value: 5_000, hard: true })
    expect(conditionOf(written, 'enterprise').condition).toMatchObject({ field: 'landArea', op: 'gt' })
  })

  it('says what is missing, and is never one that a rule could not hold', () => {
    const empty = fromSentence('欢迎咨询。', 'enterprise', region)
    expect(conditionOf(empty, 'enterprise').problem).toBe('还没有选是哪一栏。')
    const land = policyField('enterprise', 'landArea')
    if (!land) throw new Error('no such field')
    const chosen = withField(empty, land)
    expect(conditionOf(chosen, 'enterprise').problem).toBe('还没有填要多少、要哪几种。')
    const range = withOp({ ...chosen, value: 5_000 }, 'between')
    expect(range.value).toEqual([5_000, 5_000])
    expect(withOp(range, 'lt').value).toBe(5_000)
    expect(conditionOf({ ...range, value: [9, 1] }, 'enterprise').problem).toContain('下限比上限大')
    expect(conditionOf({ ...range, sourceText: ' ' }, 'enterprise').problem).toContain('原文')
    const { condition } = conditionOf(range, 'enterprise')
    expect(ruleProblems({ all: [condition] })).toEqual([])
  })
})

describe('what is typed', () => {
  it.each([
    ['2026-11-30', '2026-11-30'],
    ['2026年1月5日', '2026-01-05'],
    ['2026.1.5', '2026-01-05'],
    ['20261130', '2026-11-30'],
    ['２０２６－１１－３０', '2026-11-30'],
    ['2026-02-30', null],
    ['明天', null],
  ])('%s is the day %s', (typed, day) => expect(typedDay(typed)).toBe(day))

  it('is kept in the unit of the field', () => {
    const units = (name: string) => unitsOf(policyField('enterprise', name) as never)
    const [wan, yuan] = units('revenueFen')
    if (!wan || !yuan) throw new Error('no units')
    expect(storedNumber('2,000', wan)).toBe(2_000_000_000)
    expect(storedNumber('１２．５', wan)).toBe(12_500_000)
    expect(storedNumber('1600', yuan)).toBe(160_000)
    expect(storedNumber('-1', yuan)).toBeNull()
    expect(storedNumber('几万', wan)).toBeNull()
    expect(unitFor(units('revenueFen'), 160_000).name).toBe('元')
    expect(unitFor(units('revenueFen'), 2_000_000_000).name).toBe('万元')
    expect(typedNumber(3_250, units('landArea')[0] ?? wan)).toBe('32.5')
    expect(storedNumber('5', units('rdPermille')[0] ?? wan)).toBe(50)
    expect(storedNumber('3', units('ageMonths')[1] ?? wan)).toBe(36)
  })
})
