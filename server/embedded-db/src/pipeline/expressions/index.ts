import { BINARY, type Comparer } from '../../values/comparer'
import { truthy } from '../../values/predicates'
import type { Doc } from '../../values/values'
import { accumulatorNames, tallied } from './accumulators'
import { nExpressions } from './accumulators-n'
import { arithmetic } from './arithmetic'
import { arrays } from './arrays'
import { compile, define, expressionNames } from './compile'
import { conversions } from './conversions'
import { dateFormats } from './date-formats'
import { dateParts } from './date-parts'
import { dateReading } from './date-reading'
import { dateUnits } from './date-units'
import { functions } from './functions'
import { logic } from './logic'
import { mathematics } from './mathematics'
import { objects } from './objects'
import { collated, variadic } from './operands'
import { regexes } from './regexes'
import { activeScope } from './scope'
import { sets } from './sets'
import { sizes } from './sizes'
import { strings } from './strings'
import { trigonometry } from './trigonometry'
import { comparing, type Expression } from './types'

const families = [
  logic,
  arithmetic,
  mathematics,
  trigonometry,
  strings,
  regexes,
  arrays,
  functions,
  sets,
  objects,
]
for (const family of [
  ...families,
  dateParts,
  dateUnits,
  dateFormats,
  dateReading,
  conversions,
  sizes,
  nExpressions,
])
  define(family)
for (const name of ['$sum', '$avg', '$min', '$max', '$stdDevPop', '$stdDevSamp'])
  define({ [name]: collated((by) => variadic((values) => tallied(name, values, by))) })

export { accumulatorNames, compile, expressionNames }

/** `$expr`, with the variables of the pipeline that it stands in. */
export function expressionTest(spec: unknown, by: Comparer): (doc: Doc) => boolean {
  const run = scoped(spec, by)
  return (doc) => truthy(run(doc))
}

const compiled = new WeakMap<Comparer, WeakMap<object, (doc: Doc) => unknown>>()

/** The value of an expression for a document, missing as undefined. */
export function evaluate(doc: Doc, spec: unknown, by: Comparer = BINARY): unknown {
  if (spec === null || typeof spec !== 'object') return scoped(spec, by)(doc)
  const known = compiled.get(by) ?? new WeakMap()
  compiled.set(by, known)
  let run = known.get(spec)
  if (!run) {
    run = scoped(spec, by)
    known.set(spec, run)
  }
  return run(doc)
}

function scoped(spec: unknown, by: Comparer): (doc: Doc) => unknown {
  const scope = activeScope()
  const run: Expression = compile(spec, comparing(scope.names, by))
  return (doc) => run({ root: doc, bindings: scope.bindings, now: scope.now })
}
