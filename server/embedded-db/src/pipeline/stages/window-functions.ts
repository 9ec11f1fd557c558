import { failedToParse, MongoError } from '../../errors'
import { isNumber } from '../../values/predicates'
import { type SortKey, sorterBy } from '../../values/sorting'
import { textOf } from '../../values/texts'
import { type Doc, isObject, toNumber } from '../../values/values'
import {
  type Accumulator,
  accumulatorNames,
  compileAccumulator,
  isTally,
  type Tally,
} from '../expressions/accumulators'
import { compile } from '../expressions/compile'
import { isWhole } from '../expressions/operands'
import type { Scope } from '../expressions/scope'
import type { Expression } from '../expressions/types'
import { parseWindow, placesIn, WHOLE, type Window } from './window-bounds'

/** A value for each document of a sorted partition. */
export type WindowFunction = (partition: Doc[]) => Generator<unknown, void, undefined>

export interface WindowPlace {
  scope: Scope
  /** Nothing where there is no `sortBy`. */
  sort: SortKey[] | undefined
}

const OVER_WINDOWS = new Set(accumulatorNames().filter((name) => name !== '$mergeObjects'))

type Compiler = (spec: unknown, place: WindowPlace) => WindowFunction

/** `$rank` and its like: a number for each document, by those before it. */
function ranking(next: (rank: number, at: number, tied: boolean) => number): Compiler {
  return (spec, { scope, sort }) => {
    if (!isObject(spec) || Object.keys(spec).length > 0)
      throw new MongoError(5371603, "(None) must be specified with '{}' as the value")
    if (sort?.length !== 1)
      throw new MongoError(5371602, 'Rank style window functions must have a sortBy of exactly one element')
    const order = sorterBy(sort, scope.names.by)
    return function* (partition) {
      let rank = 0
      for (const [at, doc] of partition.entries()) {
        const before = partition[at - 1]
        rank = next(rank, at, before !== undefined && order(before, doc) === 0)
        yield rank
      }
    }
  }
}

const SHIFT = ['output', 'by', 'default']

const $shift: Compiler = (spec, { scope, sort }) => {
  if (!isObject(spec)) throw failedToParse('Argument to $shift must be an object')
  const odd = Object.keys(spec).find((key) => !SHIFT.includes(key))
  if (odd !== undefined) throw failedToParse(`Unknown argument in $shift: ${odd}`)
  if (sort === undefined) throw failedToParse("'$shift' requires a sortBy")
  if (spec.output === undefined || spec.by === undefined)
    throw failedToParse("$shift requires 'output' and 'by' to be specified.")
  if (!isWhole(spec.by))
    throw failedToParse(`'$shift:by' field must be an integer, but found by: ${textOf(spec.by)}`)
  const by = toNumber(spec.by)
  const output = compile(spec.output, scope.names)
  const otherwise = compile(spec.default ?? null, scope.names)
  if (!otherwise.constant) throw failedToParse("'$shift:default' expression must yield a constant value.")
  return function* (partition) {
    for (const at of partition.keys()) {
      const doc = partition[at + by]
      yield (doc === undefined ? otherwise(scope.env({})) : output(scope.env(doc))) ?? null
    }
  }
}

const functions: Record<string, Compiler> = {
  $rank: ranking((rank, at, tied) => (tied ? rank : at + 1)),
  $denseRank: ranking((rank, _at, tied) => (tied ? rank : rank + 1)),
  $documentNumber: ranking((_rank, at) => at + 1),
  $shift,
}

export const windowFunctionNames = (): string[] => [...Object.keys(functions), ...OVER_WINDOWS].sort()

/** One field of the output: a function, and the window that it sees. */
export function compileWindowFunction(spec: unknown, place: WindowPlace): WindowFunction {
  if (!isObject(spec)) throw failedToParse('the specification of a window function must be an object')
  const keys = Object.keys(spec)
  const name = keys.find((key) => key.startsWith('$'))
  if (name === undefined) throw failedToParse('Expected a $-prefixed window function')
  const others = keys.filter((key) => key !== name)
  const compileFunction = Object.hasOwn(functions, name) ? functions[name] : undefined
  if (compileFunction) {
    if (others.length > 0)
      throw name === '$shift'
        ? failedToParse(`'$shift' takes no other arguments: ${others.join()}`)
        : new MongoError(5371601, `Rank style window functions take no other arguments: ${others.join()}`)
    return compileFunction(spec[name], place)
  }
  if (!OVER_WINDOWS.has(name)) throw failedToParse(`Unrecognized window function, ${name}`)
  const odd = others.find((key) => key !== 'window')
  if (odd !== undefined) throw failedToParse(`'window' is the only other field of ${name}, not ${odd}`)
  const window = Object.hasOwn(spec, 'window') ? parseWindow(spec.window, place.sort) : WHOLE
  const accumulator = accumulatorOf(name, spec[name], place.scope)
  const slides = window.lower !== 'unbounded' && name.startsWith('$stdDev')
  return accumulating(slides ? finite(accumulator) : accumulator, window, place.scope)
}

/** Where a window leaves documents behind, MongoDB has no deviation as long as an infinite number or none is in it. */
function finite({ operand, create }: Accumulator): Accumulator {
  return {
    operand,
    create() {
      const tally = create()
      let known = true
      return {
        add(value) {
          known &&= !isNumber(value) || Number.isFinite(toNumber(value))
          tally.add(value)
        },
        result: () => (known ? tally.result() : null),
      }
    },
  }
}

/** The operand of a tally may be an array here, as any other expression. */
function accumulatorOf(name: string, spec: unknown, { names }: Scope): Accumulator {
  if (!isTally(name) || !Array.isArray(spec)) return compileAccumulator(name, spec, names)
  const operand: Expression = compile(spec, names)
  return { ...compileAccumulator(name, null, names), operand }
}

function accumulating({ operand, create }: Accumulator, window: Window, scope: Scope): WindowFunction {
  return function* (partition) {
    const place = placesIn(partition, window)
    const add = (tally: Tally, from: number, to: number) => {
      for (const doc of partition.slice(from, to + 1)) tally.add(operand(scope.env(doc)))
    }
    if (window.lower === 'unbounded') {
      const tally = create()
      let seen = 0
      for (const at of partition.keys()) {
        const [, last] = place(at)
        if (last >= seen) add(tally, seen, last)
        seen = Math.max(seen, last + 1)
        yield copied(tally.result())
      }
      return
    }
    for (const at of partition.keys()) {
      const tally = create()
      const [first, last] = place(at)
      if (last >= first) add(tally, first, last)
      yield tally.result()
    }
  }
}

/** A tally that goes on may go on with the array that it has given. */
const copied = (value: unknown): unknown => (Array.isArray(value) ? [...value] : (value ?? null))
