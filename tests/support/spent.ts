import type { Persona, RouteKey } from '@hutang/shared'

/** What one request sent to the database, first with nothing in memory and then again; null where it was asked once. */
export interface Spent {
  key: RouteKey
  page: string
  who: Persona | null
  cold: string[] | null
  warm: string[] | null
}

/** A table to be read by people: the most commands of each page, first and warm, and who needed them. */
export function printed(spent: readonly Spent[]): string {
  const pages = [...new Set(spent.map(({ key, page }) => `${page}\t${key}`))]
  const most = (all: (string[] | null)[]) => {
    const counts = all.flatMap((one) => (one === null ? [] : [one.length]))
    return counts.length === 0 ? '-' : String(Math.max(...counts))
  }
  const lines = pages.map((name) => {
    const [page = '', key = ''] = name.split('\t')
    const here = spent.filter((one) => one.page === page && one.key === key)
    const signedIn = here.filter(({ who }) => who !== null)
    const visitor = here.filter(({ who }) => who === null)
    const [worst] = [...signedIn].sort((a, b) => (b.warm?.length ?? 0) - (a.warm?.length ?? 0))
    const cells = [
      most(visitor.map(({ warm }) => warm)),
      most(signedIn.map(({ warm }) => warm)),
      most(signedIn.map(({ cold }) => cold)),
      worst?.who ?? '',
      (worst?.warm ?? []).join(', '),
    ]
    return `| ${page} | \`${key}\` | ${cells.join(' | ')} |`
  })
  const head = ['page', 'route', 'visitor', 'warm', 'cold', 'most by', 'which']
  return [`| ${head.join(' | ')} |`, `|${head.map(() => ' --- ').join('|')}|`, ...lines].join('\n')
}
