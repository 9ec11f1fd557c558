import { isSteps, type Steps } from '../../engine/steps'
import { badValue, MongoError } from '../../errors'
import { type Doc, isObject } from '../../values/values'
import { $group } from './group'
import { $lookup } from './lookup'
import { reshaping } from './projection'
import { selecting } from './selecting'
import type { Run, Source, Stage } from './stage'
import { $unwind } from './unwind'

const STAGES: ReadonlyMap<string, Stage> = new Map(
  Object.entries({ ...selecting, ...reshaping, $group, $lookup, $unwind }),
)
const MAX_STAGES = 1000

export const stageNames = () => [...STAGES.keys()].sort()

export interface Compiled {
  name: string
  spec: unknown
  run: Run
}

/** A whole pipeline, understood or refused before anything is read. */
export function compilePipeline(pipeline: unknown): Compiled[] {
  if (!Array.isArray(pipeline)) throw badValue("'pipeline' option must be specified as an array")
  if (pipeline.length > MAX_STAGES)
    throw new MongoError(7749501, `Pipeline length must be no longer than ${MAX_STAGES} stages`)
  return pipeline.map((stage) => {
    if (!isObject(stage)) throw new MongoError(14, 'Each element of the pipeline array must be an object')
    const [name, ...others] = Object.keys(stage)
    if (name === undefined || others.length > 0)
      throw new MongoError(40323, 'A pipeline stage specification object must contain exactly one field.')
    const compile = STAGES.get(name)
    if (!compile) throw new MongoError(40324, `Unrecognized pipeline stage name: '${name}'`)
    return { name, spec: stage[name], run: compile(stage[name]) }
  })
}

export function* runPipeline(stages: Compiled[], docs: Doc[], source: Source): Steps<Doc[]> {
  let current = docs
  for (const { run } of stages) {
    const result = run(current, source)
    current = isSteps(result) ? yield* result : result
    yield
  }
  return current
}
