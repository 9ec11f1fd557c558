import type { Scope } from '../../announcements'

/** What is followed, in words: the item, the category, or everything of the village. */
export const labelOf = (scope: Scope, region: { name: string }, item: { level2: string } | null): string =>
  scope.item !== undefined && scope.item !== null
    ? (item?.level2 ?? `第 ${scope.item} 项`)
    : (scope.category ?? `${region.name}全部公开`)
