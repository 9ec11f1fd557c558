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
  const single = new Map<string, Truth>()
  const ofOne = (value: FactValue): Truth => conditionTruth(condition, { [condition.field]: value })
  const ofCode = (code: string): Truth => {
    const truth = single.get(code) ?? ofOne([code])
    single.set(code, truth)
    return truth
  }
  const ofCodes = (list: readonly string[]): Truth => {
    const found = list.map(ofCode)
    return found.includes('met') ? 'met' : found.includes('unknown') ? 'unknown' : 'unmet'
  }
  const areCodes = condition.op === 'prefix'
  return Uint8Array.from(dictionary.values, (value) =>
    value === undefined
      ? codes.unknown
      : codes[areCodes && typeof value === 'object' ? ofCodes(value) : ofOne(value)],
  )
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

/** The numbers that a condition lets in, both ends included; null where it compares no numbers. */
function rangeOf({ op, value }: Condition): readonly [number, number] | null {
  if (op === 'between') {
    const [from, to] = Array.isArray(value) ? value : []
    return typeof from === 'number' && typeof to === 'number' ? [from, to] : null
  }
  if (typeof value !== 'number') return null
  switch (op) {
    case 'gte':
    case 'lt':
      return [value, Number.POSITIVE_INFINITY]
    case 'lte':
    case 'gt':
      return [Number.NEGATIVE_INFINITY, value]
    default:
      return null
  }
}

/** 超过 is not 以内, and 不满 is not 以上: the same numbers, told the other way round. */
const isOutside = ({ op }: Condition): boolean => op === 'gt' || op === 'lt'

function numberTruths(condition: Condition, { values, known }: NumberColumn, into: Truths): void {
  const range = rangeOf(condition)
  if (!range) {
    into.met.fill(0)
    into.unmet.fill(0)
    return
  }
  const [from, to] = range
  const [inside, outside] = isOutside(condition) ? [into.unmet, into.met] : [into.met, into.unmet]
  for (let word = 0, row = 0; word < inside.length; word += 1) {
    let within = 0
    for (let bit = 0; bit < 32; bit += 1, row += 1) {
      const value = values[row] as number
      // Without a branch: half of the values lie on either side.
      within |= (+(value >= from) & +(value <= to)) << bit
    }
    inside[word] = within
    outside[word] = (known[word] as number) & ~within
  }
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
  } else {
    into.met.fill(0)
    into.unmet.fill(0)
  }
}

export const noTruths = (count: number): Truths => ({ met: bitsFor(count), unmet: bitsFor(count) })
