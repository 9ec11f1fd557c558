import type { Feature } from '../../feature'
import { regionModels } from './regions.model'
import { regionsRoutes } from './regions.routes'

export {
  allRegions,
  ensureGroups,
  findRegion,
  groupsOf,
  hasRegions,
  knownRegion,
  parentsOf,
  refOf,
  regionOf,
  regionRef,
  regionRefs,
  regionsMark,
  regionsWithin,
  removeGroup,
  renameGroup,
  villagesIn,
} from './regions'
export type { GroupDoc, RegionDoc } from './regions.model'
export { addRegions, changeRegions, setSmsMoney, setVouchers } from './write'

/** 区县、镇、村: the tree of places, by their codes of 统计用区划代码. */
export const regions = { name: 'regions', models: regionModels, plugin: regionsRoutes } satisfies Feature
