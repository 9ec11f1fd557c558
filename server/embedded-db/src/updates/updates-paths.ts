import { badValue, MongoError, notSupported } from '../errors'
import { isIndex } from '../values/paths'
import { type Doc, getOwn, isObject, setOwn } from '../values/values'

export interface UpdateContext {
  inserting: boolean
  now: Date
}

export type Change = (value: unknown, context: UpdateContext, path: string) => unknown

export const REMOVE = Symbol('remove')

export const KEEP = Symbol('keep')

type Holder = { at: Doc | unknown[]; key: string }

export interface Walk {
  path: string
  /** Whether missing fields are made; `existing` not, but what is in the way is an error all the same. */
  create: boolean | 'existing'
  context: UpdateContext
  rename?: boolean
}

/** Any other name with a `$` is a field's (MongoDB manual, "dot-dollar-considerations"). */
const isPositional = (part: string) => part === '$' || part.startsWith('$[')

export function splitPath(path: string): string[] {
  const parts = path.split('.')
  if (parts.some((part) => part === '')) {
    throw new MongoError(56, `The update path '${path}' contains an empty field name, which is not allowed.`)
  }
  if (parts.some(isPositional)) throw notSupported(`a positional update is not supported: '${path}'`)
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
      `The dollar ($) prefixed field '${field}' in '${field}' is not allowed in the context of an update's replacement document.`,
    )
  }
}

function descend(holder: Holder, parts: string[], from: number, change: Change, walk: Walk): void {
  const value = read(holder)
  if (from === parts.length) {
    write(holder, change(value, walk.context, walk.path))
    return
  }
  const part = parts[from] ?? ''
  if (Array.isArray(value)) {
    if (walk.rename)
      throw badValue(`The field '${parts.slice(0, from).join('.')}' cannot be an array element in $rename`)
    if (!isIndex(part)) {
      if (!walk.create) return
      throw notViable(part, value, parts, from)
    }
    if (walk.create !== true && Number(part) >= value.length) return
    descend({ at: value, key: part }, parts, from + 1, change, walk)
  } else if (isObject(value)) descend({ at: value, key: part }, parts, from + 1, change, walk)
  else if (value === undefined) createPath(holder, parts, from, change, walk)
  else if (walk.create) throw notViable(part, value, parts, from)
}

function createPath(holder: Holder, parts: string[], from: number, change: Change, walk: Walk): void {
  if (walk.create !== true) return
  let value = change(undefined, walk.context, walk.path)
  if (value === KEEP || value === REMOVE) return
  for (let i = parts.length - 1; i >= from; i--) {
    const parent: Doc = {}
    setOwn(parent, parts[i] ?? '', value)
    value = parent
  }
  write(holder, value)
}

function notViable(part: string, value: unknown, parts: string[], from: number): MongoError {
  const kind = Array.isArray(value) ? 'array' : typeof value
  return new MongoError(28, `Cannot create field '${part}' in element {${parts[from - 1]}: (${kind})}`)
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
