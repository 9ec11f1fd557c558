import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import { serve } from '../../http/contract'
import { actorOf } from '../accounts'
import { claimsOf, openClaim } from './claims'
import { decideClaim, endResidence, issueSlip, openClaimsOf } from './clerk'
import { disputeAccount } from './household'
import { settleByPhone, settleBySlip } from './settle'
import { withdraw } from './tie'

const done = { done: true as const }

export function verificationRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('POST /api/me/claims', (request) => openClaim(deps, actorOf(request), request.body))
  on('GET /api/me/claims', async (request) => ({
    claims: await claimsOf(deps, actorOf(request).account._id),
  }))
  on('POST /api/me/claims/:id/slip', (request) =>
    settleBySlip(deps, actorOf(request), request.params.id, request.body.code),
  )
  on('POST /api/me/claims/:id/phone', (request) =>
    settleByPhone(deps, actorOf(request), request.params.id, request.body.code),
  )
  on('DELETE /api/me/residence', (request) => withdraw(deps, actorOf(request)))
  on('POST /api/me/household/disputes', async (request) => {
    await disputeAccount(deps, actorOf(request), request.body.account)
    return done
  })
  on('GET /api/regions/:code/claims', (request) => openClaimsOf(deps, actorOf(request), request.params.code))
  on('POST /api/claims/:id/decision', (request) =>
    decideClaim(deps, actorOf(request), request.params.id, request.body),
  )
  on('POST /api/regions/:code/households/:household/slips', (request) =>
    issueSlip(deps, actorOf(request), request.params.code, request.params.household),
  )
  on('POST /api/regions/:code/residents/:resident/end', async (request) => {
    const { code, resident } = request.params
    await endResidence(deps, actorOf(request), code, resident, request.body.reason)
    return done
  })
}
