import ts from 'typescript'
import type { Sources } from './imports'

/** `server/src/features/notices/reading/list.ts` → `notices`; undefined outside the features. */
export const featureOf = (path: string): string | undefined =>
  /^server\/src\/features\/([^/]+)\//.exec(path)?.[1]

export interface OwnedModels {
  /** The feature that owns each model: `{ Notice: 'notices' }`. */
  owners: ReadonlyMap<string, string>
  /** The functions that give models: `noticeModels`, with their feature. */
  makers: ReadonlyMap<string, string>
}

/** What `export const xModels = defineModels({ Name: schema })` says in the features. */
export function ownedModels(sources: Sources): OwnedModels {
  const owners = new Map<string, string>()
  const makers = new Map<string, string>()
  for (const [path, text] of Object.entries(sources)) {
    const feature = featureOf(path)
    if (!feature) continue
    for (const [, maker = '', names = ''] of text.matchAll(/const (\w+) = defineModels\(\{([^}]*)\}/g)) {
      makers.set(maker, feature)
      for (const [name] of names.matchAll(/\w+(?=\s*:)/g)) owners.set(name, feature)
    }
  }
  return { owners, makers }
}

/** Ways to a collection that need no import: by the connection, or by a collection's name in a query. */
const reaching = new Set(['model', 'models', 'collection'])
const naming = new Set(['from', 'ref', 'into', 'coll'])

/** Models of other features that the files of a feature name or reach, as `path: what`. */
export function modelMentions(sources: Sources): string[] {
  const { owners, makers } = ownedModels(sources)
  return Object.entries(sources).flatMap(([path, text]) => {
    const feature = featureOf(path)
    if (!feature) return []
    const foreign = (name: string) => (owners.get(name) ?? makers.get(name) ?? feature) !== feature
    const collections = new Set([...owners.keys()].filter(foreign).flatMap(collectionNames))
    const mentions: string[] = []
    const visit = (node: ts.Node): void => {
      const name = nameTaken(node)
      if (name && (foreign(name) || isReach(node))) mentions.push(`${path}: ${name}`)
      const collection = collectionNamed(node)
      if (collection && collections.has(collection.toLowerCase())) mentions.push(`${path}: ${collection}`)
      ts.forEachChild(node, visit)
    }
    visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true))
    return mentions
  })
}

/** `one.Name`, `one['Name']`, `{ Name } = one`, `import { Name }`, `export { Name } from`. */
function nameTaken(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name.text
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
    return node.argumentExpression.text
  }
  if (ts.isBindingElement(node)) {
    const name = node.propertyName ?? node.name
    return ts.isIdentifier(name) ? name.text : undefined
  }
  if (ts.isImportSpecifier(node) || ts.isExportSpecifier(node)) {
    return isTypeOnly(node) ? undefined : (node.propertyName ?? node.name).text
  }
  return undefined
}

function isTypeOnly(node: ts.ImportSpecifier | ts.ExportSpecifier): boolean {
  const { parent } = node.parent ?? {}
  return node.isTypeOnly || (parent !== undefined && 'isTypeOnly' in parent && parent.isTypeOnly === true)
}

const isReach = (node: ts.Node) =>
  ts.isPropertyAccessExpression(node) &&
  reaching.has(node.name.text) &&
  ts.isCallExpression(node.parent) &&
  node.parent.expression === node

function collectionNamed(node: ts.Node): string | undefined {
  if (!ts.isPropertyAssignment(node) || !ts.isStringLiteralLike(node.initializer)) return undefined
  const { name } = node
  const named = (ts.isIdentifier(name) || ts.isStringLiteralLike(name)) && naming.has(name.text)
  return named ? node.initializer.text : undefined
}

/** mongoose calls the collection of `EditionRow` `editionrows`, and that of `Try` `tries`. */
const collectionNames = (model: string): string[] => {
  const name = model.toLowerCase()
  return [name, `${name}s`, `${name}es`, name.replace(/y$/, 'ies')]
}
