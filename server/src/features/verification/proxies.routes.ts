import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import { serve } from '../../http/contract'
import { actorOf, freshActor } from '../accounts'
import { askForProxy, decideProxy, endOwnProxy, ownProxies, proxiesInVillage } from './proxies'

/** 代家人接收 */
export function proxyRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
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
