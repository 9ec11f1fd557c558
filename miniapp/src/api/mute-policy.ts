import type { MuteView } from '@hutang/shared/contract'
import { call } from './client'
import { muted } from './mutes'

/** A policy, with all that it means for an enterprise, is told no more, or told again. `region`: any place of the person. */
export async function mutePolicy(policy: string, on: boolean, region: string): Promise<MuteView[]> {
  const { mutes } = await call('GET /api/screens/subscriptions', { query: { region } })
  // What is not there any more cannot be written again.
  const kept = mutes.filter(({ label }) => label !== '')
  return muted(kept, { policy }, on)
}
