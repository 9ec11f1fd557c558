import { benefitKinds, benefitWords, type Need, needs, needWords } from '@hutang/shared/rules'
import type { Query } from '../../api/contract'

type Asked = Query<'GET /api/policies'>
/** What the list is narrowed by. */
export type Filter = Pick<Asked, 'need' | 'benefit' | 'status' | 'audience' | 'industry' | 'region'>

export const isNeed = (word: string | undefined): word is Need => needs.some((need) => need === word)

interface Choice {
  value: string
  label: string
}

/** `''` is all of them. */
const all: Choice = { value: '', label: '不限' }

export const filterChoices = {
  status: [
    all,
    { value: 'now', label: '现在可以申报' },
    { value: 'closing', label: '快截止了' },
    { value: 'notYet', label: '还没开始' },
    { value: 'spent', label: '额满' },
    { value: 'paused', label: '暂停' },
    { value: 'closed', label: '已截止' },
  ],
  need: [all, ...needs.map((value) => ({ value, label: needWords[value] }))],
  benefit: [all, ...benefitKinds.map((value) => ({ value, label: benefitWords[value] }))],
  audience: [all, { value: 'enterprise', label: '给企业的' }, { value: 'household', label: '给村民的' }],
} as const satisfies Partial<Record<keyof Filter, readonly Choice[]>>

export type ChosenBy = keyof typeof filterChoices

export const filterNames: Record<ChosenBy, string> = {
  status: '能不能办',
  need: '缺什么',
  benefit: '怎么扶持',
  audience: '给谁',
}
