import { buckets } from './buckets'
import { $geoNear } from './geo-near'
import { graphs } from './graph-lookup'
import { $group } from './group'
import { joining } from './joining'
import { outputs } from './outputs'
import { defineStages } from './pipeline'
import { reshaping } from './reshaping'
import { selecting } from './selecting'
import { $sort, $sortByCount } from './sorting'
import { windows } from './window-fields'

for (const family of [
  selecting,
  reshaping,
  buckets,
  joining,
  graphs,
  windows,
  outputs,
  { $geoNear, $group, $sort, $sortByCount },
])
  defineStages(family)

export { type Merge, type Out, type Output, outputOf } from './outputs'
export { type Compiled, compilePipeline, runPipeline, stageNames } from './pipeline'
export { documentPipeline } from './updating'
export { windowFunctionNames } from './window-functions'
