import { shanghaiDate } from '@hutang/shared'
import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import { serve } from '../../http/contract'
import { pagePolicy } from '../../http/inline-scripts'
import { freshActor, whereOf } from '../accounts'
import { lookAtSetup, requireOpen, setUp } from './begin'
import { setupPage } from './page'
import { changeOffice, importRegions } from './regions'
import { setupTemplate } from './template'

export function setupRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('GET /setup', (_request, reply) =>
    reply.headers({ ...pagePolicy(setupPage), 'cache-control': 'no-store' }).send(setupPage),
  )
  on('GET /api/setup', async () => {
    await requireOpen(deps)
    return { state: 'open' as const, today: shanghaiDate(deps.clock.now()) }
  })
  on('GET /api/setup/template.csv', (_request, reply) =>
    reply
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent('村镇和人员.csv')}`)
      .send(setupTemplate),
  )
  on('POST /api/setup/look', ({ body }) => lookAtSetup(deps, body))
  on('POST /api/setup', (request) => setUp(deps, request.body, whereOf(request)))
  on('POST /api/regions', async (request) =>
    importRegions(deps, await freshActor(deps, request), request.body),
  )
  on('PUT /api/regions/:code/office', async (request) =>
    changeOffice(deps, await freshActor(deps, request), request.params.code, request.body),
  )
}
