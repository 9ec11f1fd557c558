import { isSteps, type Steps } from '../../engine/steps'
import { badValue, MongoError } from '../../errors'
import { type Doc, isObject } from '../../values/values'
import type { Scope } from '../expressions/scope'
import { isOutput } from './outputs'
import type { Run, Source, Stage, StagePlace } from './types'

const table = new Map<string, Stage>()
const MAX_STAGES = 1000
const MAX_DEPTH = 20

export function defineStages(stages: Record<string, Stage>): void {
  for (const [name, stage] of Object.entries(stages)) table.set(name, stage)
}

export const stageNames = () => [...table.keys()].sort()

/** Whether stages may not stand in `$facet`. */
const OUTSIDE_FACET = new Set([
  '$facet',
  '$documents',
  '$out',
  '$merge',
  '$geoNear',
  '$indexStats',
  '$collStats',
  '$changeStream',
  '$search',
  '$planCacheStats',
])

export interface Compiled {
  name: string
  spec: unknown
  run: Run
}

/** Stages that write may not stand in a pipeline within another. */
const WRITES_WITHIN = { $facet: 40600, $lookup: 51047, $unionWith: 31441 } as const

/** A whole pipeline, understood or refused before anything is read. */
export function compilePipeline(
  pipeline: unknown,
  scope: Scope,
  where: Partial<StagePlace> = {},
): Compiled[] {
  if (!Array.isArray(pipeline)) throw badValue("'pipeline' option must be specified as an array")
  if (pipeline.length > MAX_STAGES)
    throw new MongoError(7749501, `Pipeline length must be no longer than ${MAX_STAGES} stages`)
  const { inside = 'top', within, sourceless = false, depth = 0 } = where
  if (depth > MAX_DEPTH)
    throw new MongoError(232, `Maximum number of nested sub-pipelines exceeded. Limit is ${MAX_DEPTH}`)
  return pipeline.map((stage, index) => {
    const [name, spec] = nameOf(stage, inside, within)
    if (isOutput(name) && index < pipeline.length - 1)
      throw new MongoError(40601, `${name} can only be the final stage in the pipeline`)
    const compileStage = table.get(name)
    if (!compileStage) throw new MongoError(40324, `Unrecognized pipeline stage name: '${name}'`)
    return { name, spec, run: compileStage(spec, { scope, index, inside, within, sourceless, depth }) }
  })
}

function nameOf(
  stage: unknown,
  inside: StagePlace['inside'],
  within: StagePlace['within'],
): [string, unknown] {
  if (!isObject(stage))
    throw new MongoError(
      inside === '$facet' ? 40171 : 14,
      'Each element of the pipeline array must be an object',
    )
  const [name, ...others] = Object.keys(stage)
  if (name === undefined || others.length > 0)
    throw new MongoError(40323, 'A pipeline stage specification object must contain exactly one field.')
  if (within !== undefined && isOutput(name))
    throw new MongoError(WRITES_WITHIN[within], `${name} is not allowed within a ${within} stage`)
  if (inside === '$facet' && OUTSIDE_FACET.has(name))
    throw new MongoError(40600, `${name} is not allowed to be used within a $facet stage`)
  return [name, stage[name]]
}

export function* runPipeline(stages: Compiled[], docs: Doc[], source: Source): Steps<Doc[]> {
  let current = docs
  for (const { run } of stages) {
    const result = run(current, source)
    current = isSteps(result) ? yield* result : result
  }
  return current
}
