import type { Deps } from '../../deps'
import type { Feature } from '../../feature'
import { endSeen, moveSeen } from './own'
import { packageModels } from './packages.model'
import { packagesRoutes } from './packages.routes'
import { lookAround } from './rounds'
import { packageSubject } from './subject'

async function lookAndWake(deps: Deps): Promise<void> {
  if (await lookAround(deps)) deps.work.send()
}

/** 政策包: which policies fit an enterprise and why, and telling its people what is new, changed or about to close. */
export const packages = {
  name: 'packages',
  models: packageModels,
  plugin: packagesRoutes,
  subjects: { package: packageSubject },
  jobs: (deps) => [{ name: 'packages', every: 'minute', run: () => lookAndWake(deps) }],
  accounts: {
    left: async (deps, { persons }) => {
      for (const person of persons) await endSeen(deps, person)
    },
  },
  people: {
    moved: (deps, from, to) => moveSeen(deps, from, to),
    ended: async (deps, person) => {
      await endSeen(deps, person)
    },
  },
} satisfies Feature
