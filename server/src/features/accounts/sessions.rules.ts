import type { SessionDoc } from './accounts.model'

const day = 24 * 3600 * 1000
/** A session that is not used ends after this long. */
export const slidingMs = 30 * day
/** No session lasts longer. */
export const longestMs = 90 * day
/** How long a lost answer may be asked again. */
export const graceMs = 10_000

/** When a session ends that is used now. */
export const expiry = (startedAt: Date, now: Date): Date =>
  new Date(Math.min(now.getTime() + slidingMs, startedAt.getTime() + longestMs))

export const isAlive = (session: Pick<SessionDoc, 'revokedAt' | 'expiresAt'>, now: Date): boolean =>
  session.revokedAt === null && session.expiresAt > now
