import type { SceneTarget } from '@hutang/shared'
import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { serve } from '../../http/contract'
import { type SceneDoc, sceneModels } from './scenes.model'

export function sceneRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('GET /api/scenes/:code', ({ params }) => targetOf(deps, params.code))
}

async function targetOf({ db }: Deps, code: string): Promise<SceneTarget> {
  const found = await sceneModels(db).Scene.findById(code, { _id: 0, at: 0, pictures: 0 }).lean<SceneDoc>()
  if (!found)
    throw new AppError('notFound', { message: '这个码不是这里印的，或者已经换了新的。请从首页进入。' })
  const { kind, region, no, notice, household, enterprise = null } = found
  return { kind, region, no, notice, household, enterprise }
}
