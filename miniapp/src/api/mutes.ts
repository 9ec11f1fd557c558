import type { Mute, MuteView } from '@hutang/shared/contract'
import { call } from './client'

export const sameMute = (a: Mute, b: Mute): boolean =>
  a.notice === b.notice && a.policy === b.policy && a.region === b.region && a.item === b.item

/** The whole list is written: `kept` is what it is now. */
export async function muted(kept: readonly MuteView[], mute: Mute, on: boolean): Promise<MuteView[]> {
  const others = kept
    .filter((one) => !sameMute(one, mute))
    .map(({ label: _label, regionName: _name, ...one }): Mute => one)
  const mutes = on ? [...others, mute] : others
  return (await call('PUT /api/me/mutes', { body: { mutes } })).mutes
}
