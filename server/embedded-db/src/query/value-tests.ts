import { badValue, MongoError } from '../errors'
import { BINARY, type Comparer } from '../values/comparer'
import { REFERENCE, type Test } from '../values/paths'
import * as v from '../values/values'
import { type Doc, isObject, isRegex } from '../values/values'
import { compilePattern } from './regex'

/** Whether a value of a filter is a set of operators; a mix of operators and fields is an error. */
export function isOperators(value: unknown): value is Doc {
  if (!isObject(value)) return false
  const keys = Object.keys(value)
  const first = keys[0]
  if (first === undefined || !first.startsWith('$') || REFERENCE.has(first)) return false
  const odd = keys.find((key) => !key.startsWith('$'))
  if (odd !== undefined) throw badValue(`unknown operator: ${odd}`)
  return true
}

/** Equality, or the pattern of a regular expression, as in `$in` and implicit equality. */
export function valueTest(operand: unknown, by: Comparer = BINARY): Test {
  if (isRegex(operand)) return regexTest(operand, '')
  if (operand === null || operand === undefined) return (value) => value === null || value === undefined
  if (typeof operand === 'string') return textTest(operand, by)
  v.typeOf(operand)
  return (value) => value !== undefined && by.equal(value, operand)
}

function textTest(operand: string, by: Comparer): Test {
  if (by.binary) return (value) => value === operand
  return (value) => typeof value === 'string' && by.texts(value, operand) === 0
}

export function exactTest(operand: unknown, by: Comparer): Test {
  return isRegex(operand)
    ? (value) => value !== undefined && by.equal(value, operand)
    : valueTest(operand, by)
}

export function inTest(operator: string, operand: unknown, by: Comparer): Test {
  if (!Array.isArray(operand)) throw badValue(`${operator} needs an array`)
  if (operand.some((entry) => isOperators(entry))) throw badValue(`cannot nest $ under ${operator}`)
  if (operand.length > 8 && operand.every((entry) => typeof entry === 'string')) {
    if (!by.binary) return oneOfTexts(operand, by)
    const words = new Set<unknown>(operand)
    return (value) => words.has(value)
  }
  const tests = operand.map((entry) => valueTest(entry, by))
  return (value) => tests.some((test) => test(value))
}

function oneOfTexts(texts: string[], by: Comparer): Test {
  const inOrder = [...texts].sort(by.texts)
  return (value) => {
    if (typeof value !== 'string') return false
    let low = 0
    let high = inOrder.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (by.texts(inOrder[middle] ?? '', value) < 0) low = middle + 1
      else high = middle
    }
    const found = inOrder[low]
    return found !== undefined && by.texts(found, value) === 0
  }
}

export function rangeTest(operator: string, operand: unknown, by: Comparer): Test {
  if (isRegex(operand)) throw badValue(`Can't have RegEx as arg to predicate over field.`)
  const type = v.typeOf(operand)
  const inclusive = operator.endsWith('e')
  if (type === v.NULL) return (value) => inclusive && (value === null || value === undefined)
  const up = operator.startsWith('$gt')
  // The ends of all values compare with every type.
  const anyType = type === v.MIN_KEY || type === v.MAX_KEY
  const number = type === v.NUMBER
  return (value) => {
    if (!anyType && (value === undefined || v.typeOf(value) !== type)) return false
    const order = by.compare(value, operand)
    if (order === 0) return inclusive
    if (number && (Number.isNaN(v.toNumber(value)) || Number.isNaN(v.toNumber(operand)))) return false
    return up ? order > 0 : order < 0
  }
}

export function toRegExp(operand: unknown, options: unknown): RegExp {
  if (!isRegex(operand) && typeof operand !== 'string') throw badValue('$regex has to be a string')
  if (options !== undefined && typeof options !== 'string') throw badValue('$options has to be a string')
  const [source, own] = isRegex(operand) ? v.regexParts(operand) : [String(operand), '']
  if (options && own) throw new MongoError(51075, 'options set in both $regex and $options')
  return compilePattern(source, options || own)
}

export function regexTest(operand: unknown, options: unknown): Test {
  const pattern = toRegExp(operand, options)
  const [source, own] = isRegex(operand) ? v.regexParts(operand) : [operand, '']
  const flags = options || own
  // A stored pattern is found by an equal one.
  const same = (value: unknown) => {
    const [stored, storedFlags] = v.regexParts(value)
    return stored === source && storedFlags === flags
  }
  return (value) => (typeof value === 'string' ? pattern.test(value) : isRegex(value) && same(value))
}

export function modTest(operand: unknown): Test {
  if (!Array.isArray(operand)) throw badValue('malformed mod, needs to be an array')
  if (operand.length < 2) throw badValue('malformed mod, not enough elements')
  if (operand.length > 2) throw badValue('malformed mod, too many elements')
  const [divisor, rest] = operand.map((part) => toWhole(part))
  if (divisor === undefined) throw badValue('malformed mod, divisor not a number or out of range')
  if (rest === undefined) throw badValue('malformed mod, remainder not a number or out of range')
  if (divisor === 0n) throw badValue('divisor cannot be 0')
  return (value) => {
    const whole = toWhole(value)
    return whole !== undefined && whole % divisor === rest
  }
}

const LONG_LIMIT = 2n ** 63n

/** A number without its fraction, if it is one and as a long. */
function toWhole(value: unknown): bigint | undefined {
  if (value === undefined || v.typeOf(value) !== v.NUMBER) return undefined
  const text = String(value)
  const number = v.toNumber(value)
  if (!Number.isFinite(number)) return undefined
  const whole = /^-?\d+$/.test(text) ? BigInt(text) : BigInt(Math.trunc(number))
  return whole >= -LONG_LIMIT && whole < LONG_LIMIT ? whole : undefined
}
