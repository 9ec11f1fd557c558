import type { CategorySummary } from '@hutang/shared/contract'

export interface Group {
  name: string
  items: number
  published: number
}

/** Categories under the few names that fit into one line, in the order of the catalogue. */
export function groupsOf(categories: readonly CategorySummary[]): Group[] {
  const groups = new Map<string, Group>()
  for (const { group, items, published } of categories) {
    const known = groups.get(group) ?? { name: group, items: 0, published: 0 }
    groups.set(group, { name: group, items: known.items + items, published: known.published + published })
  }
  return [...groups.values()]
}
