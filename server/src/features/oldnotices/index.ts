import type { Feature } from '../../feature'
import { eraseOld, sweepOld } from './drop'
import { oldModels } from './old.model'
import { oldRoutes } from './old.routes'
import { goOn } from './publish'

/** 补录: what was published before there was an app, and 老公示体检. */
export const oldnotices = {
  name: 'oldnotices',
  models: oldModels,
  plugin: oldRoutes,
  jobs: (deps) => [
    { name: 'old-notices', every: 'minute', run: () => goOn(deps) },
    { name: 'old-notices-left', every: 'hour', run: () => sweepOld(deps) },
  ],
  takedown: {
    erase: async (deps, { kind, id }) => {
      if (kind === 'notice') await eraseOld(deps, id)
    },
  },
} satisfies Feature
