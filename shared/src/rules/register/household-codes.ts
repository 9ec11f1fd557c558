import type { CompareInput } from './compare.types'
import { groupNumber, plainName } from './normal'

export const namesKey = (names: readonly string[]): string => [...names].sort().join('、')

/** Who lives in each household, by its `_id`. */
export function livingNames({ people }: CompareInput): Map<string, string[]> {
  const names = new Map<string, string[]>()
  for (const { household, name, state } of people) {
    if (state !== 'living') continue
    const here = names.get(household)
    if (here) here.push(plainName(name))
    else names.set(household, [plainName(name)])
  }
  return names
}

/** Numbers for households that have none: the group's next free one, in the order of the file. */
export function codeMaker({ households, lines }: CompareInput): (group: string) => string {
  const used = new Set([...households.map(({ code }) => code), ...lines.flatMap(({ code }) => code ?? [])])
  const next = new Map<string, number>()
  return (group) => {
    const prefix = String(groupNumber(group) ?? (group.replace(/组$/, '') || '户'))
    for (let n = next.get(prefix) ?? 1; ; n++) {
      const code = `${prefix}-${String(n).padStart(3, '0')}`
      if (used.has(code)) continue
      used.add(code)
      next.set(prefix, n + 1)
      return code
    }
  }
}
