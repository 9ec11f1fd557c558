import {
  type Condition,
  conditionsOf,
  policyField,
  ruleProblems,
  searchedFields,
  sentencesOf,
  suggestCondition,
} from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { demoPolicies } from '../../../server/src/demo/packages'

const region = '310116109'
const from = (sentence: string) => suggestCondition(sentence, 'enterprise', { region })
const wan = 1_000_000

type Case = [sentence: string, field: string, op: Condition['op'], value: Condition['value']]

describe('a number in a sentence, after 民法典 1259', () => {
  const cases: Case[] = [
    // 以上, 以下, 以内, 届满 include it.
    ['流转面积50亩以上。', 'landArea', 'gte', 5_000],
    ['流转面积在 50 亩（含）以上。', 'landArea', 'gte', 5_000],
    ['流转面积达到50亩的合作社。', 'landArea', 'gte', 5_000],
    ['流转面积不低于五十亩。', 'landArea', 'gte', 5_000],
    ['流转土地面积不少于2公顷', 'landArea', 'gte', 3_000],
    ['种植面积500亩以下。', 'landArea', 'lte', 50_000],
    ['种植面积在500亩以内。', 'landArea', 'lte', 50_000],
    ['种植面积不超过500亩。', 'landArea', 'lte', 50_000],
    // 超过, 不满, 以外 do not.
    ['流转面积超过50亩。', 'landArea', 'gt', 5_000],
    ['流转面积高于 50.5 亩。', 'landArea', 'gt', 5_050],
    ['流转面积不足50亩。', 'landArea', 'lt', 5_000],
    ['成立不满36个月。', 'ageMonths', 'lt', 36],
    ['成立未满三年的企业。', 'ageMonths', 'lt', 36],
    ['成立满一年。', 'ageMonths', 'gte', 12],
    ['申请时成立满两年以上', 'ageMonths', 'gte', 24],
    ['注册成立时间不超过5年', 'ageMonths', 'lte', 60],
    ['成立365天以上。', 'ageDays', 'gte', 365],
    // Money and shares in the unit that is stored.
    ['上一年度营业收入2000万元以上', 'revenueFen', 'gte', 2_000 * wan],
    ['上年营业收入不低于 1.5 亿元', 'revenueFen', 'gte', 15_000 * wan],
    ['固定资产投资额超过500万元', 'investmentFen', 'gt', 500 * wan],
    ['设备投入１００万元以上', 'equipmentFen', 'gte', 100 * wan],
    ['研发投入占营业收入的比例不低于5%', 'rdPermille', 'gte', 50],
    ['研发费用占比达到百分之三', 'rdPermille', 'gte', 30],
    ['上年裁员率不高于 5.5％', 'layoffPermille', 'lte', 55],
    ['贷款余额在 10 万元以上、300 万元以内。', 'loanFen', 'between', [10 * wan, 300 * wan]],
    ['经营面积30至500亩的', 'landArea', 'between', [3_000, 50_000]],
    // The number of a sentence with several that has the field's own unit.
    ['招用登记失业半年以上、残疾等重点群体 1 人以上。', 'keyGroupHires', 'gte', 1],
    ['签订1年以上劳动合同。', 'contractMonths', 'gte', 12],
    ['为员工连续缴纳社会保险 6 个月以上。', 'insuredMonths', 'gte', 6],
    ['拥有有效发明专利2件以上', 'patents', 'gte', 2],
    ['屋顶光伏装机在 20 千瓦以上。', 'solarKilowatts', 'gte', 20],
    ['从业人员不少于3人', 'staff', 'gte', 3],
  ]
  it.each(cases)('%s → %s %s %s', (sentence, field, op, value) => {
    expect(from(sentence)).toEqual({ field, op, value, hard: true })
  })

  it('that nothing is compared with is none', () => {
    expect(from('本文件自2026年1月1日起施行，共12条。')).toMatchObject({ field: null })
    expect(from('流转面积按确权证书核定。')).toMatchObject({ field: 'qualifications', value: null })
  })
})

describe('what else a sentence says', () => {
  const cases: Case[] = [
    ['申请的是企业、农民专业合作社或家庭农场。', 'kind', 'in', ['company', 'cooperative', 'familyFarm']],
    ['规模为小型或微型。', 'size', 'in', ['small', 'micro']],
    ['没有被列入严重失信主体名单。', 'dishonest', 'is', false],
    ['未被列入经营异常名录', 'abnormal', 'is', false],
    ['产品用上追溯码。', 'traceable', 'is', true],
    ['持有有效的绿色食品证书或有机产品认证', 'qualifications', 'has', ['greenFood', 'organic']],
    ['在本区从事生产经营。', 'region', 'prefix', ['310116']],
    ['在漕泾镇从事生产经营。', 'region', 'prefix', ['310116109']],
    ['主要从事农作物种植（行业代码 A01）。', 'industry', 'prefix', ['A01']],
    ['经营民宿服务（行业代码 6130）。', 'industry', 'prefix', ['H6130']],
    ['2025年1月1日以后成立', 'foundedOn', 'after', '2025-01-01'],
    ['土地租期到2028年12月31日及以后', 'leaseEnd', 'after', '2028-12-31'],
  ]
  it.each(cases)('%s → %s %s %s', (sentence, field, op, value) => {
    expect(from(sentence)).toEqual({ field, op, value, hard: true })
  })

  it('is soft where it only comes first, and of the last day where the sentence says so', () => {
    expect(from('从业人员 3 人以上的，优先安排。')).toMatchObject({ field: 'staff', hard: false })
    expect(from('申请截止当天，科技型中小企业入库资格仍然有效。')).toMatchObject({
      ...{ field: 'qualifications', value: ['techSme'], on: 'windowEnd' },
    })
  })

  it('is a place only where the office knows which', () => {
    expect(suggestCondition('在本区经营。', 'enterprise')).toMatchObject({ field: 'region', value: null })
  })

  it('is of a household where the policy is', () => {
    expect(suggestCondition('年满 65 周岁。', 'household')).toMatchObject({
      field: 'ageYears',
      op: 'gte',
      value: 65,
    })
    expect(suggestCondition('人均月收入不满 1,600 元。', 'household')).toMatchObject({
      ...{ field: 'incomePerHead', op: 'lt', value: 160_000 },
    })
  })

  it.each(['', '。', '以上', '不满', '百分之', '元', '2026年13月40日以后成立', '一二三四五'])(
    'is nothing that a rule could not hold: “%s”',
    (sentence) => {
      const { field, op, value } = from(sentence)
      if (field === null || op === null || value === null) return
      expect(ruleProblems({ all: [{ field, op, value, hard: true, sourceText: '句子' }] })).toEqual([])
    },
  )
})

describe('over all conditions of the demo', () => {
  const all = demoPolicies(new Date('2026-11-28T02:00:00Z')).flatMap(({ content: { rule, audience } }) =>
    conditionsOf(rule).map(({ condition, none }) => ({ condition, none, audience })),
  )
  const listed = (value: unknown) => JSON.stringify([value].flat().map(String).sort())
  const proposed = all.map((one) => ({
    ...one,
    got: suggestCondition(one.condition.sourceText, one.audience, { region }),
  }))

  it('finds nine fields of ten, and four of five as a whole', () => {
    const field = proposed.filter(({ condition, got }) => got.field === condition.field)
    const whole = field.filter(
      ({ condition, got, none }) =>
        none || (got.op === condition.op && listed(got.value) === listed(condition.value)),
    )
    expect(field.length / all.length).toBeGreaterThan(0.9)
    expect(whole.length / all.length).toBeGreaterThan(0.8)
  })

  it('proposes only what a rule may hold', () => {
    for (const { got, audience } of proposed) {
      const { field, op, value } = got
      if (field === null || op === null || value === null) continue
      const rule = { all: [{ field, op, value, hard: got.hard, sourceText: '句子' }] }
      expect(ruleProblems(rule, audience)).toEqual([])
    }
  })
})

describe('a field', () => {
  it('is found by its name, its question or the words of documents', () => {
    const names = (word: string) => searchedFields(word, 'enterprise').map(({ name }) => name)
    expect(names('流转')[0]).toBe('landArea')
    expect(names('社保')).toContain('insuredStaff')
    expect(names('营收')).toContain('revenueFen')
    expect(names('什么都不是')).toEqual([])
  })

  it('that is kept only as data is not offered', () => {
    expect(policyField('enterprise', 'taxGrade')).toBeDefined()
    expect(searchedFields('纳税', 'enterprise').map(({ name }) => name)).not.toContain('taxGrade')
  })
})

describe('the sentences of a document', () => {
  const text = '一、支持谁\n（一）申请的是企业。（二）流转面积50亩以上；有发明专利。\n\n  1. 按时申报'
  it('stand as they do there, without what they are counted by', () => {
    expect(sentencesOf(text).map((line) => line.map((one) => one.text))).toEqual([
      ['支持谁'],
      ['申请的是企业。', '流转面积50亩以上；', '有发明专利。'],
      ['按时申报'],
    ])
    for (const { text: said, at } of sentencesOf(text).flat())
      expect(text.slice(at).startsWith(said)).toBe(true)
  })
})
