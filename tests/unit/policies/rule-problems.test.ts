import { type ConditionOp, type FactValue, isRule, ruleProblems } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { cond } from './samples'

const said = { sourceText: '原文的一句话' }
const one = (field: string, op: ConditionOp, value: FactValue) => ({
  all: [cond(field, op, value as string, said)],
})

describe('a rule is refused', () => {
  it.each<[string, unknown, string]>([
    ['on an unknown field', one('moon', 'is', true), '没有“moon”这一栏'],
    ['on a villager’s field', one('ageYears', 'gte', 60), '没有“ageYears”这一栏'],
    ['on what is data only', one('taxGrade', 'in', ['A']), '只作参考'],
    ['with an op that is not the field’s', one('dishonest', 'gte', 1), '不能用“以上”'],
    ['with an op that is none', one('staff', '$gt' as ConditionOp, 1), '不能用“$gt”'],
    ['with a text for a number', one('staff', 'gte', '10'), '要填一个数'],
    ['with a number below zero', one('staff', 'gte', -1), '不能小于0'],
    ['with parts of a fen', one('revenueFen', 'gte', 1.5), '以分计'],
    ['with more than all', one('rdPermille', 'gte', 1_001), '100%'],
    ['with a choice that is none', one('kind', 'in', ['bank']), '没有“bank”这一种'],
    ['with no choice', one('kind', 'in', []), '还没有选'],
    ['with a code that is none', one('industry', 'prefix', ['A99']), '没有“A99”这个代码'],
    ['with a day that is none', one('foundedOn', 'before', '2026-02-30'), '要填一个日期'],
    ['with a range upside down', { all: [cond('staff', 'between', [20, 10], said)] }, '请对调'],
    ['without its sentence', { all: [cond('staff', 'gte', 1)] }, '请贴上原文'],
    [
      'without hard or soft',
      { all: [{ field: 'staff', op: 'gte', value: 1, sourceText: '一' }] },
      '必须符合',
    ],
    ['as a bare condition', cond('staff', 'gte', 1, said), '要放在一组里'],
    ['with two joins', { all: [], any: [] }, '一组条件要写明'],
    ['with no join', {}, '一组条件要写明'],
    ['as a list', [], '一条条件'],
    ['as nothing', null, '一条条件'],
    ['with an empty group', { all: [{ any: [] }] }, '还没有条件'],
    ['too deep', { all: [{ all: [{ all: [{ all: [{ all: [] }] }] }] }] }, '套得太深'],
    ['too wide', { all: Array.from({ length: 21 }, () => cond('staff', 'gte', 1, said)) }, '一组最多20条'],
  ])('%s', (_, rule, message) => {
    expect(
      ruleProblems(rule)
        .map((problem) => problem.message)
        .join(),
    ).toContain(message)
    expect(isRule(rule)).toBe(false)
  })

  it('at the place where it is wrong', () => {
    const rule = { all: [cond('staff', 'gte', 1, said), { none: [cond('moon', 'is', true, said)] }] }
    expect(ruleProblems(rule).map(({ path }) => path)).toEqual(['all.1.none.0'])
  })

  it('where it has too many conditions', () => {
    const group = { all: Array.from({ length: 16 }, () => cond('staff', 'gte', 1, said)) }
    expect(ruleProblems({ all: [group, group, group, group] })).toEqual([
      { path: '', message: '条件太多了，最多60条。' },
    ])
  })

  it('never throws, whatever comes', () => {
    for (const odd of [0, 'x', true, undefined, { all: 3 }, { all: [null, 3, 'x', [[]]] }])
      expect(ruleProblems(odd).length).toBeGreaterThan(0)
  })
})
