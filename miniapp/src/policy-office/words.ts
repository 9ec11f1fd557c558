import type { EditionState } from '@hutang/shared/contract'
import type { BenefitKind, ConditionOp, Need, PayWay, PolicyContent } from '@hutang/shared/rules'
import type { RowTag } from '../components/row/row'

export const whySignIn = '这里是镇里写政策、发政策的地方，登录后才能看到要办的事。'

export const benefitWords: Record<BenefitKind, string> = {
  grant: '补贴',
  award: '奖励',
  interest: '贷款贴息',
  tax: '税费减免',
  guarantee: '融资担保',
  insurance: '保险保费',
  jobs: '稳岗用工',
  land: '用地用房',
  training: '培训辅导',
  honour: '认定评选',
}

export const needWords: Record<Need, string> = {
  money: '资金',
  credit: '贷款',
  people: '用工',
  land: '用地',
  technology: '技术',
  market: '销路',
  training: '培训',
  machines: '设备农机',
}

export const wayWords: Record<PayWay, { label: string; detail: string }> = {
  instant: { label: '免申即享', detail: '不用申请，核定后直接到账' },
  promise: { label: '即申即享', detail: '承诺了就先给，后面再查' },
  quick: { label: '快申快享', detail: '材料少，几天就办完' },
  review: { label: '申报审核', detail: '交材料，审核、公示后拨付' },
}

export const levelWords: Record<PolicyContent['level'], string> = {
  township: '镇级',
  county: '区级',
  city: '市级',
  country: '国家',
}

export const audienceWords: Record<PolicyContent['audience'], string> = {
  enterprise: '企业（也包括合作社、家庭农场、个体户）',
  household: '村民家庭',
}

/** 民法典 1259, said with each. */
export const opWords: Record<ConditionOp, { label: string; detail?: string }> = {
  gte: { label: '以上', detail: '正好这个数也算' },
  gt: { label: '超过', detail: '正好这个数不算' },
  lte: { label: '以内', detail: '正好这个数也算' },
  lt: { label: '不满', detail: '正好这个数不算' },
  between: { label: '从…到…', detail: '两头都算' },
  before: { label: '及以前', detail: '那一天也算' },
  after: { label: '及以后', detail: '那一天也算' },
  in: { label: '是其中之一' },
  has: { label: '有其中之一' },
  hasNone: { label: '都没有' },
  prefix: { label: '属于' },
  is: { label: '是或否' },
}

export const stateTag: Record<EditionState, Pick<RowTag, 'tone' | 'icon'>> = {
  draft: { tone: 'plain', icon: 'edit' },
  submitted: { tone: 'soon' },
  returned: { tone: 'missing', icon: 'return' },
  approved: { tone: 'info' },
  scheduled: { tone: 'soon' },
  published: { tone: 'good' },
  superseded: { tone: 'plain' },
}

export const changeChoices = [
  { value: 'minor', label: '只改错字，不再通知' },
  { value: 'major', label: '内容有变，通知收到过的人' },
] as const

/** Entries of a record as choices, in its order. */
export const choicesOf = <K extends string>(words: Record<K, string | { label: string; detail?: string }>) =>
  (Object.entries(words) as [K, string | { label: string; detail?: string }][]).map(([value, said]) => ({
    value,
    ...(typeof said === 'string' ? { label: said } : said),
  }))
