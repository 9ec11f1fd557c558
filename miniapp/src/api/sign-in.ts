import { forgetCopies } from '../store/copies'
import { region } from '../store/region'
import { type Session, session } from '../store/session'
import { textSize } from '../store/text-size'
import { showCounts } from '../store/unread'
import { isTextSize } from '../theme/text-size'
import { call } from './client'

/** Stores the answer of a sign-in: from now on this phone asks as that person. */
export function signIn(answer: Session): void {
  forgetCopies()
  session.set(answer)
  showCounts(answer.user)
  const home = answer.user.residence?.region ?? answer.user.roles[0]?.region
  if (region.get() === null && home) region.set(home.code)
  if (isTextSize(answer.user.textSize)) textSize.set(answer.user.textSize)
}

/** Ends the session on the server, and forgets it on this phone even if the server cannot be reached. */
export async function signOut(): Promise<void> {
  if (session.get()) await call('DELETE /api/sessions/current').catch(() => undefined)
  session.set(null)
  showCounts(null)
  forgetCopies()
}
