import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import { serve } from '../../http/contract'
import { actorOf, freshActor } from '../accounts'
import { issueConsentSlip, showConsent, typeConsent } from './consents'
import { askForProxy, decideProxy, endOwnProxy, ownProxies, proxiesInVillage } from './proxies'

/** 代家人接收 */
export function proxyRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('POST /api/me/consents', async (request) =>
    showConsent(deps, await freshActor(deps, request), request.body.covers),
  )
  on('POST /api/me/proxies/code', async (request) =>
    typeConsent(deps, await freshActor(deps, request), request.body),
  )
  on('POST /api/regions/:code/consent-slips', async (request) =>
    issueConsentSlip(deps, await freshActor(deps, request), request.params.code, request.body),
  )
  on('GET /api/me/proxies', (request) => ownProxies(deps, actorOf(request)))
  on('POST /api/me/proxies', async (request) =>
    askForProxy(deps, await freshActor(deps, request), request.body),
  )
  on('DELETE /api/me/proxies/:id', async (request) =>
    endOwnProxy(deps, await freshActor(deps, request), request.params.id),
  )
  on('POST /api/proxies/:id/decision', async (request) =>
    decideProxy(deps, await freshActor(deps, request), request.params.id, request.body.consent),
  )
  on('GET /api/regions/:code/proxies', (request) =>
    proxiesInVillage(deps, actorOf(request), request.params.code),
  )
}
