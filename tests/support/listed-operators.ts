import ts from 'typescript'

/** What a page lists, by the titles of its lists. */
export interface Listed {
  operators: Set<string>
  indexOptions: Set<string>
  types: Set<string>
}

const OPERATOR_LISTS = [
  'Filter operators',
  'Update operators',
  'Modifiers of `$push` and `$addToSet`',
  'Pipeline stages',
  'Accumulators',
  'Expressions',
]

/** Reads the lists that the code writes into the README of the embedded database. */
export function listedIn(page: string): Listed {
  const names = (title: string) => {
    const [, list = ''] = page.split(`### ${title}\n\n`)
    return [...(list.split('\n\n')[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)
  }
  return {
    operators: new Set(OPERATOR_LISTS.flatMap(names)),
    indexOptions: new Set(names('Index options')),
    types: new Set(names('Types of values')),
  }
}

/** The type in the database of each type of a mongoose schema. */
const SCHEMA_TYPES: Record<string, string> = {
  String: 'string',
  Number: 'double',
  Double: 'double',
  Int32: 'int',
  BigInt: 'long',
  Boolean: 'bool',
  Date: 'date',
  Buffer: 'binData',
  UUID: 'binData',
  ObjectId: 'objectId',
  Mixed: 'object',
  Map: 'object',
  Array: 'array',
  DocumentArray: 'array',
  Subdocument: 'object',
  Decimal128: 'decimal',
}

/** Ways in which mongoose says of a query what the database does not know. */
const METHODS = new Set([
  ...['hint', 'collation', 'explain', 'facet', 'graphLookup', 'addFields', 'replaceRoot', 'sortByCount'],
  ...['unionWith', 'startSession', 'withTransaction', 'watch', 'mapReduce', 'nearSphere', 'tailable'],
])

/** Options that are no operators: JSON Schema names some of its keywords so. */
const JSON_SCHEMA = new Set(['$ref', '$id', '$schema', '$defs', '$comment'])

/** What a source asks of a database that no list names, one line each. */
export function unlisted(path: string, text: string, listed: Listed): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const faults: string[] = []
  const fault = (node: ts.Node, what: string) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source))
    faults.push(`${path}:${line + 1} ${what}`)
  }
  const checkKey = (node: ts.Node, name: string) => {
    if (/\.\$(\.|\[|$)/.test(name)) fault(node, `a place in an array: ${name}`)
    if (!/^\$[A-Za-z]/.test(name) || JSON_SCHEMA.has(name)) return
    if (!listed.operators.has(name)) fault(node, name)
  }
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node))
      checkName(node.name, checkKey)
    if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression))
      checkKey(node, node.argumentExpression.text)
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression))
      checkCall(node, node.expression.name.text, fault, listed)
    if (ts.isPropertyAccessExpression(node) && isTypes(node.expression))
      checkType(node, node.name.text, fault, listed)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return faults
}

type Fault = (node: ts.Node, what: string) => void

function checkName(name: ts.PropertyName, check: (node: ts.Node, name: string) => void): void {
  if (ts.isIdentifier(name) || ts.isStringLiteralLike(name)) check(name, name.text)
  if (!ts.isComputedPropertyName(name)) return
  const { expression } = name
  if (ts.isStringLiteralLike(expression)) check(name, expression.text)
  // What is put together at run time no list can be asked of.
  if (ts.isTemplateExpression(expression) && expression.head.text === '$') check(name, '$computed')
}

/** `Schema.Types`, `mongoose.Types`. */
const isTypes = (node: ts.Expression) =>
  ts.isPropertyAccessExpression(node) &&
  node.name.text === 'Types' &&
  ['Schema', 'mongoose', 'mongo'].some((owner) => node.expression.getText().endsWith(owner))

function checkType(node: ts.Node, name: string, fault: Fault, { types }: Listed): void {
  const type = SCHEMA_TYPES[name]
  if (type === undefined || !types.has(type)) fault(node, `a schema type ${name}`)
}

function checkCall(node: ts.CallExpression, method: string, fault: Fault, { indexOptions }: Listed): void {
  if (METHODS.has(method)) fault(node, `.${method}()`)
  const [key, options] = node.arguments
  if (!['index', 'createIndex'].includes(method) || !key || !ts.isObjectLiteralExpression(key)) return
  for (const one of key.properties)
    if (ts.isPropertyAssignment(one) && ts.isStringLiteralLike(one.initializer))
      fault(one, `an index of kind ${one.initializer.text}`)
  if (!options || !ts.isObjectLiteralExpression(options)) return
  for (const { name } of options.properties) {
    const option = name?.getText() ?? ''
    // mongoose's own word for expireAfterSeconds.
    if (option !== 'expires' && !indexOptions.has(option)) fault(node, `an index option ${option}`)
  }
}
