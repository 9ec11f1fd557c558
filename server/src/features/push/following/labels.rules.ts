import type { Scope } from '../../announcements'
import { policyLabelOf } from './policy-labels.rules'

/** What is followed, in words: the item, the category, the word, or everything of the place. */
export function labelOf(
  scope: Scope,
  region: { name: string },
  item: { level2: string } | null,
  title?: string,
): string {
  if (scope.policy)
    return policyLabelOf(scope.policy, { place: region.name, below: scope.below ?? false, title })
  const below = scope.below ? '（连同下面的村镇）' : ''
  if (scope.item !== undefined && scope.item !== null)
    return `${item?.level2 ?? `第 ${scope.item} 项`}${below}`
  if (scope.word) return `带“${scope.word}”的公开${below}`
  return scope.category ? `${scope.category}${below}` : `${region.name}全部公开${below}`
}
