import { forgetCopies } from './copies'
import { type SessionUser, session } from './session'
import { unread } from './unread'

/** Verified, withdrawn or renamed: the same sign-in, another standing; old copies may show too much or too little. */
export function setUser(user: SessionUser): void {
  const held = session.get()
  if (!held) return
  forgetCopies()
  session.set({ ...held, user })
  unread.set(user.unread)
}
