import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'
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

const keys = new Map<string, KeyObject>()

/** Made once: jsonwebtoken would try a secret given as text as a public key first, for 1 ms at every token. */
function keyOf(secret: string): KeyObject {
  const key = keys.get(secret) ?? createSecretKey(secret, 'utf8')
  keys.set(secret, key)
  return key
}

export function issueAccessToken(claims: AccessClaims, secret: string, clock: Clock): string {
  return jwt.sign({ sid: claims.session, iat: seconds(clock) }, keyOf(secret), {
    algorithm: 'HS256',
    subject: claims.account,
    expiresIn: accessSeconds,
  })
}

/** Null for anything that is not a token of ours in its time. */
export function readAccessToken(token: string, secret: string, clock: Clock): AccessClaims | null {
  try {
    const claims = jwt.verify(token, keyOf(secret), { algorithms: ['HS256'], clockTimestamp: seconds(clock) })
    if (typeof claims === 'string' || typeof claims.sub !== 'string' || typeof claims.sid !== 'string')
      return null
    return { account: claims.sub, session: claims.sid }
  } catch {
    return null
  }
}

/** Of a token that was read already. */
export function endOfToken(token: string): Date | null {
  const claims = jwt.decode(token)
  return claims === null || typeof claims === 'string' || claims.exp === undefined
    ? null
    : new Date(claims.exp * 1000)
}

export interface RefreshClaims {
  /** Session `_id` */
  family: string
  turn: number
}

const seal = (text: string, secret: string): Buffer =>
  createHmac('sha256', secret).update(`refresh token ${text}`).digest()

/**
 * `family.turn.seal`. The same turn gives the same token, so that a lost answer can be repeated without a
 * second branch; only the holder of the secret can write one, so that a guess never revokes a family.
 */
export function refreshToken({ family, turn }: RefreshClaims, secret: string): string {
  const text = `${family}.${turn}`
  return `${text}.${seal(text, secret).toString('base64url')}`
}

/** Null for anything we never issued. */
export function readRefreshToken(token: string, secret: string): RefreshClaims | null {
  const [, family, turn, given] = token.match(/^([A-Za-z0-9-]{1,60})\.(\d{1,9})\.([A-Za-z0-9_-]{43})$/) ?? []
  if (family === undefined || turn === undefined || given === undefined) return null
  const wanted = seal(`${family}.${turn}`, secret)
  const sealed = Buffer.from(given, 'base64url')
  if (sealed.length !== wanted.length || !timingSafeEqual(sealed, wanted)) return null
  return { family, turn: Number(turn) }
}
