import {
  blankProfile,
  type Condition,
  type EnterpriseProfile,
  type MatchedPolicy,
  type PolicyContent,
  type Rule,
} from '@hutang/shared'

export const today = '2026-11-26'

export const profileOf = (more: Partial<EnterpriseProfile> = {}): EnterpriseProfile => ({
  ...blankProfile('示例合作社'),
  ...more,
})

export const cond = (
  field: string,
  op: Condition['op'],
  value: Condition['value'],
  more: Partial<Condition> = {},
): Condition => ({ field, op, value, hard: true, sourceText: '', ...more })

export const policyOf = (rule: Rule, more: Partial<MatchedPolicy> = {}): MatchedPolicy => ({
  key: 'p',
  rule,
  repeat: { kind: 'yearly' },
  excludes: [],
  window: { kind: 'always' },
  ...more,
})

export const contentOf = (more: Partial<PolicyContent> = {}): PolicyContent => ({
  title: '设施菜田改造补助（示例）',
  plain: '改造20亩以上大棚的，补投入的40%，最高50万元。',
  audience: 'enterprise',
  issuer: '区农业农村委员会',
  documentNo: '沪农委发〔2026〕3号',
  issuedOn: '2026-10-01',
  validFrom: '2026-10-01',
  validTo: '2027-12-31',
  level: 'county',
  benefits: ['grant'],
  needs: ['money'],
  industries: ['A01'],
  rule: { all: [cond('facilityArea', 'gte', 2_000, { sourceText: '设施面积20亩以上' })] },
  amount: { kind: 'share', permille: 400, of: 'investmentFen', cap: 50_000_000 },
  repeat: { kind: 'years', years: 3 },
  excludes: [],
  window: { kind: 'dates', from: '2026-11-01', to: '2026-12-10' },
  way: 'review',
  payDays: 60,
  materials: [{ name: '申报表', note: '在窗口领', held: false }],
  steps: ['填申报表，交到镇农业农村服务中心。'],
  applyAt: { kind: 'counter' },
  place: '镇农业农村服务中心',
  phone: '021-00000000',
  text: '设施面积20亩以上的，补助投入的40%。',
  interpretation: '大棚有20亩就行。',
  sourceUrl: null,
  competition: {
    kind: 'reviewed',
    body: '区农业农村委员会',
    date: '2026-09-01',
    conclusion: '没有排除、限制竞争。',
  },
  ...more,
})

/** 2026 as the State Council announced it. */
const from = (month: string, first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, at) => `2026-${month}-${String(first + at).padStart(2, '0')}`)

export const table2026 = {
  '2026': {
    holidays: [
      ...from('01', 1, 3),
      ...from('02', 15, 23),
      ...from('04', 4, 6),
      ...from('05', 1, 5),
      ...from('06', 19, 21),
      ...from('09', 25, 27),
      ...from('10', 1, 7),
    ],
    workdays: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  },
}
