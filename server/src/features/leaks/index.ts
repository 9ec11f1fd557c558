import type { Feature } from '../../feature'
import { eraseReports, leakFound } from './found'
import { leakModels } from './leaks.model'
import { leaksRoutes } from './leaks.routes'
import { leakSubject } from './subject'

export { leakDesk } from './desk'

/** 泄露: who reports one, whose data it was, who of them was told, and what is reported upward. */
export const leaks = {
  name: 'leaks',
  models: leakModels,
  plugin: leaksRoutes,
  subjects: { leak: leakSubject },
  takedown: {
    found: leakFound,
    erase: (deps, { id }) => eraseReports(deps, id),
  },
} satisfies Feature
