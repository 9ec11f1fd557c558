import type { Steps } from '../../engine/steps'
import { BINARY, type Comparer } from '../../values/comparer'
import { type Binding, bind, comparing, type Env, type Names, NO_NAMES, withNames } from './types'

/** The variables that a pipeline sees; a pipeline inside of `$lookup` is compiled once and run under new values. */
export class Scope {
  readonly names: Names
  bindings: Binding | undefined
  now: Date

  constructor(now: Date, names: Names = NO_NAMES, bindings?: Binding) {
    this.now = now
    this.names = names
    this.bindings = bindings
  }

  /** The variables that come with a command. */
  static of(now: Date, variables: Iterable<[string, unknown]>, by: Comparer = BINARY): Scope {
    const scope = new Scope(now, comparing(NO_NAMES, by))
    const values = [...variables]
    const known = values.length === 0 ? scope : scope.inner(...values.map(([name]) => name))
    known.set(values, scope)
    return known
  }

  env(root: unknown): Env {
    return { root, bindings: this.bindings, now: this.now }
  }

  /** A scope with more variables, whose values are still to come. */
  inner(...names: string[]): Scope {
    return new Scope(this.now, withNames(this.names, ...names), this.bindings)
  }

  set(values: Iterable<[string, unknown]>, outer: Scope): void {
    let env: Env = outer.env(undefined)
    for (const [name, value] of values) env = bind(env, name, value)
    this.bindings = env.bindings
  }
}

let active: Scope | undefined

export const activeScope = (): Scope => active ?? new Scope(new Date())

/** Filters are compiled elsewhere: what they hold in `$expr` takes its variables from here. */
export function inScope<T>(scope: Scope, run: () => T): T {
  const before = active
  active = scope
  try {
    return run()
  } finally {
    active = before
  }
}

export function* stepsInScope<T>(scope: Scope, steps: Steps<T>): Steps<T> {
  for (;;) {
    const step = inScope(scope, () => steps.next())
    if (step.done) return step.value
    yield
  }
}
