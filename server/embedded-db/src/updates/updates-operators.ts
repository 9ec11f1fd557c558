import { Timestamp } from 'bson'
import { badValue, failedToParse, immutableId, typeMismatch } from '../errors'
import { bitChange } from '../query/bits'
import { BINARY, type Comparer } from '../values/comparer'
import { calculate } from '../values/numbers'
import { textOf } from '../values/texts'
import { cloneValue, type Doc, isObject, NUMBER, typeOf } from '../values/values'
import { popped, pull, pullAll, pushed, unionOf } from './updates-arrays'
import {
  type Change,
  changeAt,
  type Filters,
  KEEP,
  REMOVE,
  splitPath,
  type UpdateContext,
  type Walk,
} from './updates-paths'

export const UPDATE_OPERATORS = [
  ...['$set', '$setOnInsert', '$unset', '$inc', '$mul', '$min', '$max', '$currentDate', '$rename'],
  ...['$push', '$addToSet', '$pull', '$pullAll', '$pop', '$bit'],
]

export interface Step {
  path: string
  parts: string[]
  run(doc: Doc, context: UpdateContext, filters: Filters): void
}

/** An operand that is wrong for any array is refused before there is one. */
const TRIALS: Record<string, (value: unknown, operand: unknown, path: string, by: Comparer) => unknown> = {
  $push: pushed,
  $addToSet: unionOf,
  $pull: pull,
  $pullAll: pullAll,
  $pop: popped,
}

export function parseStep(operator: string, path: string, operand: unknown, by: Comparer = BINARY): Step[] {
  TRIALS[operator]?.([], operand, path, by)
  const parts = splitPath(path)
  const step = (change: Change, create: Walk['create'] = true): Step => ({
    path,
    parts,
    run: (doc, context, filters) => changeAt(doc, parts, change, { path, create, context, filters }),
  })
  switch (operator) {
    case '$set':
      return [step(() => cloneValue(operand))]
    case '$setOnInsert':
      return [step((_value, context) => (context.inserting ? cloneValue(operand) : KEEP))]
    case '$unset':
      return [step(() => REMOVE, false)]
    case '$inc':
      return [step(arithmetic('add', operand))]
    case '$mul':
      return [step(arithmetic('multiply', operand))]
    case '$min':
      return [
        step((value) => (value === undefined || by.compare(operand, value) < 0 ? cloneValue(operand) : KEEP)),
      ]
    case '$max':
      return [
        step((value) => (value === undefined || by.compare(operand, value) > 0 ? cloneValue(operand) : KEEP)),
      ]
    case '$push':
      return [step((value, _context, at) => pushed(value, operand, at, by))]
    case '$addToSet':
      return [step((value, _context, at) => unionOf(value, operand, at, by))]
    case '$pull':
      return [
        step(
          unlessMissing((value, at) => pull(value, operand, at, by)),
          false,
        ),
      ]
    case '$pullAll':
      return [
        step(
          unlessMissing((value, at) => pullAll(value, operand, at, by)),
          false,
        ),
      ]
    case '$pop':
      return [
        step(
          unlessMissing((value, at) => popped(value, operand, at)),
          'existing',
        ),
      ]
    case '$currentDate':
      return [step(currentDate(operand))]
    case '$rename':
      return renameSteps(path, parts, operand)
    case '$bit': {
      const change = bitChange(operand)
      return [step((value, _context, at) => change(value, at))]
    }
    default:
      throw failedToParse(
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      )
  }
}

const unlessMissing =
  (change: (value: unknown, path: string) => unknown): Change =>
  (value, _context, path) =>
    value === undefined ? KEEP : change(value, path)

function arithmetic(operation: 'add' | 'multiply', operand: unknown): Change {
  const adds = operation === 'add'
  if (typeOf(operand) !== NUMBER) {
    const verb = adds ? 'increment' : 'multiply'
    throw typeMismatch(`Cannot ${verb} with non-numeric argument: {${textOf(operand)}}`)
  }
  return (value, _context, path) => {
    if (value === undefined) return adds ? operand : calculate('multiply', 0, operand)
    if (typeOf(value) === NUMBER) return calculate(operation, value, operand)
    throw typeMismatch(
      `Cannot apply ${adds ? '$inc' : '$mul'} to a value of non-numeric type. The field '${path}' is not a number`,
    )
  }
}

function currentDate(operand: unknown): Change {
  const plain = isObject(operand) && Object.keys(operand).length === 1
  const type = typeof operand === 'boolean' ? 'date' : plain ? operand.$type : undefined
  if (type !== 'date' && type !== 'timestamp')
    throw badValue("The '$type' string field is required to be 'date' or 'timestamp'")
  return (_value, { now }) =>
    type === 'date' ? now : new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 })
}

function renameSteps(path: string, parts: string[], operand: unknown): Step[] {
  if (typeof operand !== 'string') throw badValue(`The 'to' field for $rename must be a string: ${path}`)
  if (operand.includes('\0')) throw badValue(`The 'to' field for $rename cannot contain a null byte: ${path}`)
  const target = splitPath(operand)
  for (const [name, of] of [
    ['source', parts],
    ['destination', target],
  ] as const) {
    if (of.some((part) => part.startsWith('$')))
      throw badValue(`The ${name} field for $rename may not be dynamic: ${of.join('.')}`)
  }
  if (operand === path) throw badValue(`The source and target field for $rename must differ: ${path}`)
  const [from, to] = [path, operand]
  const source: Step = {
    path: from,
    parts,
    run(doc, context, filters) {
      let moved: unknown
      changeAt(
        doc,
        parts,
        (value) => {
          moved = value
          return value === undefined ? KEEP : REMOVE
        },
        { path: from, create: 'existing', context, filters, rename: true },
      )
      if (moved === undefined) return
      if (target[0] === '_id' && !context.inserting) throw immutableId()
      changeAt(doc, target, () => moved, { path: to, create: true, context, filters, rename: true })
    },
  }
  return [source, { path: to, parts: target, run: () => undefined }]
}
