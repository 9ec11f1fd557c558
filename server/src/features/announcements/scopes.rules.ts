export interface Scope {
  region: string
  category?: string | null
  item?: number | null
}

/** The key of what is followed: `region`, `region/category` or `region#item`. */
export function scopeOf({ region, category, item }: Scope): string {
  if (item !== undefined && item !== null) return `${region}#${item}`
  return category ? `${region}/${category}` : region
}

/** Every key under which something published is followed. */
export const scopesOf = (about: { region: string; category: string; item: number }): string[] => [
  about.region,
  scopeOf({ region: about.region, category: about.category }),
  scopeOf({ region: about.region, item: about.item }),
]

/** What a key stands for: the way back from `scopeOf`. */
export function partsOf(scope: string): Scope {
  const [, region = scope, category, item] = /^([^#/]+)(?:\/(.+)|#(\d+))?$/s.exec(scope) ?? []
  return { region, category: category ?? null, item: item === undefined ? null : Number(item) }
}
