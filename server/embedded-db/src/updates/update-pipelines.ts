import { failedToParse, immutableId, MongoError } from '../errors'
import type { Variables } from '../pipeline/expressions/types'
import { documentPipeline } from '../pipeline/stages'
import { withinTime } from '../query/time-limit'
import type { Comparer } from '../values/comparer'
import { stamped } from '../values/timestamps'
import { cloneValue, type Doc, equalValues, isObject } from '../values/values'
import type { Update } from './updates'

export const UPDATE_STAGES = ['$addFields', '$set', '$unset', '$project', '$replaceRoot', '$replaceWith']
const PIPELINE_MS = 1000

/** An update by a pipeline: stages that make one document of another. */
export function pipelineUpdate(
  stages: unknown[],
  arrayFilters: unknown,
  variables?: Variables,
  by?: Comparer,
): Update {
  if (arrayFilters !== undefined)
    throw failedToParse('arrayFilters may not be specified for pipeline-style updates')
  for (const stage of stages) checkStage(stage)
  const run = documentPipeline(stages, variables, by)
  return {
    replacement: false,
    positional: false,
    patterns: [],
    apply(doc, { now }) {
      const after = withinTime(PIPELINE_MS, () => run(cloneValue(doc), now))
      return withId(doc, stamped(after, now))
    },
  }
}

function checkStage(stage: unknown): void {
  const [name = ''] = isObject(stage) ? Object.keys(stage) : []
  if (!isObject(stage) || Object.keys(stage).length !== 1)
    throw new MongoError(40323, 'A pipeline stage specification object must contain exactly one field.')
  if (!UPDATE_STAGES.includes(name))
    throw new MongoError(72, `${name} is not allowed to be used within an update`)
}

function withId(before: Doc, after: Doc): Doc {
  if (before._id === undefined) return after
  const { _id = before._id, ...rest } = after
  if (!equalValues(_id, before._id)) throw immutableId()
  return { _id, ...rest }
}
