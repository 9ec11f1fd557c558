import type { Api, User } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { neverStoredProblems } from '../notices/personal-data'
import { preferencesOf } from '../push/preferences.service'
import type { Actor } from './actor'
import { claimsOf } from './claims.service'
import { newcomersOf } from './household.service'
import { userView } from './user-view'

export async function rename(deps: Deps, actor: Actor, wished: string): Promise<User> {
  const name = wished.trim()
  const fields = [
    ...(name === '' ? [{ field: 'name', message: '称呼：不能为空。' }] : []),
    ...neverStoredProblems('name', '称呼', name),
  ]
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
  await deps.models.Account.updateOne({ _id: actor.account._id }, { $set: { name } })
  return userView(deps, { ...actor, account: { ...actor.account, name } })
}

type MeScreen = Api['GET /api/screens/me']['response']

export async function meScreen(deps: Deps, actor: Actor | null): Promise<MeScreen> {
  const { demo } = deps.config
  if (!actor) return { user: null, demo, preferences: null, claims: [], newcomers: [], subscriptions: 0 }
  const person = actor.person._id
  const [user, preferences, claims, newcomers, subscriptions] = await Promise.all([
    userView(deps, actor),
    preferencesOf(deps.models, person),
    claimsOf(deps, actor.account._id),
    newcomersOf(deps, actor),
    deps.models.Subscription.countDocuments({ person, open: true }),
  ])
  return { user, demo, preferences, claims, newcomers, subscriptions }
}
