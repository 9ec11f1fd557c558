import ts from 'typescript'
import { checkPlaces, isClearPlace } from './listed-places'

/** What a page lists, by the titles of its lists. */
export interface Listed {
  filters: Set<string>
  updates: Set<string>
  modifiers: Set<string>
  stages: Set<string>
  accumulators: Set<string>
  expressions: Set<string>
  indexOptions: Set<string>
  types: Set<string>
}

export type Fault = (node: ts.Node, what: string) => void

/** Reads the lists that the code writes into the README of the embedded database. */
export function listedIn(page: string): Listed {
  const names = (title: string) => {
    const [, list = ''] = page.split(`### ${title}\n\n`)
    return new Set([...(list.split('\n\n')[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name))
  }
  return {
    filters: names('Filter operators'),
    updates: names('Update operators'),
    modifiers: names('Modifiers of `$push` and `$addToSet`'),
    stages: names('Pipeline stages'),
    accumulators: names('Accumulators'),
    expressions: names('Expressions'),
    indexOptions: names('Index options'),
    types: names('Types of values'),
  }
}

/** Whether an operator is in any of the lists. */
export function isListed(name: string, listed: Listed): boolean {
  const { filters, updates, modifiers, stages, accumulators, expressions } = listed
  return [filters, updates, modifiers, stages, accumulators, expressions].some((list) => list.has(name))
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
}

/** Classes of values that cannot be stored, under whatever owner they are named. */
const CLASSES = new Set(['Decimal128', 'Timestamp', 'MinKey', 'MaxKey', 'BSONSymbol', 'DBRef'])
/** These have another meaning without their owner. */
const OWNED_CLASSES = new Set(['Code', 'Symbol'])

/** Ways in which mongoose says of a query what the database does not know. */
const METHODS = new Set([
  ...['hint', 'collation', 'explain', 'facet', 'graphLookup', 'addFields', 'replaceRoot', 'sortByCount'],
  ...['unionWith', 'startSession', 'withTransaction', 'watch', 'mapReduce', 'nearSphere', 'tailable'],
  ...['mod', 'near', 'within', 'geometry', 'intersects', 'maxDistance', 'polygon', 'circle', 'box'],
])

/** Options of queries, schemas and collections that the database refuses. */
const OPTIONS = new Set([
  ...['hint', 'collation', 'arrayFilters', 'capped', 'timeseries', 'validator', 'viewOn', 'clusteredIndex'],
  ...[
    'validationLevel',
    'validationAction',
    'changeStreamPreAndPostImages',
    'wildcardProjection',
    '2dsphereIndexVersion',
  ],
])

/** JSON Schema names some of its keywords like operators. */
const JSON_SCHEMA = new Set(['$ref', '$id', '$schema', '$defs', '$comment'])

/** Everything in a source that asks the database for what no list names, one line each. */
export function unlisted(path: string, text: string, listed: Listed): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const faults = new Set<string>()
  const fault = (node: ts.Node, what: string) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source))
    faults.add(`${path}:${line + 1} ${what}`)
  }
  const texts = textsOf(source)
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) checkWord(node, fault)
    if (ts.isObjectLiteralElementLike(node) && node.name)
      for (const name of namesOf(node.name, texts)) checkKey(node, name, listed, fault)
    if (ts.isElementAccessExpression(node))
      for (const name of textOf(node.argumentExpression, texts)) checkKey(node, name, listed, fault)
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression))
      checkCall(node, node.expression.name.text, listed, fault)
    if (ts.isPropertyAccessExpression(node) && isTypes(node.expression))
      checkType(node, node.name.text, listed, fault)
    if (ts.isPropertyAssignment(node)) checkIndex(node, fault)
    if (isClearPlace(node)) checkPlaces(node, listed, fault)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return [...faults]
}

/** The texts that each variable of a source may have, as far as they stand in its declaration. */
function textsOf(source: ts.SourceFile): Map<string, string[]> {
  const texts = new Map<string, string[]>()
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer)
      texts.set(node.name.text, literalsOf(node.initializer))
    ts.forEachChild(node, visit)
  }
  visit(source)
  return texts
}

function literalsOf(node: ts.Expression): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text]
  if (ts.isConditionalExpression(node)) return [...literalsOf(node.whenTrue), ...literalsOf(node.whenFalse)]
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node))
    return literalsOf(node.expression)
  return []
}

/** The names that a property may have. */
function namesOf(name: ts.PropertyName, texts: Map<string, string[]>): string[] {
  if (ts.isComputedPropertyName(name)) return textOf(name.expression, texts)
  return 'text' in name ? [name.text] : []
}

function textOf(node: ts.Expression, texts: Map<string, string[]>): string[] {
  if (ts.isIdentifier(node)) return texts.get(node.text) ?? []
  // A name that is made at run time cannot be compared with a list.
  if (ts.isTemplateExpression(node) && node.head.text === '$') return ['$computed']
  return literalsOf(node)
}

function checkWord(node: ts.Identifier | ts.StringLiteralLike, fault: Fault): void {
  const { parent } = node
  const isOwned = ts.isPropertyAccessExpression(parent) && parent.name === node
  const owner = isOwned ? (parent.expression.getText().split('.').pop() ?? '') : ''
  const ownedClass = OWNED_CLASSES.has(node.text) && /^(mongo|bson|mongodb|Types)$/i.test(owner)
  if (CLASSES.has(node.text) || ownedClass) fault(node, `a type ${node.text}`)
  // A canvas is drawn on in a context that is called 2d, too.
  const ofCanvas = ts.isCallExpression(parent) && /\.getContext$/.test(parent.expression.getText())
  if (ts.isStringLiteralLike(node) && !ofCanvas && ['2d', '2dsphere', 'hashed'].includes(node.text))
    fault(node, `an index of kind ${node.text}`)
}

function checkKey(node: ts.Node, name: string, listed: Listed, fault: Fault): void {
  if (/\.\$(\.|\[|$)/.test(name)) fault(node, `a place in an array: ${name}`)
  if (OPTIONS.has(name)) fault(node, `an option ${name}`)
  if (name === '$**') fault(node, 'an index of kind $**')
  if (!/^\$[A-Za-z]/.test(name) || JSON_SCHEMA.has(name)) return
  if (!isListed(name, listed)) fault(node, name)
}

/** `Schema.Types`, `mongoose.Types`, `Types`. */
const isTypes = (node: ts.Expression) =>
  node.getText() === 'Types' || /(^|\.)(Schema|mongoose|mongo)\.Types$/.test(node.getText())

function checkType(node: ts.Node, name: string, { types }: Listed, fault: Fault): void {
  if (CLASSES.has(name)) return
  const type = SCHEMA_TYPES[name]
  if (type === undefined || !types.has(type)) fault(node, `a schema type ${name}`)
}

/** `index: '2dsphere'`, `text: true` of a field of a schema, and `key: { a: 'text' }` of an index. */
function checkIndex(node: ts.PropertyAssignment, fault: Fault): void {
  const name = node.name.getText()
  const { initializer } = node
  if (name === 'index' && ts.isStringLiteralLike(initializer))
    fault(node, `an index of kind ${initializer.text}`)
  if (name === 'text' && initializer.kind === ts.SyntaxKind.TrueKeyword) fault(node, 'an index of kind text')
  if (name === 'key' && ts.isObjectLiteralExpression(initializer)) checkKinds(initializer, fault)
}

function checkKinds(key: ts.ObjectLiteralExpression, fault: Fault): void {
  for (const one of key.properties)
    if (ts.isPropertyAssignment(one) && ts.isStringLiteralLike(one.initializer))
      fault(one, `an index of kind ${one.initializer.text}`)
}

function checkCall(node: ts.CallExpression, method: string, { indexOptions }: Listed, fault: Fault): void {
  if (METHODS.has(method)) fault(node, `.${method}()`)
  const [key, options] = node.arguments
  if (!['index', 'createIndex'].includes(method) || !key || !ts.isObjectLiteralExpression(key)) return
  checkKinds(key, fault)
  if (!options || !ts.isObjectLiteralExpression(options)) return
  for (const { name } of options.properties) {
    const option = name?.getText() ?? ''
    // mongoose's own word for expireAfterSeconds.
    if (option !== 'expires' && !indexOptions.has(option) && !OPTIONS.has(option))
      fault(node, `an index option ${option}`)
  }
}
