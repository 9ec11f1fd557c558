import { badValue, failedToParse, immutableId, notSupported, typeMismatch } from '../errors'
import { sumOf } from '../values/numbers'
import { textOf } from '../values/texts'
import { cloneValue, compareValues, type Doc, isObject, NUMBER, typeOf } from '../values/values'
import { pull, pullAll, pushed, unionOf } from './updates-arrays'
import {
  type Change,
  changeAt,
  KEEP,
  REMOVE,
  splitPath,
  type UpdateContext,
  type Walk,
} from './updates-paths'

export interface Step {
  path: string
  run(doc: Doc, context: UpdateContext): void
}

interface Operator {
  /** What becomes of the value at the path; wrong operands are refused here. */
  change(operand: unknown): Change
  create?: Walk['create']
}

/** Of an array: an operand that is wrong for any array is refused before there is one. */
function ofArray(run: (value: unknown, operand: unknown, path: string) => unknown): Operator['change'] {
  return (operand) => {
    run([], operand, '')
    return (value, _context, path) => run(value, operand, path)
  }
}

/** Of an array that must be there. */
function ofPresent(run: (value: unknown, operand: unknown) => unknown): Operator['change'] {
  return ofArray((value, operand) => (value === undefined ? KEEP : run(value, operand)))
}

const whichever =
  (direction: 1 | -1): Operator['change'] =>
  (operand) =>
  (value) =>
    value === undefined || compareValues(operand, value) * direction < 0 ? cloneValue(operand) : KEEP

const OPERATORS: Readonly<Record<string, Operator>> = {
  $set: { change: (operand) => () => cloneValue(operand) },
  $setOnInsert: {
    change: (operand) => (_value, context) => (context.inserting ? cloneValue(operand) : KEEP),
  },
  $unset: { change: () => () => REMOVE, create: false },
  $inc: { change: increment },
  $min: { change: whichever(1) },
  $max: { change: whichever(-1) },
  $currentDate: { change: currentDate },
  $push: { change: ofArray(pushed) },
  $addToSet: { change: ofArray(unionOf) },
  $pull: { change: ofPresent(pull), create: false },
  $pullAll: { change: ofPresent(pullAll), create: false },
}

export const UPDATE_OPERATORS = [...Object.keys(OPERATORS), '$rename']

export function parseStep(name: string, path: string, operand: unknown): Step[] {
  const parts = splitPath(path)
  if (name === '$rename') return renameSteps(path, parts, operand)
  const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined
  if (!operator)
    throw failedToParse(
      `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`,
    )
  const change = operator.change(operand)
  const { create = true } = operator
  return [{ path, run: (doc, context) => changeAt(doc, parts, change, { path, create, context }) }]
}

function increment(operand: unknown): Change {
  if (typeOf(operand) !== NUMBER)
    throw typeMismatch(`Cannot increment with non-numeric argument: {${textOf(operand)}}`)
  return (value, _context, path) => {
    if (value === undefined) return operand
    if (typeOf(value) === NUMBER) return sumOf(value, operand)
    throw typeMismatch(
      `Cannot apply $inc to a value of non-numeric type. The field '${path}' is not a number`,
    )
  }
}

function currentDate(operand: unknown): Change {
  const plain = isObject(operand) && Object.keys(operand).length === 1
  const type = typeof operand === 'boolean' ? 'date' : plain ? operand.$type : undefined
  if (type === 'timestamp') throw notSupported("$currentDate of type 'timestamp' is not supported")
  if (type !== 'date') throw badValue("The '$type' string field is required to be 'date' or 'timestamp'")
  return (_value, { now }) => now
}

function renameSteps(path: string, parts: string[], operand: unknown): Step[] {
  if (typeof operand !== 'string') throw badValue(`The 'to' field for $rename must be a string: ${path}`)
  if (operand.includes('\0')) throw badValue(`The 'to' field for $rename cannot contain a null byte: ${path}`)
  const target = splitPath(operand)
  if (operand === path) throw badValue(`The source and target field for $rename must differ: ${path}`)
  const source: Step = {
    path,
    run(doc, context) {
      let moved: unknown
      const take: Change = (value) => {
        moved = value
        return value === undefined ? KEEP : REMOVE
      }
      changeAt(doc, parts, take, { path, create: 'existing', context, rename: true })
      if (moved === undefined) return
      if (target[0] === '_id' && !context.inserting) throw immutableId()
      changeAt(doc, target, () => moved, { path: operand, create: true, context, rename: true })
    },
  }
  return [source, { path: operand, run: () => undefined }]
}
