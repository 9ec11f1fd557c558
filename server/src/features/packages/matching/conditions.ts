import { type Condition, conditionTruth, type FactValue, type Truth } from '@hutang/shared'
import { type Bits, bitsFor } from './bits'
import type { CodedColumn, Column, NumberColumn, SetColumn } from './columns'

/** Of each enterprise whether something is so: two bits, and neither where it is not known. */
export interface Truths {
  met: Bits
  unmet: Bits
}

const codes: Record<Truth, number> = { unknown: 0, met: 1, unmet: 2 }

/** What the pure rule says of each value that there is, once for all enterprises that have it. */
function truthsOfValues(condition: Condition, { dictionary }: CodedColumn): Uint8Array {
  const { values, parts, words } = dictionary
  const ofOne = (value: FactValue): number => codes[conditionTruth(condition, { [condition.field]: value })]
  // One of several codes is enough; a choice that is a list is another matter.
  const ofCode = condition.op === 'prefix' ? Uint8Array.from(words, (word) => ofOne([word])) : null
  const truths = new Uint8Array(values.length)
  for (let id = 1; id < values.length; id += 1) {
    const [value, list] = [values[id], parts[id]]
    if (value === undefined) continue
    truths[id] = ofCode && list ? anyOf(list, ofCode) : ofOne(value)
  }
  return truths
}

function anyOf(list: readonly number[], truths: Uint8Array): number {
  let found = codes.unmet
  for (const one of list) {
    const truth = truths[one]
    if (truth === codes.met) return codes.met
    if (truth === codes.unknown) found = codes.unknown
  }
  return found
}

function codedTruths(condition: Condition, column: CodedColumn, into: Truths): void {
  const { ids } = column
  const truths = truthsOfValues(condition, column)
  for (let word = 0, row = 0; word < into.met.length; word += 1) {
    let [met, unmet] = [0, 0]
    for (let bit = 0; bit < 32; bit += 1, row += 1) {
      const truth = truths[ids[row] as number] as number
      met |= (truth & 1) << bit
      unmet |= (truth >>> 1) << bit
    }
    into.met[word] = met
    into.unmet[word] = unmet
  }
}

/** Whether each number is at least so much, without a branch: half of them lie on either side. What is not known is not. */
function atLeast(values: Float64Array, least: number, into: Bits): void {
  for (let word = 0, row = 0; word < into.length; word += 1) {
    let found = 0
    for (let bit = 0; bit < 32; bit += 4, row += 4)
      found |=
        (+((values[row] as number) >= least) |
          (+((values[row + 1] as number) >= least) << 1) |
          (+((values[row + 2] as number) >= least) << 2) |
          (+((values[row + 3] as number) >= least) << 3)) <<
        bit
    into[word] = found
  }
}

function atMost(values: Float64Array, most: number, into: Bits): void {
  for (let word = 0, row = 0; word < into.length; word += 1) {
    let found = 0
    for (let bit = 0; bit < 32; bit += 4, row += 4)
      found |=
        (+((values[row] as number) <= most) |
          (+((values[row + 1] as number) <= most) << 1) |
          (+((values[row + 2] as number) <= most) << 2) |
          (+((values[row + 3] as number) <= most) << 3)) <<
        bit
    into[word] = found
  }
}

function within(values: Float64Array, [from, to]: readonly [number, number], into: Bits): void {
  for (let word = 0, row = 0; word < into.length; word += 1) {
    let found = 0
    for (let bit = 0; bit < 32; bit += 1, row += 1)
      found |= (+((values[row] as number) >= from) & +((values[row] as number) <= to)) << bit
    into[word] = found
  }
}

/** Fills in who meets it or who does not, and answers which; null: it compares no numbers. */
function compareNumbers({ op, value }: Condition, values: Float64Array, { met, unmet }: Truths): Bits | null {
  if (op === 'between') {
    const [from, to] = Array.isArray(value) ? value : []
    if (typeof from !== 'number' || typeof to !== 'number') return null
    within(values, [from, to], met)
    return met
  }
  if (typeof value !== 'number') return null
  // 超过 is not 以内, and 不满 is not 以上.
  const told = op === 'gte' || op === 'lte' ? met : unmet
  if (op === 'gte' || op === 'lt') atLeast(values, value, told)
  else if (op === 'lte' || op === 'gt') atMost(values, value, told)
  else return null
  return told
}

function numberTruths(condition: Condition, { values, known }: NumberColumn, into: Truths): void {
  const told = compareNumbers(condition, values, into)
  if (!told) {
    nothingKnown(into)
    return
  }
  const other = told === into.met ? into.unmet : into.met
  for (let word = 0; word < told.length; word += 1)
    other[word] = (known[word] as number) & ~(told[word] as number)
}

function setTruths({ op, value }: Condition, column: SetColumn, into: Truths): void {
  const asked = (typeof value === 'string' ? [value] : Array.isArray(value) ? value : []).reduce(
    (mask: number, kind) => {
      const bit = typeof kind === 'string' ? column.bitOf.get(kind) : undefined
      return bit === undefined ? mask : mask | (1 << bit)
    },
    0,
  )
  const [having, lacking] = op === 'has' ? [into.met, into.unmet] : [into.unmet, into.met]
  for (let word = 0, row = 0; word < having.length; word += 1) {
    let has = 0
    for (let bit = 0; bit < 32; bit += 1, row += 1)
      has |= +(((column.masks[row] as number) & asked) !== 0) << bit
    const known = column.known[word] as number
    having[word] = has & known
    lacking[word] = known & ~has
  }
}

/** Whether a condition of the registry is true of each enterprise; of an operator that its field does not have nothing is known. */
export function conditionTruths(condition: Condition, column: Column, into: Truths): void {
  const { op, value } = condition
  if (column.kind === 'coded') codedTruths(condition, column, into)
  else if (column.kind === 'number') numberTruths(condition, column, into)
  else if (column.kind === 'set' && (op === 'has' || op === 'hasNone')) setTruths(condition, column, into)
  else if (column.kind === 'yesNo' && op === 'is' && typeof value === 'boolean') {
    into.met.set(value ? column.yes : column.no)
    into.unmet.set(value ? column.no : column.yes)
  } else nothingKnown(into)
}

export function nothingKnown(into: Truths): void {
  into.met.fill(0)
  into.unmet.fill(0)
}

export const noTruths = (count: number): Truths => ({ met: bitsFor(count), unmet: bitsFor(count) })
