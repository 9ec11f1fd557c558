import { sheetOfText } from '@hutang/shared'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Deps } from '../../../deps'
import { serve } from '../../../http/contract'
import { actorOf, freshActor } from '../../accounts'
import { regionOf } from '../../regions'
import { requireKeeper } from '../keepers'
import { answerImport } from './answers'
import { confirmImport } from './confirm'
import { dropStaged } from './drop'
import { importOf } from './find-import'
import { importsOf, importView } from './import-view'
import { linesView } from './lines-view'
import { stageImport } from './stage'
import { undoImport } from './undo'
import { sourceOfFile } from './upload'

const done = { done: true as const }

export function importsRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('GET /api/regions/:code/register/imports', async (request) => {
    const { code } = request.params
    await regionOf(deps, code)
    requireKeeper(actorOf(request), code)
    return { imports: await importsOf(deps, code) }
  })
  on('POST /api/regions/:code/register/imports', async (request) => {
    const { text, kind = 'residence' } = request.body
    const source = { sheet: sheetOfText(text), name: '粘贴的表', otherSheets: [], notices: [] }
    return importView(deps, await stageImport(deps, actorOf(request), request.params.code, kind, source))
  })
  on('POST /api/regions/:code/register/imports/file', async (request) => {
    const actor = actorOf(request)
    const { code } = request.params
    const { kind = 'residence', sheet } = request.query
    await regionOf(deps, code)
    requireKeeper(actor, code)
    const source = await sourceOfFile(request as unknown as FastifyRequest, kind === 'residence', sheet)
    return importView(deps, await stageImport(deps, actor, code, kind, source))
  })
  on('GET /api/regions/:code/register/imports/:id', async (request) => {
    const { code, id } = request.params
    return importView(deps, await importOf(deps, actorOf(request), code, id))
  })
  on('GET /api/regions/:code/register/imports/:id/lines', async (request) => {
    const { code, id } = request.params
    return linesView(deps, await importOf(deps, actorOf(request), code, id), request.query)
  })
  on('PUT /api/regions/:code/register/imports/:id/answers', async (request) => {
    const { code, id } = request.params
    return importView(deps, await answerImport(deps, actorOf(request), code, id, request.body))
  })
  on('POST /api/regions/:code/register/imports/:id/confirm', async (request) => {
    const { code, id } = request.params
    const actor = await freshActor(deps, request)
    return importView(deps, await confirmImport(deps, actor, code, id, request.body.leaveOpen ?? false))
  })
  on('POST /api/regions/:code/register/imports/:id/undo', async (request) => {
    const { code, id } = request.params
    return importView(deps, await undoImport(deps, await freshActor(deps, request), code, id))
  })
  on('DELETE /api/regions/:code/register/imports/:id', async (request) => {
    const { code, id } = request.params
    await dropStaged(deps, actorOf(request), code, id)
    return done
  })
}
