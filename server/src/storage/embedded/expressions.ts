import { Context, evalExpr } from 'mingo/core'
import { Lazy } from 'mingo/lazy'
import * as accumulators from 'mingo/operators/accumulator'
import * as expressions from 'mingo/operators/expression'
import * as stages from 'mingo/operators/pipeline'
import * as projections from 'mingo/operators/projection'
import * as windows from 'mingo/operators/window'
import { badValue } from './errors'
import { matcher } from './matching'
import { sorter } from './sorting'
import { type Doc, isObject } from './values'

type Stage = (typeof stages)['$match']

// Filters and orders of a pipeline are ours: strict, and MongoDB's order of types.
const $match: Stage = (source, filter) => {
  const test = matcher(filter as Doc)
  return source.filter((doc) => test(doc as Doc))
}
const $sort: Stage = (source, spec) => {
  const order = sorter(spec)
  return source.transform((docs) => Lazy([...(docs as Iterable<Doc>)].sort(order)))
}

const { $out: _out, $merge: _merge, $match: _match, $sort: _sort, ...safeStages } = stages
const { $function: _function, ...safeExpressions } = expressions
const { $accumulator: _accumulator, ...safeAccumulators } = accumulators

export const pipelineNames = {
  stages: Object.keys(safeStages).concat('$match', '$sort').sort(),
  accumulators: Object.keys(safeAccumulators)
    .filter((name) => name.startsWith('$'))
    .sort(),
  expressions: Object.keys(safeExpressions)
    .filter((name) => name.startsWith('$'))
    .sort(),
}

export const context = Context.init({
  pipeline: { ...safeStages, $match, $sort } as never,
  expression: safeExpressions as never,
  accumulator: safeAccumulators as never,
  projection: projections as never,
  window: windows as never,
})

/** mingo answers plain errors for what it does not know; to a client those are bad values. */
export function guarded<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (error instanceof Error && error.constructor !== Error && 'codeName' in error) throw error
    throw badValue(error instanceof Error ? error.message : String(error))
  }
}

export function expressionTest(expression: unknown): (doc: Doc) => boolean {
  if (isObject(expression)) refuseUnknown(expression)
  return (doc) => {
    const value = guarded(() => evalExpr(doc, expression as never, { context } as never))
    return value !== false && value !== null && value !== undefined && value !== 0
  }
}

export function evaluate(doc: Doc, expression: unknown): unknown {
  return guarded(() => evalExpr(doc, expression as never, { context } as never))
}

function refuseUnknown(expression: Doc): void {
  const name = Object.keys(expression)[0]
  if (name?.startsWith('$') && !Object.hasOwn(safeExpressions, name))
    throw badValue(`Unrecognized expression '${name}'`)
}
