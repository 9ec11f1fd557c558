import { session } from '../store/session'
import { textSize } from '../store/text-size'
import type { TextSize } from '../theme/text-size'
import { call } from './client'

/** On this phone at once; for who is signed in also on the next one. */
export async function chooseTextSize(size: TextSize): Promise<void> {
  textSize.set(size)
  const held = session.get()
  if (!held) return
  session.set({ ...held, user: { ...held.user, textSize: size } })
  try {
    const preferences = await call('GET /api/me/preferences')
    await call('PUT /api/me/preferences', { body: { ...preferences, textSize: size } })
  } catch {
    // The phone keeps it; the account learns it the next time.
  }
}
