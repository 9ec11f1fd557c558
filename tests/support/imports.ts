import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'
import ts from 'typescript'

/** Texts of source files by their path from the project's root, with forward slashes. */
export type Sources = Readonly<Record<string, string>>

export interface Import {
  /** The importing file, from the project's root. */
  from: string
  /** The imported file, from the project's root; a package's name as it is written. */
  to: string
  /** What is imported: exported names, `default`, or `*` for everything; empty for `import 'x'`. */
  names: string[]
  /** Gone after compilation: `import type`, or only `type` names. */
  typeOnly: boolean
}

const root = join(__dirname, '../..')
const endings = ['', '.ts', '.tsx', '.mjs', '.js', '/index.ts', '/index.tsx']

/** Every import of the TypeScript files under these folders (paths from the project's root). */
export const importsOf = (...folders: string[]): Import[] => importsIn(readSources(...folders))

/** The TypeScript files under these folders, tests left out. */
export function readSources(...folders: string[]): Sources {
  const files = folders.flatMap((folder) => filesUnder(join(root, folder)))
  return Object.fromEntries(
    files
      .filter((file) => /\.tsx?$/.test(file) && !/\.(test|d)\.tsx?$/.test(file))
      .map((file) => [relative(root, file).split(sep).join('/'), readFileSync(file, 'utf8')]),
  )
}

function filesUnder(path: string): string[] {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path)
    .filter((name) => name !== 'node_modules' && name !== 'dist')
    .flatMap((name) => filesUnder(join(path, name)))
}

/** The imports of these texts: static, dynamic, `export … from`, `require` and types written `import('x').T`. */
export function importsIn(sources: Sources): Import[] {
  return Object.entries(sources).flatMap(([from, text]) =>
    statementsOf(from, text).map(({ specifier, ...what }) => ({
      from,
      to: resolved(from, specifier, sources),
      ...what,
    })),
  )
}

interface Statement {
  specifier: string
  names: string[]
  typeOnly: boolean
}

function statementsOf(file: string, text: string): Statement[] {
  const found: Statement[] = []
  const visit = (node: ts.Node): void => {
    const statement = statementOf(node)
    if (statement) found.push(statement)
    ts.forEachChild(node, visit)
  }
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false, kind))
  return found
}

function statementOf(node: ts.Node): Statement | undefined {
  if (ts.isImportDeclaration(node)) return found(node.moduleSpecifier, ...importedBy(node.importClause))
  if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
    const clause = node.exportClause
    const names = clause && ts.isNamedExports(clause) ? namesOf(clause.elements) : ['*']
    return found(node.moduleSpecifier, names, node.isTypeOnly)
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return found(node.argument.literal, node.qualifier ? [leftmost(node.qualifier)] : ['*'], true)
  }
  if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
    return found(node.moduleReference.expression, ['*'], node.isTypeOnly)
  }
  if (ts.isCallExpression(node) && node.arguments[0] && isLoading(node.expression)) {
    return found(node.arguments[0], ['*'], false)
  }
  return undefined
}

const isLoading = (called: ts.Expression) =>
  called.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(called) && called.text === 'require')

const found = (specifier: ts.Node, names: string[], typeOnly: boolean): Statement | undefined =>
  ts.isStringLiteralLike(specifier) ? { specifier: specifier.text, names, typeOnly } : undefined

function importedBy(clause: ts.ImportClause | undefined): [names: string[], typeOnly: boolean] {
  if (!clause) return [[], false]
  const { name, namedBindings: bindings } = clause
  const listed = bindings && ts.isNamedImports(bindings) ? bindings.elements : undefined
  const whole = bindings && ts.isNamespaceImport(bindings) ? ['*'] : []
  const names = [...(name ? ['default'] : []), ...whole, ...(listed ? namesOf(listed) : [])]
  const onlyTypes =
    !name && listed !== undefined && listed.length > 0 && listed.every((one) => one.isTypeOnly)
  return [names, clause.isTypeOnly || onlyTypes]
}

const namesOf = (elements: ts.NodeArray<ts.ImportSpecifier | ts.ExportSpecifier>) =>
  elements.map((element) => (element.propertyName ?? element.name).text)

const leftmost = (name: ts.EntityName): string => (ts.isIdentifier(name) ? name.text : leftmost(name.left))

function resolved(from: string, specifier: string, sources: Sources): string {
  const path = specifier.startsWith('.')
    ? posix.join(posix.dirname(from), specifier)
    : workspaceFile(specifier)
  if (path === undefined) return specifier
  return endings.map((ending) => path + ending).find((file) => isFile(file, sources)) ?? path
}

const isFile = (path: string, sources: Sources) =>
  path in sources || (existsSync(join(root, path)) && statSync(join(root, path)).isFile())

/** `@hutang/shared/rules` names a file of a workspace by its package.json. */
function workspaceFile(specifier: string): string | undefined {
  const [, name, door] = /^(@hutang\/[\w-]+)(?:\/(.*))?$/.exec(specifier) ?? []
  const place = name && workspaces().get(name)
  if (!place) return undefined
  const { exports } = JSON.parse(readFileSync(join(root, place, 'package.json'), 'utf8'))
  const target = door ? exports?.[`./${door}`] : (exports?.['.'] ?? exports)
  const file = typeof target === 'object' ? (target?.import ?? target?.default) : target
  return typeof file === 'string' ? posix.join(place, file) : place
}

let known: Map<string, string> | undefined

function workspaces(): Map<string, string> {
  const named = (place: string) => JSON.parse(readFileSync(join(root, place, 'package.json'), 'utf8'))
  known ??= new Map(named('.').workspaces.map((place: string) => [named(place).name, place]))
  return known
}

/** Groups that import each other in a circle, each sorted; a node that imports itself is none. */
export function circlesIn(edges: Iterable<readonly [from: string, to: string]>): string[][] {
  const next = new Map<string, Set<string>>()
  for (const [from, to] of edges) {
    next.set(from, (next.get(from) ?? new Set()).add(to))
    if (!next.has(to)) next.set(to, new Set())
  }
  // Tarjan's strongly connected components.
  const order = new Map<string, number>()
  const path: string[] = []
  const circles: string[][] = []
  const visit = (node: string): number => {
    order.set(node, order.size)
    let low = order.size - 1
    path.push(node)
    for (const to of next.get(node) ?? []) {
      if (!order.has(to)) low = Math.min(low, visit(to))
      else if (path.includes(to)) low = Math.min(low, order.get(to) ?? low)
    }
    if (low === order.get(node)) {
      const circle = path.splice(path.indexOf(node))
      if (circle.length > 1) circles.push(circle.sort())
    }
    return low
  }
  for (const node of next.keys()) if (!order.has(node)) visit(node)
  return circles.sort()
}

/** Files of more lines than `most`, as `path: lines`. */
export const longFiles = (sources: Sources, most = 250): string[] =>
  Object.entries(sources)
    .map(([path, text]) => ({ path, lines: text.replace(/\n$/, '').split('\n').length }))
    .filter(({ lines }) => lines > most)
    .map(({ path, lines }) => `${path}: ${lines}`)
