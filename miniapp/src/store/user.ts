import { forgetCopies } from './copies'
import { type SessionUser, session } from './session'
import { showCounts } from './unread'

/** The person was verified, withdrew or was renamed. Old copies may show too much or too little, so they are deleted. */
export function setUser(user: SessionUser): void {
  const held = session.get()
  if (!held) return
  forgetCopies()
  session.set({ ...held, user })
  showCounts(user)
}
