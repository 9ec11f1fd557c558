import { MongoError } from '../../errors'
import { keyOf } from '../../values/keys'
import { NUMBER_TYPES, typeName } from '../../values/type-names'
import { type Doc, isObject, setOwn } from '../../values/values'
import { compile, type Expression } from '../expressions'
import { type Accumulator, compileAccumulator, type Tally } from '../expressions/accumulators'
import type { Stage } from './stage'

type Fields = [string, Accumulator][]

/** The fields of a group, each with its accumulator. */
function accumulated(spec: Doc): Fields {
  return Object.entries(spec).map(([name, value]) => {
    if (name.includes('.')) throw new MongoError(40235, `The field name '${name}' cannot contain '.'`)
    if (name.startsWith('$'))
      throw new MongoError(40236, `The field name '${name}' cannot be an operator name`)
    const keys = isObject(value) ? Object.keys(value) : []
    const [operator = ''] = keys
    if (keys.length > 1) throw new MongoError(40238, `The field '${name}' must specify one accumulator`)
    if (!isObject(value) || !operator.startsWith('$'))
      throw new MongoError(40234, `The field '${name}' must be an accumulator object`)
    return [name, compileAccumulator(operator, value[operator])]
  })
}

function idOf(spec: unknown): Expression {
  if (isObject(spec) && !Object.keys(spec)[0]?.startsWith('$'))
    for (const value of Object.values(spec))
      if (['bool', ...NUMBER_TYPES].includes(typeName(value)))
        throw new MongoError(17390, '$group does not support inclusion-style expressions')
  return compile(spec)
}

/** Documents by key, in the order in which the keys come. */
export const $group: Stage = (spec) => {
  if (!isObject(spec)) throw new MongoError(15947, "a group's fields must be specified in an object")
  const { _id, ...rest } = spec
  if (!Object.hasOwn(spec, '_id')) throw new MongoError(15955, 'a group specification must include an _id')
  const idIn = idOf(_id)
  const fields = accumulated(rest)
  return (docs) => {
    const groups = new Map<string, { id: unknown; tallies: Tally[] }>()
    for (const doc of docs) {
      const id = idIn(doc) ?? null
      const key = keyOf(id)
      const group = groups.get(key) ?? { id, tallies: fields.map(([, { create }]) => create()) }
      groups.set(key, group)
      for (const [i, [, { operand }]] of fields.entries()) group.tallies[i]?.add(operand(doc))
    }
    return [...groups.values()].map(({ id, tallies }) => {
      const doc: Doc = { _id: id }
      for (const [i, [name]] of fields.entries()) setOwn(doc, name, tallies[i]?.result() ?? null)
      return doc
    })
  }
}
