import {
  type ConditionOp,
  conditionOps,
  conditionTruth,
  type FactValue,
  policyFields,
  ruleProblems,
  sayCondition,
  sayValue,
  type Truth,
} from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { cond } from './samples'

const said = { sourceText: '原文的一句话' }
const one = (field: string, op: ConditionOp, value: FactValue) => ({
  all: [cond(field, op, value as string, said)],
})

describe('the registry of fields', () => {
  const all = [...policyFields('enterprise'), ...policyFields('household')]

  it('has one field of a name, each asked as a question, with ops that its kind allows', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
    for (const { question, title, ops, kind, choices, asks } of all) {
      expect(question).toMatch(/？|。/)
      expect(title).toMatch(/[\u4e00-\u9fff]/)
      expect(ops.every((op) => conditionOps.includes(op))).toBe(true)
      expect(choices !== null).toBe(['choice', 'set', 'yesNo'].includes(kind))
      expect(asks.every((name) => all.some((field) => field.name === name))).toBe(true)
    }
  })
})

describe('a condition', () => {
  it.each<[string, ConditionOp, FactValue, [FactValue | undefined, Truth][]]>([
    [
      'kind',
      'in',
      ['company', 'cooperative'],
      [
        ['company', 'met'],
        ['soleTrader', 'unmet'],
        [undefined, 'unknown'],
      ],
    ],
    [
      'size',
      'in',
      ['small', 'micro'],
      [
        [['small', 'micro'], 'met'],
        [['medium', 'small'], 'unknown'],
        [['large', 'medium'], 'unmet'],
      ],
    ],
    [
      'qualifications',
      'has',
      ['greenFood', 'organic'],
      [
        [['organic'], 'met'],
        [[], 'unmet'],
        [undefined, 'unknown'],
      ],
    ],
    [
      'qualifications',
      'hasNone',
      ['highTech'],
      [
        [[], 'met'],
        [['highTech'], 'unmet'],
        [undefined, 'unknown'],
      ],
    ],
    [
      'industry',
      'prefix',
      ['A01'],
      [
        [['0141'], 'met'],
        [['C13', 'A01'], 'met'],
        [['02'], 'unmet'],
        [['A'], 'unknown'],
      ],
    ],
    [
      'industry',
      'prefix',
      ['6130'],
      [
        [['613'], 'met'],
        [['61'], 'unknown'],
        [['6110'], 'unmet'],
      ],
    ],
    [
      'region',
      'prefix',
      ['310116109'],
      [
        ['310116109213', 'met'],
        ['310116', 'unknown'],
        ['310115', 'unmet'],
      ],
    ],
    [
      'landArea',
      'gte',
      5_000,
      [
        [5_000, 'met'],
        [4_999, 'unmet'],
        [undefined, 'unknown'],
      ],
    ],
    [
      'landArea',
      'gt',
      5_000,
      [
        [5_000, 'unmet'],
        [5_001, 'met'],
      ],
    ],
    [
      'guestRooms',
      'lte',
      14,
      [
        [14, 'met'],
        [15, 'unmet'],
      ],
    ],
    [
      'ageMonths',
      'lt',
      36,
      [
        [35.3, 'met'],
        [36, 'unmet'],
      ],
    ],
    [
      'ageMonths',
      'lte',
      36,
      [
        [36, 'met'],
        [36.01, 'unmet'],
      ],
    ],
    [
      'staff',
      'between',
      [10, 20],
      [
        [10, 'met'],
        [20, 'met'],
        [9, 'unmet'],
        [21, 'unmet'],
      ],
    ],
    [
      'foundedOn',
      'before',
      '2024-12-31',
      [
        ['2024-12-31', 'met'],
        ['2025-01-01', 'unmet'],
      ],
    ],
    [
      'foundedOn',
      'after',
      '2024-12-31',
      [
        ['2024-12-31', 'met'],
        ['2024-12-30', 'unmet'],
      ],
    ],
    [
      'dishonest',
      'is',
      false,
      [
        [false, 'met'],
        [true, 'unmet'],
        [undefined, 'unknown'],
      ],
    ],
  ] as unknown as [string, ConditionOp, FactValue, [FactValue | undefined, Truth][]][])(
    '%s %s %s',
    (field, op, value, cases) => {
      expect(ruleProblems(one(field, op, value))).toEqual([])
      for (const [own, truth] of cases)
        expect(conditionTruth(cond(field, op, value as string), { [field]: own })).toBe(truth)
    },
  )

  it('is said plainly', () => {
    expect(sayCondition(cond('landArea', 'gte', 5_000))).toBe('流转面积50亩以上')
    expect(sayCondition(cond('rdPermille', 'gte', 50))).toBe('研发投入占比5%以上')
    expect(sayCondition(cond('ageMonths', 'lt', 36))).toBe('成立时间不满3年')
    expect(sayCondition(cond('revenueFen', 'lte', 2_000_000_000))).toBe('营业收入2000万元以内')
    expect(sayCondition(cond('dishonest', 'is', false))).toBe('没有失信记录')
    expect(sayCondition(cond('qualifications', 'has', ['highTech', 'techSme']))).toBe(
      '有高新技术企业或科技型中小企业资质',
    )
    expect(sayCondition(cond('industry', 'prefix', ['A01']), () => '农业')).toBe('行业是农业')
    expect(sayCondition(cond('staff', 'between', [10, 20]))).toBe('从业人员10人到20人')
    expect(sayCondition(cond('foundedOn', 'before', '2024-12-31'))).toBe('成立日期2024年12月31日及以前')
  })

  it('has the own value beside it', () => {
    expect(sayValue('landArea', 3_200)).toBe('32亩')
    expect(sayValue('ageMonths', 35.29)).toBe('2年11个月')
    expect(sayValue('leaseYearsLeft', 4.999)).toBe('4.9年')
    expect(sayValue('size', ['small', 'micro'])).toBe('小型或微型')
    expect(sayValue('qualifications', [])).toBe('没有')
    expect(sayValue('interestFen', 150_000)).toBe('1,500元')
    expect(sayValue('dishonest', true)).toBe('有')
    expect(sayValue('foundedOn', '2024-02-29')).toBe('2024年2月29日')
  })
})
