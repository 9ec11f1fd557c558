import { MongoError } from '../../errors'
import type { Comparer } from '../../values/comparer'
import { toNumber } from '../../values/numbers'
import { isNumber } from '../../values/predicates'
import { sorter } from '../../values/sorting'
import { type Doc, isObject } from '../../values/values'
import type { AccumulatorCompiler, Tally } from './accumulators'
import { compile } from './compile'
import { nullish } from './operands'
import { compareMissing } from './order'
import { type Env, type Names, NO_DOCUMENT, type Operator } from './types'

interface Codes {
  missingN: number
  missingOther: number
}

const FIRST_FAMILY: Codes = { missingN: 5787906, missingOther: 5787907 }
const TOP_FAMILY: Codes = { missingN: 5788003, missingOther: 5788004 }

function fieldsOf(name: string, spec: unknown, required: string[], codes: Codes): Doc {
  if (!isObject(spec)) throw new MongoError(5787900, `specification must be an object; found ${name}`)
  for (const key of Object.keys(spec))
    if (!required.includes(key)) throw new MongoError(5787901, `Unknown argument for ${name}: ${key}`)
  for (const key of required)
    if (!Object.hasOwn(spec, key))
      throw new MongoError(
        key === 'n' ? codes.missingN : codes.missingOther,
        `Missing value for '${key}' in ${name}`,
      )
  return spec
}

function countOf(value: unknown): number {
  const number = isNumber(value) ? toNumber(value) : Number.NaN
  if (!Number.isInteger(number)) throw new MongoError(7548606, `Cannot apply an 'n' that is not an integer`)
  if (number <= 0) throw new MongoError(7548606, `'n' must be greater than 0, found ${number}`)
  return number
}

/** MongoDB lets `n` depend on the group's key; here it is the same for all groups. */
function constantCount(spec: unknown, names: Names): number {
  const n = compile(spec, names)
  if (!n.constant) throw new MongoError(7548606, `'n' must be a constant`)
  return countOf(n(NO_DOCUMENT))
}

type Pick = (values: unknown[], n: number, by: Comparer) => unknown[]

const PICKS: Record<string, Pick> = {
  $firstN: (values, n) => values.slice(0, n),
  $lastN: (values, n) => values.slice(-n),
  $minN: (values, n, by) =>
    present(values)
      .sort((a, b) => compareMissing(a, b, by))
      .slice(0, n),
  $maxN: (values, n, by) =>
    present(values)
      .sort((a, b) => compareMissing(b, a, by))
      .slice(0, n),
}

const present = (values: unknown[]) => values.filter((value) => !nullish(value))

function picking(name: string, pick: Pick): AccumulatorCompiler {
  return (spec, names) => {
    const { input, n: rawCount } = fieldsOf(name, spec, ['input', 'n'], FIRST_FAMILY)
    const n = constantCount(rawCount, names)
    const operand = compile(input, names)
    return { operand, create: () => kept((values) => pick(values, n, names.by)) }
  }
}

function kept(result: (values: unknown[]) => unknown): Tally {
  const values: unknown[] = []
  return { add: (value) => values.push(value ?? null), result: () => result(values) }
}

interface Ranked {
  doc: Doc
  output: unknown
}

function ranking(name: string, direction: 'top' | 'bottom', many: boolean): AccumulatorCompiler {
  return (spec, names) => {
    const required = many ? ['sortBy', 'output', 'n'] : ['sortBy', 'output']
    const { sortBy, output: rawOutput, n: rawCount } = fieldsOf(name, spec, required, TOP_FAMILY)
    const n = many ? constantCount(rawCount, names) : 1
    if (!isObject(sortBy)) throw new MongoError(10065, `invalid parameter: expected an object (sortBy)`)
    const order = sorter(sortBy, names.by)
    const output = compile(rawOutput, names)
    const operand = (env: Env): Ranked => ({
      doc: isObject(env.root) ? env.root : {},
      output: output(env) ?? null,
    })
    const result = (values: unknown[]) => {
      const ranked = (values as Ranked[]).sort((a, b) => order(a.doc, b.doc))
      const found = (direction === 'top' ? ranked.slice(0, n) : ranked.slice(-n)).map((each) => each.output)
      return many ? found : found[0]
    }
    return { operand, create: () => kept(result) }
  }
}

export const nAccumulators: Record<string, AccumulatorCompiler> = {
  ...Object.fromEntries(Object.entries(PICKS).map(([name, pick]) => [name, picking(name, pick)])),
  $top: ranking('$top', 'top', false),
  $bottom: ranking('$bottom', 'bottom', false),
  $topN: ranking('$topN', 'top', true),
  $bottomN: ranking('$bottomN', 'bottom', true),
}

function pickingExpression(name: string, pick: Pick): Operator {
  return (operand, names) => {
    const spec = fieldsOf(name, operand, ['input', 'n'], FIRST_FAMILY)
    const input = compile(spec.input, names)
    const n = compile(spec.n, names)
    return (env) => {
      const count = countOf(n(env))
      const array = input(env)
      if (!Array.isArray(array)) throw new MongoError(5788200, `${name} requires an array input`)
      return pick(array, count, names.by)
    }
  }
}

export const nExpressions: Record<string, Operator> = Object.fromEntries(
  Object.entries(PICKS).map(([name, pick]) => [name, pickingExpression(name, pick)]),
)
