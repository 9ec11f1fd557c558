import { session } from '../store/session'
import { textSize } from '../store/text-size'
import type { TextSize } from '../theme/text-size'
import { call } from './client'

/** Changes the text size on this phone, and in the account of whoever is signed in. */
export async function chooseTextSize(size: TextSize): Promise<void> {
  textSize.set(size)
  const held = session.get()
  if (!held) return
  session.set({ ...held, user: { ...held.user, textSize: size } })
  try {
    const preferences = await call('GET /api/me/preferences')
    await call('PUT /api/me/preferences', { body: { ...preferences, textSize: size } })
  } catch {
    // The size stays changed on this phone, and the account keeps the old one.
  }
}
