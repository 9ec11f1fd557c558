import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Deps } from '../../deps'
import { serve } from '../../http/contract'
import { disposition } from '../../http/files'
import { actorOf, freshActor } from '../accounts'
import { stampOf } from '../notices'
import { regionOf } from '../regions'
import { importPayments, requirePaymaster } from './import'
import { publishPayments } from './publish'
import { officePayments, ownPayments, paidPolicies, policyPayments } from './reading'
import { paymentTemplate } from './template'
import { typePayment } from './typed'
import { importsOf, undoImport } from './undo'

export function paymentsRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('GET /api/payments', ({ query }) => paidPolicies(deps, query))
  on('GET /api/policies/:id/payments', ({ params }) => policyPayments(deps, params.id))
  on('GET /api/enterprises/:id/payments', (request) =>
    ownPayments(deps, actorOf(request).viewer, request.params.id),
  )
  officeRoutes(app, deps)
}

function officeRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('GET /api/regions/:code/payments', (request) =>
    officePayments(deps, actorOf(request), request.params.code, request.query),
  )
  on('PUT /api/regions/:code/payments', async (request) =>
    typePayment(deps, await freshActor(deps, request), request.params.code, request.body),
  )
  on('POST /api/regions/:code/payments/import', async (request) =>
    importPayments(
      deps,
      await freshActor(deps, request),
      request.params.code,
      request.query,
      request as unknown as FastifyRequest,
    ),
  )
  on('GET /api/regions/:code/payments/template.xlsx', async (request, reply) => {
    await regionOf(deps, request.params.code)
    requirePaymaster(actorOf(request), request.params.code)
    reply.headers({
      'content-disposition': disposition('attachment', '政策兑现表', 'xlsx'),
      'cache-control': 'no-store',
    })
    return reply.send(await paymentTemplate())
  })
  on('GET /api/regions/:code/payment-imports', (request) =>
    importsOf(deps, actorOf(request), request.params.code),
  )
  on('POST /api/payment-imports/:id/undo', async (request) =>
    undoImport(deps, await freshActor(deps, request), request.params.id),
  )
  on('POST /api/policies/:id/payments/notice', async (request) => {
    const actor = await freshActor(deps, request)
    return publishPayments(deps, actor, request.params.id, request.body, stampOf(request, actor))
  })
}
