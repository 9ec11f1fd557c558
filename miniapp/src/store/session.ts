import type { SessionAnswer } from '@hutang/shared/contract'
import { type Persisted, persisted } from './persisted'

export type Session = SessionAnswer
export type SessionUser = Session['user']

const isSession = (value: unknown): value is Session | null =>
  value === null ||
  (typeof value === 'object' && 'accessToken' in value && 'refreshToken' in value && 'user' in value)

/** Who is signed in on this phone; null for a visitor. */
export const session: Persisted<Session | null> = persisted<Session | null>('hutang.session', null, isSession)

export const useUser = (): SessionUser | null => session.use()?.user ?? null
