import type { LineAnswer, QuestionCode } from '../../contract/register-imports'
import type { HouseholdKind } from '../../contract/register-words'
import { householdKey } from '../household-code'
import type { ComparedHousehold, CompareInput, FileLine, StoredHousehold } from './compare.types'
import { codeMaker, livingNames, namesKey } from './household-codes'
import { plainName } from './normal'

/** The rows of one household in the file, and what they come to. */
export interface FileBlock {
  lines: FileLine[]
  /** Null while a question about the household has no answer. */
  household: StoredHousehold | null
  stored: StoredHousehold | null
  question: {
    code: QuestionCode
    answer: LineAnswer | null
    choices: LineAnswer[]
    household: string | null
  } | null
  left: boolean
}

const letters: Readonly<Record<HouseholdKind, string>> = { residence: '', contract: 'c:', member: 'm:' }

/** The `_id` of a household: its code as far as it may stand in an address, other signs by their number. */
export const householdIdOf = (region: string, kind: HouseholdKind, code: string): string =>
  `${region}:${letters[kind]}${code.replace(/[^A-Za-z0-9.-]/gu, (sign) => `_${(sign.codePointAt(0) ?? 0).toString(16)}_`)}`

interface Around {
  taken: Set<string>
  living: ReadonlyMap<string, readonly string[]>
  newCode: (group: string) => string
}

/** The household that each row belongs to: by its number, never by a guess. */
export function resolveHouseholds(input: CompareInput): Map<string, FileBlock> {
  const blocks = new Map<string, FileBlock>()
  for (const line of input.lines) {
    const known = blocks.get(line.block)
    if (known) known.lines.push(line)
    else blocks.set(line.block, { lines: [line], household: null, stored: null, question: null, left: false })
  }
  const byKey = new Map<string, StoredHousehold[]>()
  for (const one of input.households) {
    const key = householdKey(one.code)
    byKey.set(key, [...(byKey.get(key) ?? []), one])
  }
  const taken = new Set<string>()
  const newCode = codeMaker(input)
  const living = livingNames(input)
  const strangers: [FileBlock, StoredHousehold][] = []
  const numbered = [...blocks.values()].filter(({ lines: [first] }) => first?.code && !first.twice)
  for (const block of numbered) {
    const code = block.lines[0]?.code ?? ''
    const alike = byKey.get(householdKey(code)) ?? []
    const stored =
      alike.find((one) => one.code === code) ?? (alike.length === 1 ? alike[0] : undefined) ?? null
    settle(input, block, stored, stored?.code ?? code)
    if (stored) taken.add(stored.id)
    if (stored && areStrangers(block, stored, living)) strangers.push([block, stored])
  }
  for (const [block, stored] of strangers) resolveStrangers(input, block, stored, { taken, living, newCode })
  for (const block of blocks.values()) {
    const [first] = block.lines
    if (!first || numbered.includes(block)) continue
    if (first.twice) resolveTwice(input, block, blocks, living, taken, newCode)
    else resolveUnnumbered(input, block, taken, living, newCode)
  }
  return blocks
}

/** What the block's rows say of the household; blank stays as it is stored. */
function settle(
  { region, kind }: CompareInput,
  block: FileBlock,
  stored: StoredHousehold | null,
  code: string,
): void {
  const said = (of: (line: FileLine) => string) => block.lines.map(of).find((text) => text !== '') ?? ''
  const head = said(({ relation, name, head: named }) => (relation === '户主' ? name : named))
  block.stored = stored
  block.household = {
    id: stored?.id ?? householdIdOf(region, kind, code),
    code,
    head: head || stored?.head || block.lines[0]?.name || '',
    group: said(({ group }) => group) || stored?.group || '',
    area: said(({ area }) => area) || stored?.area || '',
    line: said(({ line }) => line) || stored?.line || '',
    estate: said(({ estate }) => estate) || stored?.estate || '',
    building: said(({ building }) => building) || stored?.building || '',
    ended: false,
  }
}

/** Another head and nobody of those who live there: the number may have been given to somebody else. */
function areStrangers(
  { lines, household }: FileBlock,
  stored: StoredHousehold,
  living: ReadonlyMap<string, readonly string[]>,
): boolean {
  const there = living.get(stored.id) ?? []
  return (
    !stored.ended &&
    there.length > 0 &&
    plainName(household?.head ?? '') !== plainName(stored.head) &&
    !lines.some(({ name }) => there.includes(name))
  )
}

/** The number of a household that others live in: theirs in the clerk's word alone. */
function resolveStrangers(
  input: CompareInput,
  block: FileBlock,
  stored: StoredHousehold,
  { taken, living, newCode }: Around,
): void {
  const answer = block.lines[0]?.answer ?? null
  const own = sameHousehold(input, block, taken, living).exact
  if (own && answer === null) {
    taken.add(own.id)
    settle(input, block, own, own.code)
    return
  }
  block.question = {
    ...{ code: 'householdOthers', answer, choices: ['same', 'different', 'later'] },
    household: stored.id,
  }
  if (answer === 'same') return
  if (answer === 'different') {
    settle(input, block, null, newCode(block.household?.group ?? ''))
    return
  }
  block.household = null
  block.left = true
}

/** A number that two heads have: one household, or two of which the second gets a number of its own. */
function resolveTwice(
  input: CompareInput,
  block: FileBlock,
  blocks: ReadonlyMap<string, FileBlock>,
  living: ReadonlyMap<string, readonly string[]>,
  taken: Set<string>,
  newCode: (group: string) => string,
): void {
  const [first] = block.lines
  const before = blocks.get(first?.code ?? '')
  const there = living.get(before?.stored?.id ?? '') ?? []
  const wasSame = block.lines.every(({ name }) => there.includes(name))
  settle(input, block, null, '')
  const own = wasSame ? undefined : sameHousehold(input, block, taken, living).exact
  const answer = first?.answer ?? null
  if (own && answer === null) {
    taken.add(own.id)
    settle(input, block, own, own.code)
    return
  }
  if (!wasSame)
    block.question = {
      ...{ code: 'householdTwice', answer, choices: ['same', 'different', 'later'] },
      household: before?.household?.id ?? null,
    }
  if ((wasSame || answer === 'same') && before?.household) {
    block.stored = before.stored
    block.household = before.household
  } else if (answer === 'different') settle(input, block, null, newCode(first?.group ?? ''))
  else {
    block.household = null
    block.left = true
  }
}

/** Stored households with the same head in the same group; `exact`: the only one, and the same people live in it. */
function sameHousehold(
  input: CompareInput,
  { household, lines }: FileBlock,
  taken: ReadonlySet<string>,
  living: ReadonlyMap<string, readonly string[]>,
): { alike: StoredHousehold[]; exact: StoredHousehold | undefined } {
  const { head = '', group = '' } = household ?? {}
  const alike = input.households.filter(
    (one) =>
      !one.ended &&
      !taken.has(one.id) &&
      plainName(one.head) === head &&
      (group === '' || one.group === '' || one.group === group),
  )
  const names = namesKey(lines.map(({ name }) => name))
  const [only] = alike
  const same = only && (input.kind !== 'residence' || namesKey(living.get(only.id) ?? []) === names)
  return { alike, exact: alike.length === 1 && same ? only : undefined }
}

/** A household without its number: the stored one with the same people, or a question, or a new one. */
function resolveUnnumbered(
  input: CompareInput,
  block: FileBlock,
  taken: Set<string>,
  living: ReadonlyMap<string, readonly string[]>,
  newCode: (group: string) => string,
): void {
  const [first] = block.lines
  settle(input, block, null, '')
  const group = block.household?.group ?? ''
  const { alike, exact } = sameHousehold(input, block, taken, living)
  if (exact) {
    taken.add(exact.id)
    settle(input, block, exact, exact.code)
    return
  }
  if (alike.length > 0) {
    const answer = first?.answer ?? null
    const one = alike.length === 1 ? alike[0] : undefined
    const choices: LineAnswer[] = one ? ['same', 'different', 'later'] : ['different', 'later']
    block.question = { code: 'householdMissing', answer, choices, household: alike[0]?.id ?? null }
    if (answer === 'same' && one) {
      taken.add(one.id)
      settle(input, block, one, one.code)
      return
    }
    if (answer !== 'different') {
      block.household = null
      block.left = true
      return
    }
  }
  settle(input, block, null, newCode(group))
}

const compared = ['head', 'group', 'area', 'line', 'estate', 'building', 'ended'] as const

/** What becomes of each household of the file, once for each. */
export function householdSteps(blocks: ReadonlyMap<string, FileBlock>): ComparedHousehold[] {
  const steps = new Map<string, ComparedHousehold>()
  for (const { household, stored, lines, left } of blocks.values()) {
    const row = lines[0]?.row ?? 0
    if (!household || left || lines.every(({ unreadable }) => unreadable) || steps.has(household.id)) continue
    const changed = stored !== null && compared.some((field) => stored[field] !== household[field])
    const kind = stored === null ? 'new' : changed ? 'changed' : 'same'
    steps.set(household.id, { id: household.id, kind, row, now: household, was: stored, into: [] })
  }
  return [...steps.values()]
}
