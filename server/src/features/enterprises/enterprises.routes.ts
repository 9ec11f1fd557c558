import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Deps } from '../../deps'
import { serve } from '../../http/contract'
import { disposition } from '../../http/files'
import { actorOf, freshActor, originOf } from '../accounts'
import { regionOf } from '../regions'
import { importRegister } from './county/import'
import { registerList } from './county/register'
import { registerTemplate } from './county/template'
import { industryList } from './industries'
import { claimEnterprise } from './links/claim'
import { inviteColleague, joinByInvite } from './links/invites'
import { leaveEnterprise } from './links/leave'
import { confirmLink, linksIn, refuseLink } from './links/office'
import { requireOfficer } from './links/officers'
import { changeEnterprise } from './profile/change'
import { enterpriseFor, ownEnterprises } from './profile/own'
import { enterpriseView, linesOf } from './profile/view'

const done = { done: true as const }

export function enterprisesRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('GET /api/enterprises', async (request) => ({
    enterprises: await linesOf(deps, await ownEnterprises(deps, actorOf(request).person._id)),
  }))
  on('POST /api/enterprises', async (request) =>
    enterpriseView(deps, await claimEnterprise(deps, await freshActor(deps, request), request.body)),
  )
  on('GET /api/enterprises/:id', async (request) =>
    enterpriseView(deps, await enterpriseFor(deps, actorOf(request).viewer, request.params.id)),
  )
  on('PUT /api/enterprises/:id', async (request) => {
    const actor = await freshActor(deps, request)
    return enterpriseView(deps, await changeEnterprise(deps, actor, request.params.id, request.body))
  })
  on('POST /api/enterprises/:id/invites', async (request) =>
    inviteColleague(deps, await freshActor(deps, request), request.params.id, originOf(deps, request)),
  )
  on('POST /api/enterprise-invites', async (request) =>
    enterpriseView(deps, await joinByInvite(deps, await freshActor(deps, request), request.body.code)),
  )
  on('DELETE /api/enterprises/:id/people/:person', async (request) => {
    const { id, person } = request.params
    await leaveEnterprise(deps, await freshActor(deps, request), id, person, request.query.last ?? false)
    return done
  })
  officeRoutes(app, deps)
  on('GET /api/industries', (request) => industryList(request.query))
}

/** The township and the county. */
function officeRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('GET /api/regions/:code/enterprise-links', (request) =>
    linksIn(deps, actorOf(request), request.params.code, request.query),
  )
  on('POST /api/enterprise-links/:id/confirm', async (request) =>
    confirmLink(deps, await freshActor(deps, request), request.params.id, request.body.version),
  )
  on('POST /api/enterprise-links/:id/refuse', async (request) =>
    refuseLink(deps, await freshActor(deps, request), request.params.id, request.body.reason),
  )
  on('GET /api/regions/:code/enterprises', (request) =>
    registerList(deps, actorOf(request), request.params.code, request.query),
  )
  on('POST /api/regions/:code/enterprises/import', async (request) =>
    importRegister(
      deps,
      await freshActor(deps, request),
      request.params.code,
      request.query,
      request as unknown as FastifyRequest,
    ),
  )
  on('GET /api/regions/:code/enterprises/template.xlsx', async (request, reply) => {
    await regionOf(deps, request.params.code)
    requireOfficer(actorOf(request), request.params.code)
    reply.headers({
      'content-disposition': disposition('attachment', '企业名录', 'xlsx'),
      'cache-control': 'no-store',
    })
    return reply.send(await registerTemplate())
  })
}
