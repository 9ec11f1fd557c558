import { Long } from 'bson'
import { MongoError, typeMismatch } from '../../errors'
import {
  type Decimal,
  decimalOf,
  negated,
  roundDecimal,
  squareRoot,
  toDecimal128,
} from '../../values/decimals'
import { asDouble, compareNumbers, kindOf, roundHalfEven, toNumber } from '../../values/numbers'
import { isNumber } from '../../values/predicates'
import { typeName } from '../../values/type-names'
import { bigOf, integer, refuseDecimal } from './arithmetic'
import { compile, folded } from './compile'
import { between, fixed, nullish } from './operands'
import type { Operator } from './types'

function numeric(name: string, run: (value: unknown) => unknown): Operator {
  return fixed(name, 1, (value) => {
    if (nullish(value)) return null
    if (!isNumber(value))
      throw new MongoError(28765, `${name} only supports numeric types, not ${typeName(value)}`)
    return run(value)
  })
}

const isWhole = (value: unknown) => kindOf(value) === 'int' || kindOf(value) === 'long'

function abs(value: unknown): unknown {
  if (kindOf(value) === 'decimal') {
    const decimal = decimalOf(value)
    const negative = typeof decimal === 'number' ? decimal < 0 : decimal.negative || decimal.digits < 0n
    return negative ? toDecimal128(negated(decimal)) : value
  }
  if (!isWhole(value)) return asDouble(Math.abs(toNumber(value)))
  const big = bigOf(value)
  if (big === -(2n ** 63n)) throw new MongoError(28680, "can't take $abs of long long min")
  return integer(big < 0n ? -big : big, kindOf(value) === 'int')
}

/** A whole number that has more digits than a decimal, and an infinite one, are NaN to MongoDB's `$ceil` and `$floor`. */
function quantized(value: Decimal): Decimal {
  if (typeof value === 'number') return Number.NaN
  const digits = String(value.digits).replace('-', '').length
  return value.digits !== 0n && digits + value.exponent > 34 ? Number.NaN : value
}

function towards(mode: 'ceil' | 'floor'): (value: unknown) => unknown {
  return (value) => {
    if (isWhole(value)) return value
    if (kindOf(value) === 'decimal') return toDecimal128(quantized(roundDecimal(decimalOf(value), 0, mode)))
    return asDouble(Math[mode](toNumber(value)))
  }
}

function rounding(name: string, mode: 'even' | 'down'): Operator {
  return between(name, 1, 2, (...values) => {
    const [value, places] = values.length === 1 ? [values[0], 0] : values
    if (nullish(value) || nullish(places)) return null
    if (!isNumber(value))
      throw new MongoError(51081, `${name} only supports numeric types, not ${typeName(value)}`)
    const count = placesOf(name, places)
    if (kindOf(value) === 'decimal') return toDecimal128(roundDecimal(decimalOf(value), count, mode))
    if (isWhole(value)) return roundInteger(name, value, count, mode)
    const number = toNumber(value)
    if (!Number.isFinite(number)) return value
    if (count === 0) return asDouble(mode === 'down' ? Math.trunc(number) : roundHalfEven(number))
    const rounded = toDecimal128(roundDecimal(decimalOf(asDouble(number), 34), count, mode))
    return asDouble(Number(String(rounded)))
  })
}

function placesOf(name: string, places: unknown): number {
  if (!isNumber(places))
    throw new MongoError(16004, `can't convert from BSON type ${typeName(places)} to int`)
  const count = toNumber(places)
  if (Number.isNaN(count))
    throw new MongoError(51082, `precision argument to ${name} must be a integral value`)
  if (!Number.isFinite(count) || Math.abs(count) > 0x7fffffff)
    throw new MongoError(31109, `Can't coerce out of range value ${count} to int`)
  if (!Number.isInteger(count))
    throw new MongoError(51082, `precision argument to ${name} must be a integral value`)
  if (count < -20 || count > 100)
    throw new MongoError(
      51083,
      `cannot apply ${name} with precision value ${count} value must be in [-20, 100]`,
    )
  return count
}

function roundInteger(name: string, value: unknown, places: number, mode: 'even' | 'down'): unknown {
  if (places >= 0) return value
  const rounded = roundDecimal({ digits: bigOf(value), exponent: 0 }, places, mode)
  const big = typeof rounded === 'number' ? 0n : rounded.digits * 10n ** BigInt(rounded.exponent)
  if (big >= 2n ** 63n || big < -(2n ** 63n))
    throw new MongoError(51080, `invalid conversion from Decimal128 result in ${name}`)
  return kindOf(value) === 'long' ? Long.fromBigInt(big) : integer(big, true)
}

function sqrt(value: unknown): unknown {
  if (toNumber(value) < 0) throw new MongoError(28714, "$sqrt's argument must be greater than or equal to 0")
  if (kindOf(value) === 'decimal') return toDecimal128(squareRoot(decimalOf(value)))
  return asDouble(Math.sqrt(toNumber(value)))
}

function logarithm(name: string, code: number, run: (value: number) => number): Operator {
  return numeric(name, (value) => {
    if (compareNumbers(value, 0) <= 0)
      throw new MongoError(code, `${name}'s argument must be a positive number, but is ${value}`)
    refuseDecimal(name, value)
    return asDouble(run(toNumber(value)))
  })
}

function log(value: unknown, base: unknown): unknown {
  if (nullish(value) || nullish(base)) return null
  if (!isNumber(value)) throw new MongoError(28756, `$log's argument must be numeric, not ${typeName(value)}`)
  if (!isNumber(base)) throw new MongoError(28757, `$log's base must be numeric, not ${typeName(base)}`)
  if (compareNumbers(value, 0) <= 0)
    throw new MongoError(28758, `$log's argument must be a positive number, but is ${value}`)
  if (toNumber(base) <= 0 || toNumber(base) === 1)
    throw new MongoError(28759, `$log's base must be a positive number not equal to 1, but is ${base}`)
  refuseDecimal('$log', value, base)
  return asDouble(Math.log(toNumber(value)) / Math.log(toNumber(base)))
}

function pow(base: unknown, exponent: unknown): unknown {
  if (nullish(base) || nullish(exponent)) return null
  if (!isNumber(base)) throw new MongoError(28762, `$pow's base must be numeric, not ${typeName(base)}`)
  if (!isNumber(exponent))
    throw new MongoError(28763, `$pow's exponent must be numeric, not ${typeName(exponent)}`)
  const [x, y] = [toNumber(base), toNumber(exponent)]
  if (x === 0 && y < 0) throw new MongoError(28764, '$pow cannot take a base of 0 and a negative exponent')
  refuseDecimal('$pow', base, exponent)
  // C's pow, unlike JavaScript's, has 1 for any power of 1 and for -1 to infinity.
  const result = x === 1 || (x === -1 && !Number.isFinite(y) && !Number.isNaN(y)) ? 1 : x ** y
  if (!isWhole(base) || !isWhole(exponent)) return asDouble(result)
  if (y < 0 || Math.abs(result) >= 1e30)
    return Math.abs(x) === 1
      ? integer(BigInt(x === 1 || y % 2 === 0 ? 1 : -1), kindOf(base) === 'int' && kindOf(exponent) === 'int')
      : asDouble(result)
  const exact = bigOf(base) ** bigOf(exponent)
  return integer(exact, kindOf(base) === 'int' && kindOf(exponent) === 'int')
}

function sigmoid(value: unknown): unknown {
  if (nullish(value)) return null
  if (!isNumber(value)) throw typeMismatch(`$sigmoid only supports numeric types, not ${typeName(value)}`)
  refuseDecimal('$sigmoid', value)
  return asDouble(1 / (1 + Math.exp(-toNumber(value))))
}

export const mathematics: Record<string, Operator> = {
  $abs: numeric('$abs', abs),
  $ceil: numeric('$ceil', towards('ceil')),
  $floor: numeric('$floor', towards('floor')),
  $round: rounding('$round', 'even'),
  $trunc: rounding('$trunc', 'down'),
  $sqrt: numeric('$sqrt', sqrt),
  $exp: numeric('$exp', (value) => {
    refuseDecimal('$exp', value)
    return asDouble(Math.exp(toNumber(value)))
  }),
  $ln: logarithm('$ln', 28766, Math.log),
  $log10: logarithm('$log10', 28761, Math.log10),
  $log: fixed('$log', 2, log),
  $pow: fixed('$pow', 2, pow),
  // Unlike others it takes an array for what it is.
  $sigmoid: (operand, names) => {
    const value = compile(operand, names)
    return folded([value], (env) => sigmoid(value(env)))
  },
}
