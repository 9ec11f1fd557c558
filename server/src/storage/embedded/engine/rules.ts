import type { Binary } from 'bson'
import { type Collation, comparerOf } from '../collation'
import { MongoError } from '../errors'
import type { Collection } from '../indexes/collection'
import { type Matcher, matcher } from '../query/matching'
import { mayRunLong, withinTime } from '../query/time-limit'
import { failureOf } from '../query/validation-failures'
import { textOf } from '../values/texts'
import { BINARY, bytesOf, type Doc, typeOf } from '../values/values'

/** https://www.mongodb.com/docs/manual/core/clustered-collections/#limitations */
const MAX_CLUSTER_KEY = 8 * 1024 * 1024

export function checkClusterKey(key: unknown): void {
  if (keyLength(key) > MAX_CLUSTER_KEY)
    throw new MongoError(5894900, 'RecordId of a clustered collection cannot be longer than 8 MB')
}

/** With what MongoDB's form of a key has beside the text or the bytes. */
function keyLength(key: unknown): number {
  if (typeof key === 'string') return Buffer.byteLength(key) + 2
  return key !== undefined && typeOf(key) === BINARY ? bytesOf(key as Binary).length + 7 : 0
}

const PATTERN_MS = 1000

/** Holds documents to the validators of their collections. https://www.mongodb.com/docs/manual/core/schema-validation/ */
export class Rules {
  readonly #warn: (message: string) => void
  readonly #known = new WeakMap<Doc, Matcher>()

  constructor(warn: (message: string) => void) {
    this.#warn = warn
  }

  /** `before` is what an update changes. */
  check({ ns, options }: Collection, doc: Doc, before?: Doc): void {
    const { validator, validationLevel = 'strict', validationAction = 'error' } = options
    if (validator === undefined || validationLevel === 'off') return
    const valid = this.#matcherOf(validator, options.collation)
    if (valid(doc) || (validationLevel === 'moderate' && before !== undefined && !valid(before))) return
    const errInfo = {
      failingDocumentId: doc._id,
      details: failureOf(validator, doc, comparerOf(options.collation)),
    }
    if (validationAction === 'error') throw new MongoError(121, 'Document failed validation', { errInfo })
    this.#warn(`storage: ${ns}: document ${textOf(doc._id)} failed validation and is kept all the same`)
  }

  #matcherOf(validator: Doc, collation: Collation | undefined): Matcher {
    const found = this.#known.get(validator)
    if (found) return found
    const test = matcher(validator, comparerOf(collation))
    const made: Matcher = mayRunLong(validator) ? (doc) => withinTime(PATTERN_MS, () => test(doc)) : test
    this.#known.set(validator, made)
    return made
  }
}
