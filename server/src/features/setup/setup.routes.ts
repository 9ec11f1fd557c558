import { shanghaiDate } from '@hutang/shared'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Deps } from '../../deps'
import { serve } from '../../http/contract'
import { disposition } from '../../http/files'
import { pagePolicy } from '../../http/inline-scripts'
import { freshActor, whereOf } from '../accounts'
import { lookAtSetup, requireOpen, setUp } from './begin'
import { textOfFile } from './file'
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
  on('GET /api/setup/template.xlsx', async (_request, reply) =>
    reply
      .headers({
        'content-disposition': disposition('attachment', '村镇和人员', 'xlsx'),
        'cache-control': 'no-store',
      })
      .send(await setupTemplate()),
  )
  on('POST /api/setup/file', async (request) => textOfFile(deps, request as unknown as FastifyRequest))
  on('POST /api/setup/look', ({ body }) => lookAtSetup(deps, body))
  on('POST /api/setup', (request) => setUp(deps, request.body, whereOf(request)))
  on('POST /api/regions', async (request) =>
    importRegions(deps, await freshActor(deps, request), request.body),
  )
  on('PUT /api/regions/:code/office', async (request) =>
    changeOffice(deps, await freshActor(deps, request), request.params.code, request.body),
  )
}
