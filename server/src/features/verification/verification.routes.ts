import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import { serve } from '../../http/contract'
import { sendPdf } from '../../http/files'
import { actorOf, freshActor } from '../accounts'
import { claimsOf, openClaim } from './claims'
import { decideClaim, endResidence, openClaimsOf } from './clerk'
import { confirmByPhone, confirmBySlip } from './confirm'
import { disputeAccount } from './household'
import { issueSlip } from './issue-slips'
import { printSlips, slipsOf } from './print-slips'
import { withdraw } from './tie'
import { withdrawConsent } from './ways/consent'
import { askedOfHousehold, decideForHousehold } from './ways/household'
import { openPhoneChange } from './ways/phone'

const done = { done: true as const }

export function verificationRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('POST /api/me/claims', async (request) => openClaim(deps, await freshActor(deps, request), request.body))
  on('GET /api/me/claims', async (request) => ({
    claims: await claimsOf(deps, actorOf(request).account._id),
  }))
  on('POST /api/me/claims/:id/slip', async (request) =>
    confirmBySlip(deps, await freshActor(deps, request), request.params.id, request.body.code),
  )
  on('POST /api/me/claims/:id/phone', async (request) =>
    confirmByPhone(deps, await freshActor(deps, request), request.params.id, request.body.code),
  )
  on('DELETE /api/me/residence', async (request) => withdraw(deps, await freshActor(deps, request)))
  on('DELETE /api/me/consent', async (request) => withdrawConsent(deps, await freshActor(deps, request)))
  on('POST /api/me/phone', async (request) =>
    openPhoneChange(deps, await freshActor(deps, request), request.body.code),
  )
  on('GET /api/me/household/claims', (request) => askedOfHousehold(deps, actorOf(request)))
  on('POST /api/me/household/claims/:id/decision', async (request) => {
    const actor = await freshActor(deps, request)
    await decideForHousehold(deps, actor, request.params.id, request.body.theirs)
    return done
  })
  on('POST /api/me/household/disputes', async (request) => {
    await disputeAccount(deps, await freshActor(deps, request), request.body.account)
    return done
  })
  on('GET /api/regions/:code/claims', (request) => openClaimsOf(deps, actorOf(request), request.params.code))
  on('POST /api/claims/:id/decision', async (request) =>
    decideClaim(deps, await freshActor(deps, request), request.params.id, request.body),
  )
  on('POST /api/regions/:code/households/:household/slips', async (request) =>
    issueSlip(deps, await freshActor(deps, request), request.params.code, request.params.household),
  )
  on('GET /api/regions/:code/slips', (request) => slipsOf(deps, actorOf(request), request.params.code))
  on('POST /api/regions/:code/slips', async (request, reply) => {
    const { params, body } = request
    const { pdf, name } = await printSlips(deps, await freshActor(deps, request), params.code, body)
    return sendPdf(reply, pdf, name)
  })
  on('POST /api/regions/:code/residents/:resident/end', async (request) => {
    const { code, resident } = request.params
    await endResidence(deps, await freshActor(deps, request), code, resident, request.body.reason)
    return done
  })
}
