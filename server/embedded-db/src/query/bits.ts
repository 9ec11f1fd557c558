import { Binary, Long } from 'bson'
import { badValue } from '../errors'
import { isInt, kindOf } from '../values/numbers'
import type { Test } from '../values/paths'
import { textOf } from '../values/texts'
import { bytesOf, type Doc, isObject, NUMBER, toNumber, typeOf } from '../values/values'

export const BIT_TESTS = ['$bitsAllSet', '$bitsAllClear', '$bitsAnySet', '$bitsAnyClear']

/** The bits of a whole number or of bytes; negative numbers have endless ones in front. */
function bitsOf(value: unknown): bigint | undefined {
  if (value instanceof Binary)
    return BigInt(`0x${Buffer.from(bytesOf(value)).reverse().toString('hex') || '0'}`)
  if (value === undefined || typeOf(value) !== NUMBER) return undefined
  const text = kindOf(value) === 'long' ? String(value) : String(toNumber(value))
  return /^-?\d+$/.test(text) ? BigInt.asIntN(64, BigInt(text)) : undefined
}

function maskOf(operator: string, operand: unknown): bigint {
  if (!Array.isArray(operand)) {
    const mask = bitsOf(operand)
    if (mask === undefined || mask < 0n)
      throw badValue(`${operator} takes a mask, bytes or an array of positions`)
    return mask
  }
  return operand.reduce((mask: bigint, position) => {
    const number = toNumber(position)
    if (!Number.isInteger(number) || number < 0)
      throw badValue(`bit positions must be >= 0: ${textOf(position)}`)
    return mask | (1n << BigInt(number))
  }, 0n)
}

export function bitsTest(operator: string, operand: unknown): Test {
  const mask = maskOf(operator, operand)
  const all = operator.startsWith('$bitsAll')
  const clear = operator.endsWith('Clear')
  return (value) => {
    const bits = bitsOf(value)
    if (bits === undefined) return false
    const found = (clear ? ~bits : bits) & mask
    return all ? found === mask : found !== 0n
  }
}

const OPERATIONS: Record<string, (a: bigint, b: bigint) => bigint> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
}

const isWhole = (value: unknown) => typeOf(value) === NUMBER && ['int', 'long'].includes(kindOf(value))

/** `$bit`: whole numbers only; a long stays one. */
export function bitChange(operand: unknown): (value: unknown, path: string) => unknown {
  if (!isObject(operand) || Object.keys(operand).length === 0)
    throw badValue('The $bit modifier is not compatible with a non-object or an empty object')
  const steps = Object.entries(operand as Doc).map(([name, by]) => {
    const run = OPERATIONS[name]
    if (!run) throw badValue(`The $bit modifier only supports 'and', 'or', and 'xor', not '${name}'`)
    if (!isWhole(by)) throw badValue('The $bit modifier field must be an Integer(32/64 bit)')
    return { run, by }
  })
  return (value = 0, path) => {
    if (!isWhole(value))
      throw badValue(`Cannot apply $bit to a value of non-integral type: the field '${path}'`)
    return steps.reduce<unknown>((before, { run, by }) => {
      const result = run(BigInt(String(before)), BigInt(String(by)))
      const long = kindOf(before) === 'long' || kindOf(by) === 'long' || !isInt(Number(result))
      return long ? Long.fromBigInt(BigInt.asIntN(64, result)) : Number(result)
    }, value)
  }
}
