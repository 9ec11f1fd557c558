import { ObjectId } from 'bson'
import { badValue, failedToParse, MongoError, typeMismatch } from './errors'
import { elementTest, isOperators, matcher } from './matching'
import { isIndex } from './paths'
import { popped, pull, pullAll, pushed, unionOf } from './updates-arrays'
import {
  cloneValue,
  compareValues,
  type Doc,
  equalValues,
  getOwn,
  isObject,
  NUMBER,
  setOwn,
  toNumber,
  typeOf,
} from './values'

export interface UpdateContext {
  /** The index of the array element that the query matched, for `$`. */
  position?: number | undefined
  inserting: boolean
  now: Date
}

export interface Update {
  /** Changes the document in place and returns it, or returns its replacement. */
  apply(doc: Doc, context: UpdateContext): Doc
  readonly replacement: boolean
  readonly positional: boolean
}

type Holder = { at: Doc | unknown[]; key: string }
type Change = (value: unknown, context: UpdateContext, path: string) => unknown
const REMOVE = Symbol('remove')
const KEEP = Symbol('keep')

/** `u` of an update command: operators, or a replacement; all else is MongoDB's error. */
export function parseUpdate(spec: unknown, arrayFilters: unknown): Update {
  if (Array.isArray(spec)) throw badValue('updates with an aggregation pipeline are not supported')
  if (!isObject(spec)) throw failedToParse('Update argument must be either an object or an array')
  const first = Object.keys(spec)[0]
  if (first === undefined || !first.startsWith('$')) return replacement(spec)
  const filters = parseFilters(arrayFilters)
  const steps: Step[] = []
  for (const [operator, fields] of Object.entries(spec)) {
    if (!operator.startsWith('$')) {
      throw new MongoError(
        52,
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      )
    }
    if (!isObject(fields)) {
      throw failedToParse(
        `Modifiers operate on fields but we found type ${typeof fields} instead. For example: {$mod: {<field>: ...}}`,
      )
    }
    for (const [path, operand] of Object.entries(fields)) steps.push(...parseStep(operator, path, operand))
  }
  refuseConflicts(steps)
  refuseUnusedFilters(steps, filters)
  // MongoDB applies fields in order of their names.
  steps.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
  return {
    replacement: false,
    positional: steps.some((step) => step.parts.includes('$')),
    apply(doc, context) {
      const id = doc._id
      for (const step of steps) step.run(doc, context, filters)
      if (!context.inserting || id !== undefined) refuseNewId(id, doc._id)
      return doc
    },
  }
}

function refuseNewId(before: unknown, after: unknown): void {
  if (after === undefined || !equalValues(before, after)) {
    throw new MongoError(66, "Performing an update on the path '_id' would modify the immutable field '_id'")
  }
}

function replacement(spec: Doc): Update {
  const odd = Object.keys(spec).find((key) => key.startsWith('$'))
  if (odd)
    throw new MongoError(
      52,
      `The dollar ($) prefixed field '${odd}' is not allowed in the context of an update's replacement document.`,
    )
  return {
    replacement: true,
    positional: false,
    apply(doc) {
      if (spec._id !== undefined && doc._id !== undefined) refuseNewId(doc._id, spec._id)
      const id = doc._id ?? spec._id
      const next: Doc = id === undefined ? {} : { _id: id }
      for (const key of Object.keys(spec)) if (key !== '_id') setOwn(next, key, cloneValue(getOwn(spec, key)))
      return next
    },
  }
}

interface Step {
  path: string
  parts: string[]
  run(doc: Doc, context: UpdateContext, filters: Filters): void
}

function parseStep(operator: string, path: string, operand: unknown): Step[] {
  const parts = splitPath(path)
  const step = (change: Change, create = true): Step => ({
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
      return [step(arithmetic('increment', operand, (a, b) => a + b, 0))]
    case '$mul':
      return [step(arithmetic('multiply', operand, (a, b) => a * b, 0))]
    case '$min':
      return [
        step((value) =>
          value === undefined || compareValues(operand, value) < 0 ? cloneValue(operand) : KEEP,
        ),
      ]
    case '$max':
      return [
        step((value) =>
          value === undefined || compareValues(operand, value) > 0 ? cloneValue(operand) : KEEP,
        ),
      ]
    case '$push':
      return [step((value, _context, at) => pushed(value, operand, at))]
    case '$addToSet':
      return [step((value, _context, at) => unionOf(value, operand, at))]
    case '$pull':
      return [
        step(
          unlessMissing((value, at) => pull(value, operand, at)),
          false,
        ),
      ]
    case '$pullAll':
      return [
        step(
          unlessMissing((value, at) => pullAll(value, operand, at)),
          false,
        ),
      ]
    case '$pop':
      return [
        step(
          unlessMissing((value, at) => popped(value, operand, at)),
          false,
        ),
      ]
    case '$currentDate':
      return [step(currentDate(operand))]
    case '$rename':
      return renameSteps(path, parts, operand)
    case '$bit':
      throw badValue('$bit is not supported')
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

function arithmetic(
  verb: string,
  operand: unknown,
  run: (a: number, b: number) => number,
  missing: number,
): Change {
  if (typeOf(operand) !== NUMBER) {
    throw typeMismatch(`Cannot ${verb} with non-numeric argument: {${String(operand)}}`)
  }
  const by = toNumber(operand)
  return (value, _context, path) => {
    if (value === undefined) return verb === 'multiply' ? missing : by
    if (typeOf(value) !== NUMBER) {
      throw typeMismatch(
        `Cannot apply ${verb === 'increment' ? '$inc' : '$mul'} to a value of non-numeric type. The field '${path}' is not a number`,
      )
    }
    return run(toNumber(value), by)
  }
}

function currentDate(operand: unknown): Change {
  const plain = operand === true || (isObject(operand) && operand.$type === 'date')
  if (!plain) throw badValue("$currentDate takes true or {$type: 'date'}; timestamps are not supported")
  return (_value, context) => context.now
}

function renameSteps(path: string, parts: string[], operand: unknown): Step[] {
  if (typeof operand !== 'string') throw badValue(`The 'to' field for $rename must be a string: ${path}`)
  const target = splitPath(operand)
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
        { path: from, create: false, context, filters, rename: true },
      )
      if (moved === undefined) return
      changeAt(doc, target, () => moved, { path: to, create: true, context, filters, rename: true })
    },
  }
  return [source, { path: to, parts: target, run: () => undefined }]
}

function splitPath(path: string): string[] {
  const parts = path.split('.')
  if (parts.some((part) => part === '')) {
    throw new MongoError(56, `The update path '${path}' contains an empty field name, which is not allowed.`)
  }
  if (parts[0]?.startsWith('$'))
    throw badValue(`Cannot have positional (i.e. '$') element in the first position in path '${path}'`)
  if (parts.filter((part) => part === '$').length > 1)
    throw badValue(`Too many positional (i.e. '$') elements found in path '${path}'`)
  return parts
}

function refuseConflicts(steps: Step[]): void {
  const seen: string[] = []
  for (const { path } of steps) {
    const clash = seen.find(
      (other) => other === path || other.startsWith(`${path}.`) || path.startsWith(`${other}.`),
    )
    if (clash !== undefined)
      throw new MongoError(40, `Updating the path '${path}' would create a conflict at '${clash}'`)
    seen.push(path)
  }
}

type Filters = Map<string, (value: unknown) => boolean>

function parseFilters(spec: unknown): Filters {
  const filters: Filters = new Map()
  if (spec === undefined || spec === null) return filters
  if (!Array.isArray(spec)) throw typeMismatch('arrayFilters must be an array')
  for (const filter of spec) {
    if (!isObject(filter)) throw typeMismatch('arrayFilters entries must be objects')
    const names = new Set(fieldNames(filter))
    const [name] = names
    if (name === undefined || names.size !== 1)
      throw failedToParse('Error parsing array filter: expected a single top-level field name')
    if (filters.has(name))
      throw failedToParse(`Found multiple array filters with the same top-level field name ${name}`)
    const test = matcher(filter)
    filters.set(name, (value) => test({ [name]: value }))
  }
  return filters
}

function fieldNames(filter: Doc): string[] {
  return Object.entries(filter).flatMap(([key, value]) =>
    key.startsWith('$') && Array.isArray(value)
      ? value.flatMap((entry) => fieldNames(entry as Doc))
      : [key.split('.')[0] ?? ''],
  )
}

function refuseUnusedFilters(steps: Step[], filters: Filters): void {
  const used = new Set(
    steps
      .flatMap((step) => step.parts.filter((part) => part.startsWith('$[') && part !== '$[]'))
      .map((part) => part.slice(2, -1)),
  )
  for (const name of filters.keys()) {
    if (!used.has(name))
      throw failedToParse(`The array filter for identifier '${name}' was not used in the update`)
  }
  for (const name of used) {
    if (!filters.has(name)) throw badValue(`No array filter found for identifier '${name}'`)
  }
}

interface Walk {
  path: string
  create: boolean
  context: UpdateContext
  filters: Filters
  rename?: boolean
}

function changeAt(doc: Doc, parts: string[], change: Change, walk: Walk): void {
  descend({ at: doc, key: parts[0] ?? '' }, parts, 1, change, walk)
}

function descend(holder: Holder, parts: string[], from: number, change: Change, walk: Walk): void {
  if (from === parts.length) {
    write(holder, change(read(holder), walk.context, walk.path))
    return
  }
  const part = parts[from] ?? ''
  const value = read(holder)
  if (part.startsWith('$')) {
    if (!Array.isArray(value))
      throw badValue(
        `The path '${parts.slice(0, from).join('.')}' must exist in the document in order to apply array updates.`,
      )
    for (const index of positions(value, part, walk))
      descend({ at: value, key: String(index) }, parts, from + 1, change, walk)
    return
  }
  if (Array.isArray(value)) {
    if (walk.rename)
      throw badValue(`The field '${parts.slice(0, from).join('.')}' cannot be an array element in $rename`)
    if (!isIndex(part)) {
      if (!walk.create) return
      throw notViable(part, value, parts, from)
    }
    if (!walk.create && Number(part) >= value.length) return
    descend({ at: value, key: part }, parts, from + 1, change, walk)
    return
  }
  if (isObject(value)) {
    descend({ at: value, key: part }, parts, from + 1, change, walk)
    return
  }
  if (value === undefined) {
    createPath(holder, parts, from, change, walk)
    return
  }
  if (walk.create) throw notViable(part, value, parts, from)
}

function createPath(holder: Holder, parts: string[], from: number, change: Change, walk: Walk): void {
  if (!walk.create) return
  const wanted = change(undefined, walk.context, walk.path)
  if (wanted === KEEP || wanted === REMOVE) return
  let value = wanted
  for (let i = parts.length - 1; i >= from; i--) {
    const part = parts[i] ?? ''
    if (part.startsWith('$'))
      throw badValue(
        `The path '${parts.slice(0, i).join('.')}' must exist in the document in order to apply array updates.`,
      )
    const parent: Doc = {}
    setOwn(parent, part, value)
    value = parent
  }
  write(holder, value)
}

function notViable(part: string, value: unknown, parts: string[], from: number): MongoError {
  const kind = Array.isArray(value) ? 'array' : typeof value
  return new MongoError(28, `Cannot create field '${part}' in element {${parts[from - 1]}: (${kind})}`)
}

function positions(array: unknown[], part: string, walk: Walk): number[] {
  if (part === '$') {
    if (walk.context.position === undefined) {
      throw badValue('The positional operator did not find the match needed from the query.')
    }
    return [walk.context.position]
  }
  const test = part === '$[]' ? () => true : walk.filters.get(part.slice(2, -1))
  if (!test) throw badValue(`No array filter found for identifier '${part.slice(2, -1)}'`)
  return array.flatMap((element, index) => (test(element) ? [index] : []))
}

function read({ at, key }: Holder): unknown {
  return Array.isArray(at) ? at[Number(key)] : getOwn(at, key)
}

function write({ at, key }: Holder, value: unknown): void {
  if (value === KEEP) return
  if (Array.isArray(at)) {
    const index = Number(key)
    if (index > at.length + 1_500_000) throw badValue('index too large in an array update')
    while (at.length < index) at.push(null)
    at[index] = value === REMOVE ? null : value
  } else if (value === REMOVE) delete at[key]
  else setOwn(at, key, value)
}

/** The document that an upsert starts from: the equalities of its filter. */
export function upsertBase(filter: Doc): Doc {
  const base: Doc = {}
  collectEqualities(filter, base)
  return base
}

function collectEqualities(filter: Doc, base: Doc): void {
  for (const [key, condition] of Object.entries(filter)) {
    if (key === '$and' && Array.isArray(condition))
      for (const entry of condition) collectEqualities(entry as Doc, base)
    else if (key === '$or' && Array.isArray(condition) && condition.length === 1)
      collectEqualities(condition[0] as Doc, base)
    else if (!key.startsWith('$')) {
      const value = equalityOf(condition)
      if (value !== undefined) place(base, key, value)
    }
  }
}

function equalityOf(condition: unknown): unknown {
  if (condition instanceof RegExp) return undefined
  if (!isOperators(condition))
    return condition !== null &&
      typeof condition === 'object' &&
      '_bsontype' in condition &&
      condition._bsontype === 'BSONRegExp'
      ? undefined
      : condition
  if ('$eq' in condition) return condition.$eq
  const list = condition.$in ?? condition.$all
  return Array.isArray(list) && list.length === 1 && !isOperators(list[0]) ? list[0] : undefined
}

function place(base: Doc, path: string, value: unknown): void {
  const parts = splitPath(path)
  changeAt(
    base,
    parts,
    (before) => {
      if (before !== undefined)
        throw new MongoError(54, `cannot infer query fields to set, path '${path}' is matched twice`)
      return cloneValue(value)
    },
    { path, create: true, context: { inserting: true, now: new Date(0) }, filters: new Map() },
  )
}

/** The array position that `$` stands for: the first element that the query's condition on it matches. */
export function matchedPosition(filter: Doc, doc: Doc, arrayPath: string): number | undefined {
  for (const [key, condition] of Object.entries(filter)) {
    if (key === '$and' && Array.isArray(condition)) {
      for (const entry of condition) {
        const found = matchedPosition(entry as Doc, doc, arrayPath)
        if (found !== undefined) return found
      }
    }
    if (key !== arrayPath && !key.startsWith(`${arrayPath}.`)) continue
    const array = arrayPath
      .split('.')
      .reduce<unknown>((value, part) => (isObject(value) ? getOwn(value, part) : undefined), doc)
    if (!Array.isArray(array)) continue
    const rest = key.slice(arrayPath.length + 1)
    const test = elementOf(rest, condition)
    const index = array.findIndex(test)
    if (index >= 0) return index
  }
  return undefined
}

function elementOf(rest: string, condition: unknown): (element: unknown) => boolean {
  if (rest === '') {
    if (isOperators(condition) && isObject(condition.$elemMatch)) return elementTest(condition.$elemMatch)
    const test = matcher({ e: condition })
    return (element) => test({ e: element })
  }
  const [head, ...tail] = rest.split('.')
  if (head !== undefined && isIndex(head)) {
    const test =
      tail.length === 0 ? matcher({ e: condition }) : matcher({ [`e.${tail.join('.')}`]: condition })
    return (element) => test({ e: element })
  }
  const test = matcher({ [rest]: condition })
  return (element) => isObject(element) && test(element)
}

export const newId = () => new ObjectId()
