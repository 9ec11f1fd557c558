import { issueAccessToken } from '../../server/src/features/accounts/tokens'
import type { TestApp } from './app'

/** An access token of `account-<person>`, as builders make it, with a session of its own. */
export async function tokenOf(t: TestApp, person: string): Promise<string> {
  const account = `account-${person}`
  const now = t.clock.now()
  await t.deps.models.Session.create({
    _id: `session-${person}`,
    account,
    turn: 0,
    startedAt: now,
    graceUntil: null,
    expiresAt: new Date(now.getTime() + 86_400_000),
    revokedAt: null,
  })
  return issueAccessToken({ account, session: `session-${person}` }, t.deps.config.secrets.jwt, t.clock)
}
