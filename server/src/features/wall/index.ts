import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import type { Feature } from '../../feature'
import { serve } from '../../http/contract'
import { actorOf, freshActor } from '../accounts'
import { dropReport, reportToWall, wallOf } from './reports'
import { takeReport } from './take'
import { wallModels } from './wall.model'
import { finishTold, wallSubject } from './work'

function plugin(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('GET /api/regions/:code/wall', (request) => wallOf(deps, actorOf(request), request.params.code))
  on('POST /api/regions/:code/wall', async (request) =>
    reportToWall(deps, await freshActor(deps, request), request.params.code, request.body),
  )
  on('DELETE /api/wall-reports/:id', async (request) => {
    await dropReport(deps, await freshActor(deps, request), request.params.id)
    return { done: true as const }
  })
  on('POST /api/wall-reports/:id/taken', async (request) =>
    takeReport(deps, await freshActor(deps, request), request.params.id),
  )
}

async function tellAndWake(deps: Deps): Promise<void> {
  if ((await finishTold(deps)) > 0) deps.work.send()
}

/** 公开墙: what the 组长 report every week, until the clerk makes rows of it. */
export const wall = {
  name: 'wall',
  models: wallModels,
  plugin,
  subjects: { wallReport: wallSubject },
  jobs: (deps) => [{ name: 'wall-reports', every: 'minute', run: () => tellAndWake(deps) }],
  takedown: {
    erase: async ({ db }, { id }) => {
      await wallModels(db).WallReport.updateMany(
        { notice: id },
        { $set: { place: '', problem: '', progress: '' } },
      )
    },
  },
} satisfies Feature
