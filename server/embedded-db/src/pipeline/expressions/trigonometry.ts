import { MongoError } from '../../errors'
import { asDouble, toNumber } from '../../values/numbers'
import { isNumber } from '../../values/predicates'
import { typeName } from '../../values/type-names'
import { refuseDecimal } from './arithmetic'
import { fixed, nullish } from './operands'
import type { Operator } from './types'

/** Functions of doubles, defined between two bounds; outside of them MongoDB answers an error. */
function bounded(
  name: string,
  run: (value: number) => number,
  inside: (value: number) => boolean = () => true,
): Operator {
  return fixed(name, 1, (value) => {
    if (nullish(value)) return null
    if (!isNumber(value))
      throw new MongoError(28765, `${name} only supports numeric types, not ${typeName(value)}`)
    refuseDecimal(name, value)
    const number = toNumber(value)
    if (!Number.isNaN(number) && !inside(number))
      throw new MongoError(50989, `cannot apply ${name} to ${number}, value is out of bounds`)
    return asDouble(run(number))
  })
}

const unit = (value: number) => value >= -1 && value <= 1

function atan2(y: unknown, x: unknown): unknown {
  if (nullish(y) || nullish(x)) return null
  if (!isNumber(y)) throw new MongoError(51044, `$atan2 only supports numeric types, not ${typeName(y)}`)
  if (!isNumber(x)) throw new MongoError(51045, `$atan2 only supports numeric types, not ${typeName(x)}`)
  refuseDecimal('$atan2', y, x)
  return asDouble(Math.atan2(toNumber(y), toNumber(x)))
}

export const trigonometry: Record<string, Operator> = {
  $sin: bounded('$sin', Math.sin, Number.isFinite),
  $cos: bounded('$cos', Math.cos, Number.isFinite),
  $tan: bounded('$tan', Math.tan, Number.isFinite),
  $asin: bounded('$asin', Math.asin, unit),
  $acos: bounded('$acos', Math.acos, unit),
  $atan: bounded('$atan', Math.atan),
  $atan2: fixed('$atan2', 2, atan2),
  $sinh: bounded('$sinh', Math.sinh),
  $cosh: bounded('$cosh', Math.cosh),
  $tanh: bounded('$tanh', Math.tanh),
  $asinh: bounded('$asinh', Math.asinh),
  $acosh: bounded('$acosh', Math.acosh, (value) => value >= 1),
  $atanh: bounded('$atanh', Math.atanh, unit),
  $degreesToRadians: bounded('$degreesToRadians', (value) => value * (Math.PI / 180)),
  $radiansToDegrees: bounded('$radiansToDegrees', (value) => value * (180 / Math.PI)),
}
