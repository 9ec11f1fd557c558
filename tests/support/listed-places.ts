import ts from 'typescript'
import { type Fault, isListed, type Listed } from './listed-operators'

const FILTERED = new Set([
  ...['find', 'findOne', 'countDocuments', 'exists', 'where', 'deleteOne', 'deleteMany', 'findOneAndDelete'],
  ...['updateOne', 'updateMany', 'findOneAndUpdate', 'findOneAndReplace', 'replaceOne'],
])
const UPDATING = new Set(['updateOne', 'updateMany', 'findOneAndUpdate', 'findByIdAndUpdate'])
const FILTER_KEYS = new Set(['$match', '$pull', '$elemMatch', 'filter', 'partialFilterExpression', 'q'])
const JOIN = new Set(['from', 'localField', 'foreignField', 'as'])
const TYPE_NUMBERS = new Set(['1', '2', '3', '4', '5', '7', '8', '9', '10', '11', '16', '18'])

export type ClearPlace = ts.CallExpression | ts.PropertyAssignment

/** Nodes that may tell which of the lists holds for what they contain. */
export const isClearPlace = (node: ts.Node): node is ClearPlace =>
  ts.isCallExpression(node) || ts.isPropertyAssignment(node)

/** Finds operators that are listed, but not for the place where they stand. */
export function checkPlaces(node: ClearPlace, listed: Listed, fault: Fault): void {
  const place = new Places(listed, fault)
  if (ts.isCallExpression(node)) place.call(node)
  else place.property(node)
}

class Places {
  constructor(
    readonly listed: Listed,
    readonly fault: Fault,
  ) {}

  call(node: ts.CallExpression): void {
    if (!ts.isPropertyAccessExpression(node.expression)) return
    const method = node.expression.name.text
    const [first, second] = node.arguments
    if (FILTERED.has(method)) this.filter(first)
    if (method === 'distinct') this.filter(second)
    if (UPDATING.has(method)) this.update(second)
    if (method === 'aggregate') this.stages(first)
  }

  property({ name, initializer }: ts.PropertyAssignment): void {
    const key = nameOf(name)
    if (FILTER_KEYS.has(key)) this.filter(initializer)
    if (key === 'u') this.update(initializer)
    if (key === 'pipeline') this.stages(initializer)
    if (UPDATING.has(key)) for (const one of propertiesOf(initializer, 'update')) this.update(one.initializer)
    if (key === '$type') this.types(initializer)
    if (key === '$project') this.expression(initializer)
    if (key === '$group') this.group(initializer)
    if (key === '$lookup') this.join(initializer)
    if (key === '$push' || key === '$addToSet') this.modifiers(initializer)
  }

  /** Every operator at any depth is one of a filter. */
  filter(node: ts.Expression | undefined): void {
    this.#deep(node, this.listed.filters, 'a filter')
  }

  expression(node: ts.Expression | undefined): void {
    this.#deep(node, this.listed.expressions, 'an expression')
  }

  update(node: ts.Expression | undefined): void {
    if (node && ts.isArrayLiteralExpression(node)) this.fault(node, 'an update by a pipeline')
    for (const one of propertiesOf(node)) this.#check(one, this.listed.updates, 'an update')
  }

  stages(node: ts.Expression | undefined): void {
    if (!node || !ts.isArrayLiteralExpression(node)) return
    for (const stage of node.elements)
      for (const one of propertiesOf(stage)) {
        this.#check(one, this.listed.stages, 'a pipeline')
        if (nameOf(one.name) === '$set') this.expression(one.initializer)
      }
  }

  group(node: ts.Expression): void {
    for (const field of propertiesOf(node)) {
      if (nameOf(field.name) === '_id') this.expression(field.initializer)
      else
        for (const one of propertiesOf(field.initializer)) {
          this.#check(one, this.listed.accumulators, '$group')
          this.expression(one.initializer)
        }
    }
  }

  join(node: ts.Expression): void {
    for (const one of propertiesOf(node))
      if (!JOIN.has(nameOf(one.name))) this.fault(one, `$lookup with ${nameOf(one.name)}`)
  }

  /** `$push` as an accumulator has an expression there, which is checked as such. */
  modifiers(node: ts.Expression): void {
    for (const field of propertiesOf(node)) {
      if (nameOf(field.name).startsWith('$')) continue
      const all = propertiesOf(field.initializer)
      if (all.some(({ name }) => nameOf(name) === '$each'))
        for (const one of all) this.#check(one, this.listed.modifiers, '$push or $addToSet')
    }
  }

  types(node: ts.Expression): void {
    if (ts.isArrayLiteralExpression(node)) for (const one of node.elements) this.types(one)
    const isUnlisted =
      (ts.isStringLiteralLike(node) && !this.listed.types.has(node.text)) ||
      (ts.isNumericLiteral(node) && !TYPE_NUMBERS.has(node.text)) ||
      ts.isPrefixUnaryExpression(node)
    if (isUnlisted) this.fault(node, `$type: ${node.getText()}`)
  }

  #deep(node: ts.Expression | undefined, list: Set<string>, place: string): void {
    if (node && ts.isArrayLiteralExpression(node))
      for (const one of node.elements) this.#deep(one, list, place)
    for (const one of propertiesOf(node)) {
      this.#check(one, list, place)
      this.#deep(one.initializer, list, place)
    }
  }

  #check(node: ts.PropertyAssignment, list: Set<string>, place: string): void {
    const name = nameOf(node.name)
    if (isListed(name, this.listed) && !list.has(name)) this.fault(node, `${name} in ${place}`)
  }
}

const nameOf = (name: ts.PropertyName): string =>
  ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : ''

/** The properties of an object that stands there as a literal, of one name or of all. */
function propertiesOf(node: ts.Expression | undefined, name?: string): ts.PropertyAssignment[] {
  if (
    node &&
    (ts.isAsExpression(node) || ts.isParenthesizedExpression(node) || ts.isSatisfiesExpression(node))
  )
    return propertiesOf(node.expression, name)
  if (!node || !ts.isObjectLiteralExpression(node)) return []
  return node.properties
    .filter(ts.isPropertyAssignment)
    .filter((one) => name === undefined || nameOf(one.name) === name)
}
