import type { Doc } from '../../values/values'

export interface Binding {
  name: string
  value: unknown
  outer: Binding | undefined
}

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

/** The variables that an expression may name. */
export type Names = ReadonlySet<string>
export type Operator = (operand: unknown, names: Names) => Expression

export const NO_NAMES: Names = new Set()

/** For expressions that are constants. */
export const NO_DOCUMENT: Env = { root: {}, bindings: undefined, now: new Date(0) }

export function bind(env: Env, name: string, value: unknown): Env {
  return { ...env, bindings: { name, value, outer: env.bindings } }
}

export const withNames = (names: Names, ...more: string[]): Names => new Set([...names, ...more])

export const envOf = (root: Doc, now: Date, bindings?: Binding): Env => ({ root, bindings, now })
