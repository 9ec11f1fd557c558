import { BINARY, type Comparer } from '../../values/comparer'

export interface Binding {
  name: string
  value: unknown
  outer: Binding | undefined
}

/** The values of a command's `let`, computed once. */
export type Variables = Map<string, unknown>

/** What an expression sees: the document, the variables, the time of the command. */
export interface Env {
  root: unknown
  bindings: Binding | undefined
  now: Date
}

/** Answers `undefined` for a missing value, which is not null. */
export interface Expression {
  (env: Env): unknown
  constant?: true
}

/** What an expression is compiled with: the variables that it may name, and how values compare. */
export interface Names {
  has(name: string): boolean
  readonly known: ReadonlySet<string>
  readonly by: Comparer
}
export type Operator = (operand: unknown, names: Names) => Expression

function namesOf(known: ReadonlySet<string>, by: Comparer): Names {
  return { known, by, has: (name) => known.has(name) }
}

export const NO_NAMES: Names = namesOf(new Set(), BINARY)

/** For expressions that are constants. */
export const NO_DOCUMENT: Env = { root: {}, bindings: undefined, now: new Date(0) }

export function bind(env: Env, name: string, value: unknown): Env {
  return { ...env, bindings: { name, value, outer: env.bindings } }
}

export const withNames = ({ known, by }: Names, ...more: string[]): Names =>
  namesOf(new Set([...known, ...more]), by)

export const comparing = ({ known }: Names, by: Comparer): Names => namesOf(known, by)
