import type { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { serve } from '../../../http/contract'
import { actorOf, freshActor } from '../../accounts'
import { regionOf } from '../../regions'
import { requireKeeper } from '../keepers'
import { confirmCounty, dropCounty } from './confirm-county'
import { countyView, newestCounty } from './county-view'
import { readCounty } from './read-county'

const done = { done: true as const }

export async function countyRoutes(app: FastifyInstance, deps: Deps): Promise<void> {
  const on = serve(app)
  const root = '/api/regions/:code/register/county'
  // A scope of its own: only here a body is a stream, and as long as a county's register.
  await app.register(async (scope) => {
    scope.addContentTypeParser('text/csv', (_request, payload, ready) => ready(null, payload))
    serve(scope)(`POST ${root}`, async (request) => {
      const actor = await freshActor(deps, request)
      await regionOf(deps, request.params.code)
      requireKeeper(actor, request.params.code)
      const body = request.body as unknown as Readable | undefined
      if (!body)
        throw new AppError('invalidFields', { fields: [{ field: 'body', message: '文件：请选一份 .csv。' }] })
      return countyView(deps, await readCounty(deps, actor, request.params.code, body))
    })
  })
  on(`GET ${root}`, async (request) => {
    const { code } = request.params
    await regionOf(deps, code)
    requireKeeper(actorOf(request), code)
    const found = await newestCounty(deps, code)
    return { import: found && (await countyView(deps, found)) }
  })
  on(`POST ${root}/:id/confirm`, async (request) => {
    const { code, id } = request.params
    return countyView(deps, await confirmCounty(deps, await freshActor(deps, request), code, id))
  })
  on(`DELETE ${root}/:id`, async (request) => {
    const { code, id } = request.params
    await dropCounty(deps, await freshActor(deps, request), code, id)
    return done
  })
}
