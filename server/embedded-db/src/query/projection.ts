import { Scope } from '../pipeline/expressions/scope'
import { projected } from '../pipeline/stages/projection'
import { parseProjection } from '../pipeline/stages/projection-parser'
import type { Comparer } from '../values/comparer'
import { type Doc, isObject } from '../values/values'
import { elementKeeper } from './positional-projection'
import { sliced } from './slice-projection'

interface Command {
  by: Comparer
  now: Date
  variables: Iterable<[string, unknown]>
}

/** A `find` projection as a function, or nothing when the whole document is wanted. `$` is a place in `filter`. */
export function projector(
  spec: unknown,
  filter: Doc,
  { by, now, variables }: Command,
): ((doc: Doc) => Doc) | undefined {
  if (!isObject(spec) || Object.keys(spec).length === 0) return undefined
  const scope = Scope.of(now, variables, by)
  const parsed = parseProjection(spec, scope, true)
  const { slices, positional } = parsed
  const matching = positional === undefined ? undefined : elementKeeper(positional, filter, by)
  const project = projected(parsed, scope, matching)
  if (slices.length === 0) return project
  return (doc) => slices.reduce((cut, { path, pick }) => sliced(cut, path, pick), project(doc))
}

export const isPositional = (spec: unknown): boolean =>
  isObject(spec) &&
  Object.entries(spec).some(
    ([name, rule]) => !name.startsWith('$') && (name.endsWith('.$') || isPositional(rule)),
  )
