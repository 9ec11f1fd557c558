import { randomUUID } from 'node:crypto'
import type { SessionAnswer } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { moveAfter } from '../../storage/marks'
import { noteAct } from '../audit'
import { accountOf } from './accounts'
import { type AccountDoc, accountModels, type SessionDoc, sessionMark } from './accounts.model'
import { actorOfSession } from './actor'
import { expiry, graceMs, isAlive } from './sessions.rules'
import { accessSeconds, issueAccessToken, readRefreshToken, refreshToken } from './tokens'
import { userView } from './user-view'
import type { Where } from './where'

export async function startSession(
  deps: Deps,
  account: AccountDoc,
  { from, device }: Where,
): Promise<SessionAnswer> {
  const now = deps.clock.now()
  const session: SessionDoc = {
    _id: randomUUID(),
    account: account._id,
    turn: 0,
    startedAt: now,
    device,
    network: from,
    usedAt: now,
    graceUntil: null,
    expiresAt: expiry(now, now),
    revokedAt: null,
  }
  await accountModels(deps.db).Session.create(session)
  const person = account.disputedAt === null ? account.person : account.own
  await noteAct(deps, { act: 'signedIn', by: { account, person: { _id: person }, from } })
  return answer(deps, account, session, from)
}

/**
 * Only the update that finds the presented turn current moves the family on. The turn before it, within the
 * grace, is answered the same token again; any older turn is a stolen or copied one, and ends the family.
 */
export async function refreshSession(deps: Deps, token: string, from: string | null): Promise<SessionAnswer> {
  const claims = readRefreshToken(token, deps.config.secrets.jwt)
  if (!claims) throw new AppError('sessionExpired')
  const now = deps.clock.now()
  const found = await accountModels(deps.db).Session.findById(claims.family).lean<SessionDoc>()
  if (!found || !isAlive(found, now)) throw new AppError('sessionExpired')
  const moved = await moveAfter(deps.marks, [sessionMark(claims.family)], () =>
    accountModels(deps.db)
      .Session.findOneAndUpdate(
        { _id: claims.family, turn: claims.turn, revokedAt: null, expiresAt: { $gt: now } },
        {
          $inc: { turn: 1 },
          $set: {
            usedAt: now,
            graceUntil: new Date(now.getTime() + graceMs),
            expiresAt: expiry(found.startedAt, now),
          },
        },
        { returnDocument: 'after' },
      )
      .lean<SessionDoc>(),
  )
  const session = moved ?? (await repeated(deps, claims, now, from))
  const account = await accountOf(deps.db, session.account)
  if (!account) throw new AppError('sessionExpired')
  return answer(deps, account, session, from)
}

async function repeated(
  deps: Deps,
  claims: { family: string; turn: number },
  now: Date,
  from: string | null,
): Promise<SessionDoc> {
  const session = await accountModels(deps.db).Session.findById(claims.family).lean<SessionDoc>()
  if (!session || !isAlive(session, now) || claims.turn >= session.turn) throw new AppError('sessionExpired')
  const lostAnswer =
    claims.turn === session.turn - 1 && session.graceUntil !== null && now < session.graceUntil
  if (lostAnswer) return session
  await revokeSession(deps, claims.family)
  await noteAct(deps, { act: 'refreshMisused', by: { account: { _id: session.account }, from } })
  throw new AppError('refreshReused')
}

export async function revokeSession(deps: Deps, family: string): Promise<void> {
  await moveAfter(deps.marks, [sessionMark(family)], () =>
    accountModels(deps.db).Session.updateOne(
      { _id: family, revokedAt: null },
      { $set: { revokedAt: deps.clock.now() } },
    ),
  )
}

async function answer(
  deps: Deps,
  account: AccountDoc,
  session: SessionDoc,
  from: string | null,
): Promise<SessionAnswer> {
  const actor = await actorOfSession(deps, account, session, from)
  return {
    accessToken: issueAccessToken(
      { account: account._id, session: session._id },
      deps.config.secrets.jwt,
      deps.clock,
    ),
    refreshToken: refreshToken({ family: session._id, turn: session.turn }, deps.config.secrets.jwt),
    expiresIn: accessSeconds,
    user: await userView(deps, actor),
  }
}
