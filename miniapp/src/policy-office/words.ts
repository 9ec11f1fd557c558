import type { EditionState } from '@hutang/shared/contract'
import type { ConditionOp, PolicyContent } from '@hutang/shared/rules'
import type { RowTag } from '../components/row/row'

export const whySignIn = '这里是镇里写政策、发政策的地方，登录后才能看到要办的事。'

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
