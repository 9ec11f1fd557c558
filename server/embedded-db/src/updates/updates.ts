import { failedToParse, immutableId, MongoError, notSupported } from '../errors'
import { cloneValue, type Doc, equalValues, getOwn, isObject, setOwn } from '../values/values'
import { type PlainSet, plainSet } from './set-in-text'
import { parseStep, type Step } from './updates-operators'
import type { UpdateContext } from './updates-paths'

export interface Update {
  /** Changes the document in place and returns it, or returns its replacement. */
  apply(doc: Doc, context: UpdateContext): Doc
  readonly replacement: boolean
  /** All that it does, where that is so little that a document's text is enough. */
  readonly plain?: PlainSet | undefined
}

/** `u` of an update command: operators, or a replacement; all else is MongoDB's error. */
export function parseUpdate(spec: unknown): Update {
  if (Array.isArray(spec)) throw notSupported('an update by a pipeline is not supported')
  if (!isObject(spec)) throw failedToParse('Update argument must be either an object or an array')
  const first = Object.keys(spec)[0]
  if (first === undefined || !first.startsWith('$')) return replacement(spec)
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
  // MongoDB applies fields in order of their names.
  steps.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
  return {
    replacement: false,
    plain: plainSet(spec),
    apply(doc, context) {
      const id = cloneValue(doc._id)
      for (const step of steps) step.run(doc, context)
      if (id !== undefined) refuseNewId(id, doc._id)
      return doc
    },
  }
}

function refuseNewId(before: unknown, after: unknown): void {
  if (after === undefined || !equalValues(before, after)) throw immutableId()
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
    apply(doc) {
      if (spec._id !== undefined && doc._id !== undefined) refuseNewId(doc._id, spec._id)
      const id = doc._id ?? spec._id
      const next: Doc = id === undefined ? {} : { _id: id }
      for (const key of Object.keys(spec)) if (key !== '_id') setOwn(next, key, cloneValue(getOwn(spec, key)))
      return next
    },
  }
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
