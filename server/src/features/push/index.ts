import type { Viewer } from '@hutang/shared'
import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import type { Feature, Profile } from '../../feature'
import { eraseSealed } from './delivery/erase'
import { makeRuns } from './digests/runs'
import { engineOf } from './engines'
import { followingRoutes } from './following/following.routes'
import { endInterests, moveInterests } from './following/interests'
import { welcome } from './following/welcome'
import { wishesOf } from './following/wishes'
import { registerEvents } from './grants/events'
import { grantsRoutes } from './grants/grants.routes'
import { inboxRoutes } from './inbox/inbox.routes'
import { unreadOf } from './inbox/unread'
import { pushMetrics } from './push.metrics'
import { pushMigrations } from './push.migrations'
import { pushModels } from './push.model'
import { visitsRoutes } from './visits/visits.routes'

export { subscriptionOf } from './following/covering'
export { mutesView } from './following/mutes'
export { followedBy } from './following/subscriptions'
export { welcomeText } from './following/welcome'
export { wishesOf } from './following/wishes'
export { grantsOf, grantTemplates } from './grants/reports'
export { ownTemplates } from './grants/templates'
export { inboxPage } from './inbox/inbox'
export { receivedOf } from './inbox/received'
export { countDoors } from './visits/live'

async function plugin(app: FastifyInstance, deps: Deps): Promise<void> {
  followingRoutes(app, deps)
  grantsRoutes(app, deps)
  inboxRoutes(app, deps)
  await registerEvents(app, deps)
  visitsRoutes(app, deps)
  pushMetrics(app.registry, deps)
  const engine = engineOf(deps)
  deps.work.listen(() => engine.wake())
  app.addHook('onListen', async () => {
    engine.start()
    await makeRunsSafely(deps)
  })
  app.addHook('onClose', () => engine.stop())
}

/** What was missed while the service was down. */
async function makeRunsSafely(deps: Deps): Promise<void> {
  try {
    await makeRuns(deps)
  } catch (error) {
    deps.log.error({ err: error }, 'push: no digest runs were made; the next minute makes them')
  }
}

async function profile(deps: Deps, { person }: Viewer): Promise<Partial<Profile>> {
  if (person === null) return {}
  const [{ textSize }, unread] = await Promise.all([wishesOf(deps, person), unreadOf(deps.db, person)])
  return { textSize, unread }
}

/** 订阅与推送: who wants to know what, and how each is told exactly once. */
export const push = {
  name: 'push',
  models: pushModels,
  migrations: pushMigrations,
  plugin,
  profile,
  people: {
    async moved(deps, from, to, { inbox }) {
      await moveInterests(deps, from, to, inbox)
      // The inbox goes along to whoever the account is verified as.
      if (inbox) await welcome(deps, to)
    },
    ended: (deps, person) => endInterests(deps, person),
  },
  takedown: { erase: eraseSealed },
  jobs: (deps) => [
    { name: 'push-runs', every: 'halfHour', run: () => makeRuns(deps) },
    // A tick that was missed, or came early by the clock of its machine.
    { name: 'push-missed-runs', every: 'minute', run: () => makeRuns(deps) },
    { name: 'push-sweep', every: 'minute', run: () => engineOf(deps).sweep() },
    { name: 'push-hints', every: 'hour', run: () => engineOf(deps).resetHints() },
  ],
} satisfies Feature
