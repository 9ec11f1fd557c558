import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../deps'
import { serve } from '../../../http/contract'
import { actorOf, freshActor } from '../../accounts'
import { changeSmsMoney, smsMoneyOf } from './money'
import { smsReceiptRoutes } from './receipts.routes'

export async function smsRoutes(app: FastifyInstance, deps: Deps): Promise<void> {
  const on = serve(app)
  on('GET /api/regions/:code/sms', (request) => smsMoneyOf(deps, actorOf(request), request.params.code))
  on('PUT /api/regions/:code/sms', async (request) =>
    changeSmsMoney(deps, await freshActor(deps, request), request.params.code, request.body.monthlyFen),
  )
  await app.register(async (scope) => smsReceiptRoutes(scope, deps))
}
