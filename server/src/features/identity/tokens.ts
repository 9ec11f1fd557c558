import jwt from 'jsonwebtoken'
import type { Clock } from '../../clock'

export const accessSeconds = 15 * 60

export interface AccessClaims {
  /** Account `_id` */
  account: string
  /** Session family, so that signing out ends it at once. */
  session: string
}

const seconds = (clock: Clock): number => Math.floor(clock.now().getTime() / 1000)

export function issueAccessToken(claims: AccessClaims, secret: string, clock: Clock): string {
  return jwt.sign({ sid: claims.session, iat: seconds(clock) }, secret, {
    algorithm: 'HS256',
    subject: claims.account,
    expiresIn: accessSeconds,
  })
}

/** Null for anything that is not a token of ours in its time. */
export function readAccessToken(token: string, secret: string, clock: Clock): AccessClaims | null {
  try {
    const claims = jwt.verify(token, secret, { algorithms: ['HS256'], clockTimestamp: seconds(clock) })
    if (typeof claims === 'string' || typeof claims.sub !== 'string' || typeof claims.sid !== 'string')
      return null
    return { account: claims.sub, session: claims.sid }
  } catch {
    return null
  }
}
