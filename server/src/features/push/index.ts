import type { Viewer } from '@hutang/shared'
import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import type { Feature, Profile } from '../../feature'
import { eraseSealed } from './delivery/erase'
import { makeRuns } from './digests/runs'
import { endAddress, moveAddress } from './email/addresses'
import { emailRoutes } from './email/email.routes'
import { engineOf } from './engines'
import { followingRoutes } from './following/following.routes'
import { endInterests, moveInterests } from './following/interests'
import { grantsReplaced, pushLeft } from './following/left'
import { welcome } from './following/welcome'
import { wishesOf } from './following/wishes'
import { registerEvents } from './grants/events'
import { grantsRoutes } from './grants/grants.routes'
import { inboxRoutes } from './inbox/inbox.routes'
import { unreadOf } from './inbox/unread'
import { operatorMetrics } from './operator/metrics'
import { pushMetrics } from './push.metrics'
import { pushMigrations } from './push.migrations'
import { pushModels } from './push.model'
import { seenRoutes } from './seen/seen.routes'
import { smsRoutes } from './sms/sms.routes'
import { visitsRoutes } from './visits/visits.routes'

export { emailOf } from './email/addresses'
export { mailTo } from './email/own-mail'
export { subscriptionOf } from './following/covering'
export { mutesView } from './following/mutes'
export { wantPersonal } from './following/preferences'
export { followedBy } from './following/subscriptions'
export { welcomeText } from './following/welcome'
export { wishesOf } from './following/wishes'
export { grantsOf, grantTemplates } from './grants/reports'
export { ownTemplates } from './grants/templates'
export { inboxPage } from './inbox/inbox'
export { receivedOf } from './inbox/received'
export { inboxMark, unreadOf, unreadOfMany } from './inbox/unread'
export { cancelDelivery } from './operator/cancel'
export { pauseChannel } from './operator/pause'
export { retryAttempt } from './operator/retry'
export { pushStatus } from './operator/status'
export type { AttemptDoc, DeliveryDoc, MatchDoc } from './push.model'
export { policyTold } from './seen/of-policy'
export { seesNames, toldPeople } from './seen/people'
export { reachView } from './seen/reach'
export { toldSums } from './seen/told'
export { whyNotice } from './seen/why'
export { countDoors } from './visits/live'

async function plugin(app: FastifyInstance, deps: Deps): Promise<void> {
  followingRoutes(app, deps)
  grantsRoutes(app, deps)
  inboxRoutes(app, deps)
  await emailRoutes(app, deps)
  await registerEvents(app, deps)
  await smsRoutes(app, deps)
  seenRoutes(app, deps)
  visitsRoutes(app, deps)
  pushMetrics(app.registry, deps)
  operatorMetrics(app.registry, deps)
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
      await moveAddress(deps, from, to)
      // The inbox goes along to whoever the account is verified as.
      if (inbox) await welcome(deps, to)
    },
    async ended(deps, person) {
      await endInterests(deps, person)
      await endAddress(deps, person)
    },
  },
  accounts: {
    left: (deps, gone) => pushLeft(deps, gone),
    replaced: (deps, account) => grantsReplaced(deps, account),
  },
  takedown: { erase: eraseSealed },
  work: (deps) => engineOf(deps),
  jobs: (deps) => [
    { name: 'push-runs', every: 'halfHour', run: () => makeRuns(deps) },
    // A tick that was missed, while the service was down or by the clock of its machine.
    { name: 'push-missed-runs', every: 'minute', run: () => makeRuns(deps) },
    { name: 'push-sweep', every: 'minute', run: () => engineOf(deps).sweep() },
    { name: 'push-hints', every: 'hour', run: () => engineOf(deps).resetHints() },
  ],
} satisfies Feature
