import { buckets } from './buckets'
import { $group } from './group'
import { joining } from './joining'
import { defineStages } from './pipeline'
import { reshaping } from './reshaping'
import { selecting } from './selecting'
import { $sort, $sortByCount } from './sorting'

for (const family of [selecting, reshaping, buckets, joining, { $group, $sort, $sortByCount }])
  defineStages(family)

export { type Compiled, compilePipeline, runPipeline, stageNames } from './pipeline'
export { documentPipeline } from './updating'
