import { MongoError } from '../../errors'
import { NUMBER_TYPES, typeName } from '../../values/type-names'
import { type Doc, isObject, setOwn } from '../../values/values'
import { type Accumulator, compileAccumulator, type Tally } from '../expressions/accumulators'
import { compile } from '../expressions/compile'
import type { Scope } from '../expressions/scope'
import type { Expression } from '../expressions/types'
import type { Stage } from './types'

export type Fields = [string, Accumulator][]

/** The fields of an output, each with its accumulator. */
export function accumulated(spec: Doc, scope: Scope): Fields {
  return Object.entries(spec).map(([name, value]) => {
    if (name.includes('.')) throw new MongoError(40235, `The field name '${name}' cannot contain '.'`)
    if (name.startsWith('$'))
      throw new MongoError(40236, `The field name '${name}' cannot be an operator name`)
    if (!isObject(value) || Object.keys(value).length === 0)
      throw new MongoError(40234, `The field '${name}' must be an accumulator object`)
    const keys = Object.keys(value)
    if (keys.length > 1) throw new MongoError(40238, `The field '${name}' must specify one accumulator`)
    const [operator = ''] = keys
    if (!operator.startsWith('$'))
      throw new MongoError(40234, `The field '${name}' must be an accumulator object`)
    return [name, compileAccumulator(operator, value[operator], scope.names)]
  })
}

interface Group {
  id: unknown
  tallies: Tally[]
}

/** Documents by key, in the order in which the keys come. */
export class Groups {
  readonly #fields: Fields
  readonly #scope: Scope
  readonly #groups = new Map<string, Group>()

  constructor(fields: Fields, scope: Scope) {
    this.#fields = fields
    this.#scope = scope
  }

  add(id: unknown, doc: Doc): void {
    const key = this.#scope.names.by.keyOf(id)
    let group = this.#groups.get(key)
    if (!group) {
      group = { id, tallies: this.#fields.map(([, accumulator]) => accumulator.create()) }
      this.#groups.set(key, group)
    }
    const env = this.#scope.env(doc)
    for (const [i, [, accumulator]] of this.#fields.entries()) group.tallies[i]?.add(accumulator.operand(env))
  }

  documents(): Doc[] {
    return [...this.#groups.values()].map(({ id, tallies }) => {
      const doc: Doc = { _id: id }
      for (const [i, [name]] of this.#fields.entries()) setOwn(doc, name, tallies[i]?.result() ?? null)
      return doc
    })
  }
}

function idOf(spec: unknown, scope: Scope): Expression {
  if (isObject(spec) && !Object.keys(spec)[0]?.startsWith('$'))
    for (const value of Object.values(spec))
      if (['bool', ...NUMBER_TYPES].includes(typeName(value)))
        throw new MongoError(17390, '$group does not support inclusion-style expressions')
  return compile(spec, scope.names)
}

export const $group: Stage = (spec, { scope }) => {
  if (!isObject(spec)) throw new MongoError(15947, "a group's fields must be specified in an object")
  const { _id, ...rest } = spec
  if (!Object.hasOwn(spec, '_id')) throw new MongoError(15955, 'a group specification must include an _id')
  const id = idOf(_id, scope)
  const fields = accumulated(rest, scope)
  return (docs) => {
    const groups = new Groups(fields, scope)
    for (const doc of docs) groups.add(id(scope.env(doc)) ?? null, doc)
    return groups.documents()
  }
}
