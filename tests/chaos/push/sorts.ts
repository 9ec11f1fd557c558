import type { SubscriptionWish } from '@hutang/shared'
import type { Sort } from './duties'
import { village } from './world'

const plain = { emergency: false, ofHouseholds: false, villagersOnly: false }
/** What is published: one of each sort that is told differently. */
export const sorts: readonly Sort[] = [
  { ...plain, item: 1, category: '综合村务' },
  { ...plain, item: 20, category: '民生保障' },
  { ...plain, item: 10, category: '综合村务', villagersOnly: true },
  { ...plain, item: 38, category: '财务公开', villagersOnly: true },
  { ...plain, item: 31, category: '重大决策', villagersOnly: true, ofHouseholds: true },
  { ...plain, item: 50, category: '重点工作', emergency: true },
]

export function wishOf(scope: string, { category, item }: Sort): SubscriptionWish {
  if (scope.endsWith('+')) return { region: scope.slice(0, -1), below: true }
  if (scope.includes('/')) return { region: village, category }
  return scope.includes('#') ? { region: village, item } : { region: village }
}
