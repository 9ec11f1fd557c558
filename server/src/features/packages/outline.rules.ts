import type { PackageEntry } from '@hutang/shared'
import type { PackageView } from './package'

/** A policy of a package in words, the same on paper and in a letter. */
export interface OutlineEntry {
  policy: string
  title: string
  /** 最高50万元 · 12月10日截止，还有10个工作日。 */
  note: string
  words: string
  /** 流转面积50亩以上：符合（您：62亩） */
  conditions: string[]
}

export interface Outline {
  title: string
  lead: string
  groups: { name: string; entries: OutlineEntry[] }[]
  /** Empty: everything stands there. */
  more: string
}

export const caution = '能不能批、批多少，以受理部门审核为准。'

const groups: readonly (readonly [PackageEntry['outcome'], string])[] = [
  ['eligible', '条件都符合'],
  ['possible', '可能符合，还差几个问题'],
  ['received', '已经享受的'],
]

/** What a package says, without colours and taps. */
export function outlineOf({ name, most, counts, entries, more }: PackageView): Outline {
  return {
    title: name ? `${name}的政策包` : '政策包',
    lead: [
      ...(most ? [`${most.text}。`] : []),
      `${counts.eligible}项符合，${counts.possible}项可能符合。${caution}`,
    ].join(''),
    groups: groups.flatMap(([outcome, heading]) => {
      const own = entries.filter((entry) => entry.outcome === outcome)
      return own.length === 0 ? [] : [{ name: `${heading}（${own.length}项）`, entries: own.map(entryOf) }]
    }),
    more: more === 0 ? '' : `还有${more}项，请打开政策包看。`,
  }
}

const entryOf = ({ policy, most, words, conditions }: PackageEntry): OutlineEntry => ({
  policy: policy.id,
  title: policy.title,
  note: [policy.amount || most, policy.status.deadline || policy.status.text].filter(Boolean).join(' · '),
  words,
  conditions: conditions.map(conditionOf),
})

const truths = { met: '符合', unmet: '不符合', unknown: '还不清楚' } as const

const conditionOf = ({ text, own, truth }: PackageEntry['conditions'][number]): string =>
  `${text}：${truths[truth]}${own ? `（您：${own}）` : ''}`
