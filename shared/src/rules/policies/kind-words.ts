import type { BenefitKind, Need, PayWay, PolicyContent } from './types'

// One wording for the form of the office, for lists and filters, and for what one follows.

/** 需求, in an owner's words. */
export const needWords: Record<Need, string> = {
  money: '资金',
  credit: '贷款',
  people: '用工',
  land: '用地',
  technology: '技术',
  market: '销路',
  training: '培训',
  machines: '农机设备',
}

/** 支持方式. */
export const benefitWords: Record<BenefitKind, string> = {
  grant: '补贴',
  award: '奖励',
  interest: '贷款贴息',
  tax: '税费减免',
  guarantee: '融资担保',
  insurance: '保险补贴',
  jobs: '用工补贴',
  land: '用地支持',
  training: '培训',
  honour: '评定认定',
}

export const levelWords: Record<PolicyContent['level'], string> = {
  township: '镇级',
  county: '区级',
  city: '市级',
  country: '国家',
}

/** 兑现方式: how the money comes. */
export const wayWords: Record<PayWay, { label: string; detail: string }> = {
  instant: { label: '免申即享', detail: '不用申请，核定后直接到账' },
  promise: { label: '即申即享', detail: '承诺了就先给，后面再查' },
  quick: { label: '快申快享', detail: '材料少，几天就办完' },
  review: { label: '申报审核', detail: '交材料，审核、公示后拨付' },
}
