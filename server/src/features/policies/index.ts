import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import type { Feature } from '../../feature'
import { policyFeedRoutes } from './feed/feed.routes'
import { checkLinks } from './links/check'
import { checkItemLinks } from './links/items'
import { linkProbe } from './links/probe'
import { policyModels } from './policies.model'
import { policyReadingRoutes } from './reading/reading.routes'
import { showPoliciesAgain } from './standing/hide'
import { policySubject } from './subject'
import { policyWorkSubject } from './work/subject'
import { handOverPolicies } from './workflow/handing-over'
import { publishDuePolicies } from './workflow/schedule'
import { finishPendingPolicies } from './workflow/sweep'
import { policyWorkflowRoutes } from './workflow/workflow.routes'

export { type PolicyDoc, type PolicyEditionDoc, policiesMark, policyEditionId } from './policies.model'
export { policyLine } from './reading/lines'
export { concernsPlace } from './reading/list'
export {
  type PublishedPolicies,
  type PublishedPolicy,
  policyOf,
  publishedPolicies,
} from './reading/published'
export { statusOf } from './reading/status'
export { policyView } from './reading/view'
export { concernedByPolicy, takeDownPolicy } from './standing/takedown'
export { policyPage } from './subject'
export { policyHash } from './workflow/edit'
export { policyWorkOf } from './workflow/work-view'

function plugin(app: FastifyInstance, deps: Deps): void {
  policyReadingRoutes(app, deps)
  policyWorkflowRoutes(app, deps)
  policyFeedRoutes(app, deps)
  // What a crash left half done is finished before anybody reads.
  app.addHook('onReady', () => finishAndWake(deps))
}

async function finishAndWake(deps: Deps): Promise<void> {
  if ((await finishPendingPolicies(deps)) > 0) deps.work.send()
}

async function publishAndWake(deps: Deps): Promise<void> {
  if ((await publishDuePolicies(deps)) > 0) deps.work.send()
}

async function tryLinks(deps: Deps): Promise<void> {
  await checkLinks(deps, linkProbe())
  await checkItemLinks(deps, linkProbe())
}

/** 政策: writing, reviewing and publishing policies, and reading them. Who fits is another feature's. */
export const policies = {
  name: 'policies',
  models: policyModels,
  plugin,
  subjects: { policy: policySubject, policyWork: policyWorkSubject },
  jobs: (deps) => [
    { name: 'pending-policies', every: 'minute', run: () => finishAndWake(deps) },
    { name: 'scheduled-policies', every: 'minute', run: () => publishAndWake(deps) },
    { name: 'hidden-policies', every: 'minute', run: () => showPoliciesAgain(deps) },
    { name: 'policy-handover', every: 'minute', run: () => handOverPolicies(deps) },
    // Addresses of the demo lead nowhere.
    ...(deps.config.demo
      ? []
      : [{ name: 'policy-links', every: 'hour' as const, run: () => tryLinks(deps) }]),
  ],
} satisfies Feature
