import type { User } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import type { Actor } from './actor'
import { userView } from './user-view'

export async function rename(deps: Deps, actor: Actor, wished: string): Promise<User> {
  const name = wished.trim()
  if (name === '')
    throw new AppError('invalidFields', { fields: [{ field: 'name', message: '称呼：不能为空。' }] })
  await deps.models.Account.updateOne({ _id: actor.account._id }, { $set: { name } })
  return userView(deps, { ...actor, account: { ...actor.account, name } })
}
