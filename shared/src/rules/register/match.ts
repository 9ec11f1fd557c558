import type { QuestionCode } from '../../contract/register-imports'
import type { CompareInput, FileLine, StoredHousehold, StoredPerson } from './compare.types'
import type { FileBlock } from './households'
import { plainName } from './normal'

export interface Matching {
  /** Who a row certainly is, by the row. */
  certain: Map<number, StoredPerson>
  /** Stored people whom a row has, certainly or by an answer. */
  taken: Set<string>
  /** Stored people whom an open question is about. */
  asked: Set<string>
  /** Rows that may be the same person as an earlier row. */
  twins: Map<number, { code: QuestionCode; other: number }>
  byName: Map<string, StoredPerson[]>
  households: Map<string, StoredHousehold>
}

/** What both know of sex and year of birth agrees. */
const compatible = (line: FileLine, person: StoredPerson): boolean =>
  (line.sex === null || person.sex === null || line.sex === person.sex) &&
  (line.birthYear === null || person.birthYear === null || line.birthYear === person.birthYear)

const bothKnow = (line: FileLine, person: StoredPerson): boolean =>
  line.birthYear !== null && line.birthYear === person.birthYear

const unlike = (a: FileLine, b: FileLine): boolean =>
  b.apart ||
  (a.sex !== null && b.sex !== null && a.sex !== b.sex) ||
  (a.birthYear !== null && b.birthYear !== null && a.birthYear !== b.birthYear)

/** Namesakes in the same household that nothing tells apart, and rows of the file that repeat each other. */
export function takeCertain(input: CompareInput, blocks: ReadonlyMap<string, FileBlock>): Matching {
  const matching: Matching = {
    certain: new Map(),
    taken: new Set(),
    asked: new Set(),
    twins: twinsOf(input.lines, blocks),
    byName: groupBy(input.people, ({ name }) => plainName(name)),
    households: new Map(input.households.map((one) => [one.id, one])),
  }
  const inHousehold = groupBy(input.people, ({ household, name }) => `${household} ${plainName(name)}`)
  const placed = input.lines.flatMap((line) => {
    const block = blocks.get(line.block)
    const waits = line.unreadable || !block?.household || block.left
    return waits ? [] : [{ line, key: `${block.household?.id} ${line.name}` }]
  })
  for (const [key, same] of groupBy(placed, (one) => one.key)) {
    const living = (inHousehold.get(key) ?? []).filter(({ state }) => state === 'living')
    const all = same.map(({ line }) => line)
    // As many rows as people: rows that repeat each other are the namesakes that were told apart before.
    pair(
      all.length === living.length ? all : all.filter((line) => !isDropped(matching, line)),
      living,
      matching,
    )
  }
  for (const [row, { other }] of matching.twins)
    if (matching.certain.has(row) && matching.certain.has(other)) matching.twins.delete(row)
  return matching
}

/** A repeated row that is no person of its own, or not yet. */
const isDropped = ({ twins }: Matching, line: FileLine): boolean =>
  twins.has(line.row) && line.answer !== 'different'

/** Pairs those that only fit each other, the year of birth first. */
function pair(lines: readonly FileLine[], people: readonly StoredPerson[], matching: Matching): void {
  const { certain, taken } = matching
  // A row that may repeat another is a person of its own only where that person is known just so.
  const fit = (line: FileLine, person: StoredPerson) =>
    compatible(line, person) && (!isDropped(matching, line) || says(line, person))
  const take = (line: FileLine, person: StoredPerson) => {
    certain.set(line.row, person)
    taken.add(person.id)
  }
  for (const fits of [bothKnow, compatible]) {
    for (const line of lines) {
      if (certain.has(line.row)) continue
      const free = people.filter((person) => !taken.has(person.id) && fit(line, person) && fits(line, person))
      const rivals = lines.filter(
        (other) =>
          !certain.has(other.row) && free.some((person) => fit(other, person) && fits(other, person)),
      )
      const [only] = free
      if (only && free.length === 1 && rivals.length === 1) take(line, only)
    }
  }
  const left = lines.filter(({ row }) => !certain.has(row))
  const free = people.filter(({ id }) => !taken.has(id))
  const alike = left.every((line) => free.every((person) => fit(line, person)))
  if (left.length < 2 || left.length !== free.length || !alike) return
  // Namesakes who were told apart before: each row has whoever is exactly as it says, then whoever is left.
  const choices = (line: FileLine) => free.filter((person) => says(line, person)).length
  const fewestFirst = left.toSorted((a, b) => choices(a) - choices(b))
  for (const fits of [says, () => true]) {
    for (const line of fewestFirst) {
      const person = certain.has(line.row)
        ? undefined
        : free.find((one) => !taken.has(one.id) && fits(line, one))
      if (person) take(line, person)
    }
  }
}

const facts = ['relation', 'sex', 'birthYear', 'member', 'phone'] as const

/** Whether the person is already all that the row says. */
const says = (line: FileLine, person: StoredPerson): boolean =>
  facts.every((field) => line[field] === null || line[field] === person[field])

function twinsOf(lines: readonly FileLine[], blocks: ReadonlyMap<string, FileBlock>): Matching['twins'] {
  const twins: Matching['twins'] = new Map()
  const byRow = new Map(lines.map((line) => [line.row, line]))
  const first = new Map<string, FileLine>()
  for (const line of lines) {
    if (line.unreadable) continue
    const twin = line.twin === null ? undefined : byRow.get(line.twin)
    const key = `${blocks.get(line.block)?.household?.id ?? line.block} ${line.name}`
    const before = first.get(key)
    if (twin)
      twins.set(line.row, {
        code: twin.name === line.name ? 'numberRepeated' : 'numberTwoNames',
        other: twin.row,
      })
    else if (before && !unlike(before, line))
      twins.set(line.row, { code: 'samePersonTwice', other: before.row })
    if (!before) first.set(key, line)
  }
  return twins
}

/** Somebody of the register who may be the person of a row: for the clerk to say. */
export function candidateFor(
  line: FileLine,
  block: FileBlock,
  matching: Matching,
): { code: QuestionCode; person: StoredPerson } | null {
  const home = block.household?.id
  const group = line.group || block.household?.group || ''
  const free = (matching.byName.get(line.name) ?? []).filter(({ id }) => !matching.taken.has(id))
  const living = free.filter(({ state }) => state === 'living')
  const groupOf = ({ household }: StoredPerson) => matching.households.get(household)?.group ?? ''
  const found =
    first(
      'namesake',
      living.filter(({ household }) => household === home),
    ) ??
    first(
      'namesake',
      living.filter((one) => compatible(line, one) && (group === '' || groupOf(one) === group)),
    ) ??
    first(
      'movedHere',
      living.filter((one) => compatible(line, one) && bothKnow(line, one)),
    ) ??
    first(
      'returned',
      free.filter(({ state, household }) => state !== 'living' && household === home),
    )
  if (!found) return null
  if (line.answer === 'same') matching.taken.add(found.person.id)
  else if (line.answer !== 'different') matching.asked.add(found.person.id)
  return found
}

const first = (code: QuestionCode, [person]: readonly StoredPerson[]) => (person ? { code, person } : null)

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const group = groups.get(keyOf(one))
    if (group) group.push(one)
    else groups.set(keyOf(one), [one])
  }
  return groups
}
