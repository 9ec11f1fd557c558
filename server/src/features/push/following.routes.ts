import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import { serve } from '../../http/contract'
import { actorOf } from '../../plugins/auth'
import { catalogueOf } from '../catalogue'
import { regionOf, regionRef } from '../regions'
import { grantsOf, grantsReported, grantTemplates } from './grant-reports.service'
import { changePreferences, preferencesOf } from './preferences.service'
import { changeSubscriptions, subscriptionsOf } from './subscriptions.service'

/** What a person follows and how they are told. */
export function followingRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)

  on('GET /api/me/subscriptions', async (request) => ({
    subscriptions: await subscriptionsOf(deps, actorOf(request).person._id),
  }))
  on('PUT /api/me/subscriptions', async (request) => ({
    subscriptions: await changeSubscriptions(deps, actorOf(request).person._id, request.body.subscriptions),
  }))
  on('GET /api/me/preferences', (request) => preferencesOf(deps.models, actorOf(request).person._id))
  on('PUT /api/me/preferences', (request) =>
    changePreferences(deps, actorOf(request).person._id, request.body),
  )
  on('POST /api/me/grants', async (request) => ({
    grants: await grantsReported(deps, actorOf(request).account.openid, request.body.results),
  }))
  on('GET /api/screens/subscriptions', async (request) => {
    const { person, account } = actorOf(request)
    const region = regionRef(await regionOf(deps, request.query.region))
    const [subscriptions, preferences, grants] = await Promise.all([
      subscriptionsOf(deps, person._id),
      preferencesOf(deps.models, person._id),
      grantsOf(deps, account.openid),
    ])
    const categories = new Map<string, { no: number; name: string }[]>()
    for (const { category, no, level2: name } of catalogueOf(region)) {
      categories.set(category, [...(categories.get(category) ?? []), { no, name }])
    }
    return {
      region,
      subscriptions,
      categories: [...categories].map(([category, items]) => ({ category, items })),
      preferences,
      templates: grantTemplates(deps),
      grants,
    }
  })
}
