import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { serve } from '../../http/contract'
import { sendPdf } from '../../http/files'
import { print } from '../../paper'
import { type Actor, actorOf, freshActor } from '../accounts'
import { regionOf, regionRef } from '../regions'
import { checkupsOf, checkupView, runCheckup } from './checkup'
import { checkupPaper } from './checkup-paper'
import { dropBatch, dropEntry } from './drop'
import { importFile, importOne } from './import'
import { batchOf, importsOld, reviewsOld, seesCheckup } from './keepers'
import { addPicture, mendEntry } from './mend'
import { type OldBatchDoc, oldModels } from './old.model'
import { itemsOf } from './stage'
import { publishBatch, reviewBatch, submitBatch } from './steps'
import { undoBatch } from './undo'
import { batchView, batchViews, entriesOf } from './view'

const done = { done: true as const }
const mostListed = 30

export function oldRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('GET /api/regions/:code/old-notices', (request) => overview(deps, actorOf(request), request.params.code))
  on('POST /api/regions/:code/old-notices/file', async (request) =>
    importFile(
      deps,
      await freshActor(deps, request),
      request.params.code,
      request as unknown as FastifyRequest,
    ),
  )
  on('POST /api/regions/:code/old-notices', async (request) =>
    importOne(deps, await freshActor(deps, request), request.params.code, request.body),
  )
  on('GET /api/old-batches/:id', async (request) => {
    const actor = actorOf(request)
    return batchView(deps, actor, await batchOf(deps, actor, request.params.id))
  })
  on('GET /api/old-batches/:id/entries', (request) =>
    entriesOf(deps, actorOf(request), request.params.id, request.query),
  )
  stepRoutes(app, deps)
  checkupRoutes(app, deps)
}

function stepRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('DELETE /api/old-batches/:id', async (request) => {
    await dropBatch(deps, await freshActor(deps, request), request.params.id)
    return done
  })
  on('POST /api/old-batches/:id/submit', async (request) =>
    submitBatch(deps, await freshActor(deps, request), request.params.id),
  )
  on('POST /api/old-batches/:id/review', async (request) =>
    reviewBatch(deps, await freshActor(deps, request), request.params.id, request.body),
  )
  on('POST /api/old-batches/:id/publish', async (request) =>
    publishBatch(deps, await freshActor(deps, request), request.params.id, request.body),
  )
  on('POST /api/old-batches/:id/undo', async (request) =>
    undoBatch(deps, await freshActor(deps, request), request.params.id),
  )
  on('POST /api/old-entries/:id/mend', async (request) =>
    mendEntry(deps, await freshActor(deps, request), request.params.id, request.body),
  )
  on('POST /api/old-entries/:id/pictures', async (request) =>
    addPicture(
      deps,
      await freshActor(deps, request),
      request.params.id,
      request as unknown as FastifyRequest,
    ),
  )
  on('DELETE /api/old-entries/:id', async (request) => {
    await dropEntry(deps, await freshActor(deps, request), request.params.id)
    return done
  })
}

function checkupRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('GET /api/regions/:code/checkup', (request) =>
    checkupView(deps, actorOf(request), request.params.code, request.query),
  )
  on('POST /api/regions/:code/checkup', async (request) =>
    runCheckup(deps, await freshActor(deps, request), request.params.code),
  )
  on('GET /api/regions/:code/checkup.pdf', async (request, reply) => {
    const paper = await checkupPaper(deps, actorOf(request), request.params.code)
    return sendPdf(reply, await print(paper), paper.title)
  })
}

async function overview(deps: Deps, actor: Actor, code: string) {
  const place = await regionOf(deps, code)
  const { viewer } = actor
  if (!seesCheckup(viewer, code)) throw new AppError('forbidden')
  const reads = importsOld(viewer, code) || reviewsOld(viewer, code)
  const [batches, [checkup]] = await Promise.all([
    reads
      ? oldModels(deps.db)
          .OldBatch.find({ region: code })
          .sort({ touchedAt: -1 })
          .limit(mostListed)
          .lean<OldBatchDoc[]>()
      : [],
    checkupsOf(deps, [place]),
  ])
  if (!checkup) throw new AppError('regionNotFound')
  return {
    batches: batches.length > 0 ? await batchViews(deps, actor, batches) : [],
    checkup,
    mayImport: importsOld(viewer, code),
    items: itemsOf(regionRef(place)).map(({ no, name }) => ({ no, name })),
  }
}
