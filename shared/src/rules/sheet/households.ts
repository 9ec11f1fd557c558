import type { Column } from '../../contract/domain'
import { householdKey, householdWritten } from '../household-code'
import type { HouseholdMatches, KnownHousehold, SheetRow, Unmatched } from './answers'
import { groupKey, nameKey } from './keys'

const mostLikely = 5

export const lineKey = ({ at, half }: Pick<SheetRow, 'at' | 'half'>): string => `${at},${half}`

/** The register, by everything that a row may name a household with. */
interface Register {
  byCode: ReadonlyMap<string, KnownHousehold[]>
  byName: ReadonlyMap<string, KnownHousehold[]>
}

function registerOf(households: readonly KnownHousehold[]): Register {
  const collect = (keyOf: (one: KnownHousehold) => string) => {
    const found = new Map<string, KnownHousehold[]>()
    for (const one of households) {
      const key = keyOf(one)
      const alike = found.get(key)
      if (alike) alike.push(one)
      else found.set(key, [one])
    }
    return found
  }
  return {
    byCode: collect(({ code }) => householdKey(code)),
    byName: collect(({ name }) => nameKey(name)),
  }
}

interface Named {
  code: string
  name: string
  group: string
}

const coded = ({ byCode }: Register, code: string): KnownHousehold | undefined =>
  householdWritten(byCode.get(householdKey(code)) ?? [], code)

function found(
  register: Register,
  { code, name, group }: Named,
): { one?: KnownHousehold; likely: KnownHousehold[] } {
  const own = code === '' ? undefined : coded(register, code)
  if (own) return { one: own, likely: [] }
  const named = name === '' ? [] : (register.byName.get(nameKey(name)) ?? [])
  const near = group === '' ? named : named.filter((one) => groupKey(one.group) === groupKey(group))
  // A code that the register does not have is never passed over in silence for a name that it has.
  if (code !== '' || near.length !== 1) return { likely: near.length > 0 ? near : named }
  const [one] = near
  return one ? { one, likely: [] } : { likely: [] }
}

type Tied = { rows: SheetRow[]; matches: HouseholdMatches }

/** Ties each row to its household at once. */
export function tieHouseholds(...given: Parameters<typeof tyingHouseholds>): Tied {
  const steps = tyingHouseholds(...given)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** Rows between two breaths. */
const stride = 2000

/**
 * Ties each row to its household: by its code, else by name and group, compared without spaces and with groups as
 * numbers. One household has one row, and a code goes before a name. What stays without one is listed; it is never a
 * reason to refuse.
 */
export function* tyingHouseholds(
  columns: readonly Column[],
  rows: readonly SheetRow[],
  households: readonly KnownHousehold[],
  answers: Readonly<Record<string, string | null>>,
): Generator<void, Tied> {
  // Without the register a code is taken as it is written.
  if (households.length === 0) return { rows: [...rows], matches: { tied: 0, unmatched: [] } }
  const register = registerOf(households)
  yield
  const nameAt = columns.findIndex(({ kind }) => kind === 'name')
  const groupAt = columns.findIndex(({ kind }) => kind === 'group')
  const text = ({ cells }: SheetRow, at: number) => (typeof cells[at] === 'string' ? String(cells[at]) : '')
  const byCode = rows.map(({ household }) => household && coded(register, household)?.code)
  const claimed = new Set([...byCode, ...Object.values(answers)].filter((code) => typeof code === 'string'))
  const taken = new Set(Object.values(answers))
  const done: SheetRow[] = []
  const unmatched: Unmatched[] = []
  let tied = 0
  for (const [at, row] of rows.entries()) {
    const named = { code: row.household ?? '', name: text(row, nameAt), group: text(row, groupAt) }
    const tie = tieOf(
      register,
      named,
      answers[lineKey(row)],
      (code) => taken.has(code) || (named.code === '' && claimed.has(code)),
    )
    if (tie.household) {
      taken.add(tie.household)
      tied += 1
    }
    if (tie.open) unmatched.push({ row: row.at, half: row.half, ...named, ...tie.open })
    done.push(tie.household === row.household ? row : { ...row, household: tie.household })
    if (at % stride === stride - 1) yield
  }
  return { rows: done, matches: { tied, unmatched } }
}

interface Tie {
  household: string | null
  /** Why none was found, and which it may be. */
  open?: Pick<Unmatched, 'why' | 'likely'>
}

function tieOf(
  register: Register,
  named: Named,
  asked: string | null | undefined,
  isTaken: (code: string) => boolean,
): Tie {
  if (asked !== undefined) return { household: asked }
  if (named.code === '' && named.name === '') return { household: null }
  const { one, likely } = found(register, named)
  if (one && !isTaken(one.code)) return { household: one.code }
  const why = one ? 'taken' : likely.length > 1 ? 'several' : 'unknown'
  return { household: null, open: { why, likely: (one ? [one] : likely).slice(0, mostLikely) } }
}
