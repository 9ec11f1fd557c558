import type { PackageEntry, PolicyPackage } from '@hutang/shared/contract'
import { benefitWords } from '@hutang/shared/rules'
import { plainDay } from '../../format/date'

export type Arranged = 'fit' | 'benefit' | 'deadline'

export const arrangements = [
  { id: 'fit', name: '按符合' },
  { id: 'benefit', name: '按扶持方式' },
  { id: 'deadline', name: '按截止日' },
] as const satisfies readonly { id: Arranged; name: string }[]

export interface Group {
  name: string
  entries: PackageEntry[]
}

const fitNames = [
  ['eligible', '符合'],
  ['possible', '可能符合'],
  ['received', '已享受'],
] as const

/** The policies of a package, in the order of its own lists. */
export function groupsOf(pack: PolicyPackage, by: Arranged): Group[] {
  const { entries, byBenefit, byDeadline } = pack
  const of = (ids: readonly string[]) =>
    ids.flatMap((id) => entries.find(({ policy }) => policy.id === id) ?? [])
  const groups: Group[] =
    by === 'benefit'
      ? byBenefit.map(({ benefit, policies }) => ({ name: benefitWords[benefit], entries: of(policies) }))
      : by === 'deadline'
        ? withRest(
            byDeadline.map(({ on, policies }) => ({
              name: on === null ? '常年可办' : `${plainDay(on)}截止`,
              entries: of(policies),
            })),
            entries,
          )
        : fitNames.map(([outcome, name]) => ({
            name,
            entries: entries.filter((entry) => entry.outcome === outcome),
          }))
  return groups.filter((group) => group.entries.length > 0)
}

/** What cannot be applied for now stands last. */
const withRest = (groups: Group[], all: readonly PackageEntry[]): Group[] => {
  const listed = new Set(groups.flatMap(({ entries }) => entries))
  return [...groups, { name: '现在不能申报', entries: all.filter((entry) => !listed.has(entry)) }]
}
