import { objectionsTo, type PolicyContent, policyReadiness } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { cond, contentOf } from './samples'

const saying = (sourceText: string): PolicyContent =>
  contentOf({ rule: { all: [cond('facilityArea', 'gte', 2_000, { sourceText })] } })

describe('what is objected to while writing', () => {
  it.each([
    ['在本区注册登记的企业', '注册地'],
    ['注册地和纳税关系在本镇', '注册地'],
    ['登记地为本区的合作社', '注册地'],
    ['新迁入本区的企业', '迁入'],
    ['承诺五年内不迁离本区', '迁入'],
    ['上年度纳税额100万元以上', '纳税'],
    ['对地方财力贡献突出的企业', '纳税'],
    ['年税收达到50万元', '纳税'],
    ['仅限附件名单内的企业申报', '特定'],
    ['由漕泾绿源有限公司承担', '特定'],
    ['符合规定的其他条件', '兜底'],
    ['主管部门认为需要的条件', '兜底'],
  ])('“%s”', (sentence, said) => {
    const [objection] = objectionsTo(saying(sentence))
    expect(objection?.field).toBe('content.rule.all.0')
    expect(objection?.message).toContain(said)
    expect(objection?.message).toContain(objection?.wayOut)
    expect(sentence).toContain(objection?.words)
  })

  it.each([
    '在本区从事蔬菜生产',
    '不得要求注册地在本区',
    '不限注册地',
    '注册商标2件以上',
    '纳税信用良好',
    '没有欠税',
    '流转面积50亩以上',
    '仅限小微企业申报',
    '企业、合作社和家庭农场',
    '劳动合同一年以上',
    '绿色食品认证在有效期内',
    '支持范围限于以下行业',
  ])('and not “%s”', (sentence) => {
    expect(objectionsTo(saying(sentence))).toEqual([])
  })

  it('in materials and in the text too, with the place', () => {
    const materials = [
      { name: '申报表', note: '', held: false },
      { name: '其他相关材料', note: '', held: false },
    ]
    expect(objectionsTo(contentOf({ materials }))).toMatchObject([
      { field: 'content.materials.1', words: '其他相关材料' },
    ])
    expect(objectionsTo(contentOf({ text: '第一条。\n税收贡献大的优先。' }))).toMatchObject([
      { field: 'content.text', basis: '公平竞争审查条例' },
    ])
  })
})

describe('a policy is ready', () => {
  it('when it says everything', () => {
    expect(policyReadiness(contentOf())).toEqual([])
    expect(objectionsTo(contentOf())).toEqual([])
  })

  it.each<[string, Partial<PolicyContent>, string]>([
    ['no interpretation', { interpretation: ' \u200b' }, 'content.interpretation'],
    ['no text', { text: '' }, 'content.text'],
    ['no materials', { materials: [] }, 'content.materials'],
    ['no record of fair competition', { competition: null }, 'content.competition'],
    [
      'forwarded without a number',
      { competition: { kind: 'forwarded', documentNo: '' } },
      'content.competition',
    ],
    [
      'not concerned without a reason',
      { competition: { kind: 'notConcerned', reason: '' } },
      'content.competition',
    ],
    [
      'reviewed on no day',
      { competition: { kind: 'reviewed', body: '区', date: '', conclusion: '好' } },
      'content.competition',
    ],
    [
      'a window that ends first',
      { window: { kind: 'dates', from: '2026-12-02', to: '2026-12-01' } },
      'content.window',
    ],
    [
      'a day that is none',
      { window: { kind: 'dates', from: '2026-02-30', to: '2026-12-01' } },
      'content.window',
    ],
    ['a validity that ends first', { validTo: '2026-01-01' }, 'content.validTo'],
    [
      'a share of more than all',
      { amount: { kind: 'share', permille: 1_200, of: '投入', cap: null } },
      'content.amount',
    ],
    ['a sum of nothing', { amount: { kind: 'fixed', fen: 0 } }, 'content.amount'],
    ['a link that is none', { applyAt: { kind: 'url', url: 'www.example.com' } }, 'content.applyAt'],
    ['no place', { place: '' }, 'content.place'],
    ['no condition', { rule: { all: [] } }, 'content.rule'],
    [
      'an unknown field',
      { rule: { all: [cond('moon', 'is', true, { sourceText: '看月亮' })] } },
      'content.rule.all.0',
    ],
    [
      'a last day where there is none',
      {
        window: { kind: 'always' },
        rule: { all: [cond('facilityArea', 'gte', 1, { sourceText: '有设施', on: 'windowEnd' })] },
      },
      'content.rule.all.0',
    ],
  ])('not with %s', (_, changed, field) => {
    expect(policyReadiness(contentOf(changed)).map((problem) => problem.field)).toEqual([field])
  })

  it('without materials where nothing is applied for, and without a record where it is for villagers', () => {
    expect(policyReadiness(contentOf({ way: 'instant', materials: [] }))).toEqual([])
    const rule = { all: [cond('ageYears', 'gte', 65, { sourceText: '年满65周岁' })] }
    expect(policyReadiness(contentOf({ audience: 'household', competition: null, rule }))).toEqual([])
  })
})
