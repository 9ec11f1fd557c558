import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import { serve } from '../../http/contract'
import { actorOf, freshActor } from '../accounts'
import { inboxPage } from '../push'
import { auditList } from './audit'
import { deskScreen, editScreen, newDraftScreen } from './desk'
import { homeScreen } from './home'
import { householdView, meScreen, subscriptionsScreen } from './me'
import { catalogueScreen, itemScreen, noticeScreen, searchScreen } from './reading'
import { reachOfDraft, toldOfNotice, toldOfPolicy, toldPeopleOfNotice, whyOfNotice } from './seen'

export function screensRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('GET /api/screens/home', ({ query, actor }) => homeScreen(deps, query.region, actor))
  on('GET /api/screens/catalogue', ({ query }) => catalogueScreen(deps, query.region, query.category))
  on('GET /api/screens/item', ({ query, actor }) => itemScreen(deps, query, actor))
  on('GET /api/screens/notice', ({ query, actor }) => noticeScreen(deps, query, actor))
  on('GET /api/screens/search', ({ query, actor }) => searchScreen(deps, query, actor))
  on('GET /api/screens/desk', (request) => deskScreen(deps, request.query.region, actorOf(request)))
  on('GET /api/screens/edit', (request) => editScreen(deps, request.query.id, actorOf(request)))
  on('GET /api/screens/new-draft', (request) => newDraftScreen(deps, request.query, actorOf(request)))
  on('GET /api/screens/inbox', (request) => inboxPage(deps, actorOf(request), request.query))
  on('GET /api/screens/me', ({ actor }) => meScreen(deps, actor))
  on('GET /api/screens/subscriptions', (request) =>
    subscriptionsScreen(deps, actorOf(request), request.query.region),
  )
  // What the telling does, beside the notice or the draft that it is about.
  on('GET /api/notices/:id/reach', async (request) =>
    reachOfDraft(deps, actorOf(request), request.params.id, request.query),
  )
  on('GET /api/notices/:id/told', async (request) => toldOfNotice(deps, actorOf(request), request.params.id))
  on('GET /api/policies/:id/told', async (request) => toldOfPolicy(deps, actorOf(request), request.params.id))
  on('GET /api/notices/:id/told/people', async (request) =>
    toldPeopleOfNotice(deps, actorOf(request), request.params.id, request.query),
  )
  on('GET /api/notices/:id/why', async (request) =>
    whyOfNotice(
      deps,
      request.query.person === undefined ? actorOf(request) : await freshActor(deps, request),
      request.params.id,
      request.query.person,
    ),
  )
  // The audit shows names beside what it keeps, so that it is composed here, too.
  on('GET /api/audit', async (request) => auditList(deps, await freshActor(deps, request), request.query))
  // 我家 shows notices beside the household, so it is composed here like a screen.
  on('GET /api/me/household', (request) => householdView(deps, actorOf(request)))
}
