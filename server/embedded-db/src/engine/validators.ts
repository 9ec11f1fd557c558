import { type Collation, comparerOf } from '../collation'
import { MongoError } from '../errors'
import type { Collection } from '../indexes/collection'
import { type Matcher, matcher } from '../query/matching'
import { mayRunLong, PATTERN_MS, withinTime } from '../query/time-limit'
import { failureOf } from '../query/validation-failures'
import { textOf } from '../values/texts'
import type { Doc } from '../values/values'

/** Holds documents to the validators of their collections. https://www.mongodb.com/docs/manual/core/schema-validation/ */
export class Validators {
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
