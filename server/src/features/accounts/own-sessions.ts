import type { Api } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { moveAfter } from '../../storage/marks'
import { accountModels, type SessionDoc, sessionMark } from './accounts.model'
import type { Actor } from './actor'
import { deviceText } from './device.rules'
import { oidcOf } from './oidc/attempts'
import { isAlive } from './sessions.rules'

type Sessions = Api['GET /api/me/sessions']['response']

/** Where the account is signed in, the one that asks first, then what was used last. */
export async function ownSessions(deps: Deps, { account, session }: Actor): Promise<Sessions> {
  const alive = await aliveOf(deps, account._id)
  const usedOf = ({ usedAt, startedAt }: SessionDoc) => (usedAt ?? startedAt).getTime()
  const oidc = oidcOf(deps)
  return {
    oidc: oidc && { name: oidc.name, bound: account.oidc != null },
    sessions: alive
      .sort((a, b) => Number(b._id === session) - Number(a._id === session) || usedOf(b) - usedOf(a))
      .map((one) => ({
        id: one._id,
        device: one.device ? deviceText(one.device) : '记录以前的登录',
        network: one.network ?? null,
        startedAt: one.startedAt.toISOString(),
        usedAt: new Date(usedOf(one)).toISOString(),
        current: one._id === session,
      })),
  }
}

const mostListed = 200

const aliveOf = async ({ db, clock }: Deps, account: string): Promise<SessionDoc[]> => {
  const now = clock.now()
  const found = await accountModels(db)
    .Session.find({ account, revokedAt: null, expiresAt: { $gt: now } })
    .limit(mostListed)
    .lean<SessionDoc[]>()
  return found.filter((one) => isAlive(one, now))
}

/** Whether one of the accounts was used since, also where it was signed out afterwards. */
export async function usedSince({ db }: Deps, accounts: readonly string[], since: Date): Promise<boolean> {
  const used = await accountModels(db).Session.exists({
    account: { $in: [...accounts] },
    $or: [{ usedAt: { $gte: since } }, { startedAt: { $gte: since } }],
  })
  return used !== null
}

/** Ends one of the account's own; another's is not there. */
export async function endOwnSession(deps: Deps, { account }: Actor, id: string): Promise<void> {
  const session = await accountModels(deps.db).Session.exists({ _id: id, account: account._id })
  if (!session) throw new AppError('notFound', { message: '没有找到这次登录，可能已经退出了。' })
  await endAll(deps, [id])
}

/** Ends all but the one that asks; answers how many. */
export async function endOtherSessions(deps: Deps, { account, session }: Actor): Promise<number> {
  const others = (await aliveOf(deps, account._id)).map(({ _id }) => _id).filter((id) => id !== session)
  await endAll(deps, others)
  return others.length
}

/** Signed out everywhere; the account may sign in again. Repeatable. */
export async function endSessionsOf(deps: Deps, account: string): Promise<void> {
  for (let alive = await aliveOf(deps, account); alive.length > 0; alive = await aliveOf(deps, account)) {
    await endAll(
      deps,
      alive.map(({ _id }) => _id),
    )
  }
}

async function endAll({ db, clock, marks }: Deps, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await moveAfter(marks, ids.map(sessionMark), () =>
    accountModels(db).Session.updateMany(
      { _id: { $in: [...ids] }, revokedAt: null },
      { $set: { revokedAt: clock.now() } },
    ),
  )
}
