import type { CategorySummary } from '@hutang/shared/contract'

export interface Group {
  name: string
  items: number
  published: number
  /** Of the home page: how many are late, and what is new. */
  missing: number
  newest: string | null
}

type Summary = CategorySummary & { missing?: number; newest?: string | null }

/** Categories under the few names that fit into one line, in the order of the catalogue. */
export function groupsOf(categories: readonly Summary[]): Group[] {
  const groups = new Map<string, Group>()
  for (const { group, items, published, missing = 0, newest = null } of categories) {
    const known = groups.get(group)
    groups.set(group, {
      name: group,
      items: (known?.items ?? 0) + items,
      published: (known?.published ?? 0) + published,
      missing: (known?.missing ?? 0) + missing,
      newest: known?.newest ?? newest,
    })
  }
  return [...groups.values()]
}
