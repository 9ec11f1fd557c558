import type { Column } from '../../contract/domain'
import { householdKey, householdWritten } from '../household-code'
import type { HouseholdMatches, KnownHousehold, SheetRow, Unmatched } from './answers'
import { groupKey, nameKey } from './keys'

const mostLikely = 5

export const lineKey = ({ at, half }: Pick<SheetRow, 'at' | 'half'>): string => `${at},${half}`

/** The register, by everything that a row may name a household with. */
interface Register {
  households: readonly KnownHousehold[]
  byCode: ReadonlyMap<string, KnownHousehold[]>
  byName: ReadonlyMap<string, KnownHousehold[]>
}

function registerOf(households: readonly KnownHousehold[]): Register {
  const collect = (keyOf: (one: KnownHousehold) => string) => {
    const found = new Map<string, KnownHousehold[]>()
    for (const one of households) {
      const key = keyOf(one)
      found.set(key, [...(found.get(key) ?? []), one])
    }
    return found
  }
  return {
    households,
    byCode: collect(({ code }) => householdKey(code)),
    byName: collect(({ name }) => nameKey(name)),
  }
}

interface Named {
  code: string
  name: string
  group: string
}

function found(
  { byCode, byName }: Register,
  { code, name, group }: Named,
): { one?: KnownHousehold; likely: KnownHousehold[] } {
  if (code !== '') {
    const one = householdWritten(byCode.get(householdKey(code)) ?? [], code)
    if (one) return { one, likely: [] }
  }
  const named = name === '' ? [] : (byName.get(nameKey(name)) ?? [])
  const near = group === '' ? named : named.filter((one) => groupKey(one.group) === groupKey(group))
  // A code that the register does not have is never passed over in silence for a name that it has.
  if (code !== '' || near.length !== 1) return { likely: near.length > 0 ? near : named }
  const [one] = near
  return one ? { one, likely: [] } : { likely: [] }
}

/**
 * Ties each row to its household: by its code, else by name and group, compared without spaces and with groups as
 * numbers. One household has one row. What stays without one is listed; it is never a reason to refuse.
 */
export function tieHouseholds(
  columns: readonly Column[],
  rows: readonly SheetRow[],
  households: readonly KnownHousehold[],
  answers: Readonly<Record<string, string | null>>,
): { rows: SheetRow[]; matches: HouseholdMatches } {
  const register = registerOf(households)
  const nameAt = columns.findIndex(({ kind }) => kind === 'name')
  const groupAt = columns.findIndex(({ kind }) => kind === 'group')
  const taken = new Set<string>(Object.values(answers).flatMap((code) => code ?? []))
  const unmatched: Unmatched[] = []
  let tied = 0
  const text = ({ cells }: SheetRow, at: number) => (typeof cells[at] === 'string' ? String(cells[at]) : '')
  const done = rows.map((row) => {
    const asked = answers[lineKey(row)]
    if (asked !== undefined) {
      if (asked !== null) tied += 1
      return { ...row, household: asked }
    }
    const named = { code: row.household ?? '', name: text(row, nameAt), group: text(row, groupAt) }
    if (named.code === '' && named.name === '') return row
    // Without the register the code is taken as it is written.
    if (households.length === 0) return row
    const { one, likely } = found(register, named)
    if (one && !taken.has(one.code)) {
      taken.add(one.code)
      tied += 1
      return { ...row, household: one.code }
    }
    const why = one ? 'taken' : likely.length > 1 ? 'several' : 'unknown'
    unmatched.push({
      row: row.at,
      half: row.half,
      ...named,
      why,
      likely: (one ? [one] : likely).slice(0, mostLikely),
    })
    return { ...row, household: null }
  })
  return { rows: done, matches: { tied, unmatched } }
}
