import type { BSONRegExp } from 'bson'
import { MongoError } from '../../errors'
import { toRegExp } from '../../query/value-tests'
import { isRegex } from '../../values/values'
import { named, nullish } from './operands'
import type { Operator } from './types'

interface Found {
  match: string
  idx: number
  captures: (string | null)[]
}

type Values = Record<'input' | 'regex' | 'options', unknown>

/** The pattern with its options, from one of the two places; the last one is kept, as it is mostly the same. */
function patterns(name: string): (values: Values) => RegExp | undefined {
  let last: { regex: unknown; options: unknown; pattern: RegExp } | undefined
  return (values) => {
    const { regex, options } = values
    if (options !== undefined && options !== null && typeof options !== 'string')
      throw new MongoError(51106, `${name} needs 'options' to be of type string`)
    if (nullish(regex)) return undefined
    if (last && last.regex === regex && last.options === options) return last.pattern
    const pattern = compiled(name, regex, options ?? undefined)
    last = { regex, options, pattern }
    return pattern
  }
}

function compiled(name: string, regex: unknown, options: string | undefined): RegExp {
  let flags = options ?? ''
  if (isRegex(regex)) {
    const own = regex instanceof RegExp ? regex.flags.replace(/[dgyuv]/g, '') : (regex as BSONRegExp).options
    if (own !== '' && options !== undefined)
      throw new MongoError(
        51107,
        `${name}: found regex option(s) specified in both 'regex' and 'option' fields`,
      )
    flags = own === '' ? flags : own
  } else if (typeof regex !== 'string')
    throw new MongoError(51105, `${name} needs 'regex' to be of type string or regex`)
  const source =
    typeof regex === 'string' ? regex : regex instanceof RegExp ? regex.source : (regex as BSONRegExp).pattern
  if (source.includes('\0'))
    throw new MongoError(51109, `${name}: regular expression cannot contain an embedded null byte`)
  if (flags.includes('\0'))
    throw new MongoError(51110, `${name}: regular expression options cannot contain an embedded null byte`)
  if (/[^imsxu]/.test(flags)) throw new MongoError(51108, `${name}: invalid flag in regex options: ${flags}`)
  try {
    const { source: translated, flags: kept } = toRegExp(source, flags)
    return new RegExp(translated, [...new Set(`${kept}gu`)].join(''))
  } catch (error) {
    throw new MongoError(51111, `Invalid Regex in ${name}: ${(error as Error).message}`)
  }
}

function finding<T>(name: string, none: T, run: (found: Iterable<Found>) => T): Operator {
  const codes = { object: 51103, unknown: 31024, missing: { input: 31022, regex: 31023 } }
  return (operand, names) => {
    const patternOf = patterns(name)
    return named<'input' | 'regex' | 'options'>(name, codes, ['input', 'regex'], ['options'], (values) => {
      const { input } = values
      if (!nullish(input) && typeof input !== 'string')
        throw new MongoError(51104, `${name} needs 'input' to be of type string`)
      const pattern = patternOf(values)
      if (nullish(input) || pattern === undefined) return none
      return run(matches(input, pattern))
    })(operand, names)
  }
}

function* matches(input: string, pattern: RegExp): Generator<Found> {
  let units = 0
  let idx = 0
  for (const match of input.matchAll(pattern)) {
    idx += Array.from(input.slice(units, match.index)).length
    units = match.index
    yield { match: match[0], idx, captures: match.slice(1).map((capture) => capture ?? null) }
  }
}

export const regexes: Record<string, Operator> = {
  $regexMatch: finding('$regexMatch', false, (found) => {
    for (const _match of found) return true
    return false
  }),
  $regexFind: finding<Found | null>('$regexFind', null, (found) => {
    for (const match of found) return match
    return null
  }),
  $regexFindAll: finding<Found[]>('$regexFindAll', [], (found) => [...found]),
}
