import { gateFields, type User, visibleText } from '@hutang/shared'
import type { FastifyInstance } from 'fastify'
import { refuseBadWords } from '../../channels/words'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { serve } from '../../http/contract'
import { renameAccount } from './accounts'
import type { Actor } from './actor'
import { actorOf } from './auth'
import { userView } from './user-view'

export function meRoutes(app: FastifyInstance, deps: Deps): void {
  const on = serve(app)
  on('GET /api/me', (request) => userView(deps, actorOf(request)))
  on('PUT /api/me', (request) => rename(deps, actorOf(request), request.body.name))
}

async function rename(deps: Deps, actor: Actor, wished: string): Promise<User> {
  const name = visibleText(wished)
  const fields = [
    ...(name === '' ? [{ field: 'name', message: '称呼：不能为空。' }] : []),
    ...gateFields([{ field: 'name', title: '称呼', text: name }]),
  ]
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
  const region = actor.viewer.residences[0]?.region ?? null
  const where = { what: 'name' as const, region }
  await refuseBadWords(deps, actor.account, where, [{ field: 'name', title: '称呼', text: name }])
  await renameAccount(deps, actor.account._id, name)
  return userView(deps, { ...actor, account: { ...actor.account, name } })
}
