import { forgetCopies } from '../store/copies'
import { region } from '../store/region'
import { type Session, session } from '../store/session'
import { textSize } from '../store/text-size'
import { unread } from '../store/unread'
import { isTextSize } from '../theme/text-size'
import { call } from './client'

/** Takes what signing in answered: from now on this phone reads as that person. */
export function signIn(answer: Session): void {
  forgetCopies()
  session.set(answer)
  unread.set(answer.user.unread)
  const home = answer.user.residence?.region ?? answer.user.roles[0]?.region
  if (region.get() === null && home) region.set(home.code)
  if (isTextSize(answer.user.textSize)) textSize.set(answer.user.textSize)
}

/** The server is told while the token still works; the phone forgets whether or not it could be. */
export async function signOut(): Promise<void> {
  if (session.get()) await call('DELETE /api/sessions/current').catch(() => undefined)
  session.set(null)
  unread.set(0)
  forgetCopies()
}
