export interface Scope {
  region: string
  category?: string | null
  item?: number | null
}

/** The key of what is followed: one open interval a scope and person. */
export function scopeOf({ region, category, item }: Scope): string {
  if (item !== undefined && item !== null) return `${region}#${item}`
  return category ? `${region}/${category}` : region
}

/** Every scope under which a notice is followed. */
export const scopesOf = (notice: { region: string; category: string; item: number }): string[] => [
  notice.region,
  scopeOf({ region: notice.region, category: notice.category }),
  scopeOf({ region: notice.region, item: notice.item }),
]

/** What is followed, in words: the item, the category, or everything of the village. */
export const labelOf = (scope: Scope, region: { name: string }, item: { level2: string } | null): string =>
  scope.item !== undefined && scope.item !== null
    ? (item?.level2 ?? `第 ${scope.item} 项`)
    : (scope.category ?? `${region.name}全部公开`)
