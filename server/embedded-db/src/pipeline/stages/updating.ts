import { isSteps } from '../../engine/steps'
import { BINARY, type Comparer } from '../../values/comparer'
import type { Doc } from '../../values/values'
import { isFailure } from '../expressions/compile'
import { Scope } from '../expressions/scope'
import { type Compiled, compilePipeline } from './pipeline'

/** Stages that make one document of one other, as an update by a pipeline has them. */
export function documentPipeline(
  pipeline: unknown,
  variables: ReadonlyMap<string, unknown> = new Map(),
  by: Comparer = BINARY,
): (doc: Doc, now: Date) => Doc {
  const scope = Scope.of(new Date(0), variables, by)
  const stages = lazily(pipeline, scope)
  return (doc, now) => {
    scope.now = now
    let current = [doc]
    for (const { run } of stages) {
      const next = run(current, { read: () => [] as never })
      current = isSteps(next) ? [] : next
    }
    return current[0] ?? {}
  }
}

/** An update that meets no document fails at none of its constants. */
function lazily(pipeline: unknown, scope: Scope): Pick<Compiled, 'run'>[] {
  try {
    return compilePipeline(pipeline, scope)
  } catch (error) {
    if (!isFailure(error) || !Array.isArray(pipeline)) throw error
    if (pipeline.length > 1) return pipeline.flatMap((stage) => lazily([stage], scope))
    const run = () => {
      throw error
    }
    return [{ run }]
  }
}
