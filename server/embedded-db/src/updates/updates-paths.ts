import { badValue, MongoError } from '../errors'
import { isIndex } from '../values/paths'
import { type Doc, getOwn, isObject, setOwn } from '../values/values'

export interface UpdateContext {
  /** The index of the array element that the query matched, for `$`. */
  position?: number | undefined
  inserting: boolean
  now: Date
}

export type Change = (value: unknown, context: UpdateContext, path: string) => unknown

export type Filters = Map<string, (value: unknown) => boolean>

export const REMOVE = Symbol('remove')

export const KEEP = Symbol('keep')

type Holder = { at: Doc | unknown[]; key: string }

export interface Walk {
  path: string
  /** Whether missing fields are made; `existing` not, but what is in the way is an error all the same. */
  create: boolean | 'existing'
  context: UpdateContext
  filters: Filters
  rename?: boolean
}

/** Any other name with a `$` is a field's (MongoDB manual, "dot-dollar-considerations"). */
const isPositional = (part: string) => part === '$' || part.startsWith('$[')

export function splitPath(path: string): string[] {
  const parts = path.split('.')
  if (parts.some((part) => part === '')) {
    throw new MongoError(56, `The update path '${path}' contains an empty field name, which is not allowed.`)
  }
  if (parts[0] !== undefined && isPositional(parts[0]))
    throw badValue(`Cannot have positional (i.e. '$') element in the first position in path '${path}'`)
  if (parts.filter((part) => part === '$').length > 1)
    throw badValue(`Too many positional (i.e. '$') elements found in path '${path}'`)
  const odd = parts.find((part) => part.startsWith('$[') && !/^\$\[([a-z][A-Za-z0-9]*)?\]$/.test(part))
  if (odd !== undefined)
    throw badValue(`Error parsing array filter: the identifier in '${odd}' must be an alphanumeric string`)
  return parts
}

export function changeAt(doc: Doc, parts: string[], change: Change, walk: Walk): void {
  const [top = ''] = parts
  const kept = top.startsWith('$') && !walk.context.inserting ? onlyRemoving(change, top) : change
  descend({ at: doc, key: top }, parts, 1, kept, walk)
}

/** What is inserted may have a `$` at the head of a field of the document itself; an update may not put one there. */
function onlyRemoving(change: Change, field: string): Change {
  return (...of) => {
    const value = change(...of)
    if (value === KEEP || value === REMOVE) return value
    throw new MongoError(
      52,
      `The dollar ($) prefixed field '${field}' in '${field}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
    )
  }
}

function descend(holder: Holder, parts: string[], from: number, change: Change, walk: Walk): void {
  if (from === parts.length) {
    write(holder, change(read(holder), walk.context, walk.path))
    return
  }
  const part = parts[from] ?? ''
  const value = read(holder)
  if (isPositional(part)) {
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
    if (walk.create !== true && Number(part) >= value.length) return
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
  if (walk.create !== true) return
  const wanted = change(undefined, walk.context, walk.path)
  if (wanted === KEEP || wanted === REMOVE) return
  let value = wanted
  for (let i = parts.length - 1; i >= from; i--) {
    const part = parts[i] ?? ''
    if (isPositional(part))
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
