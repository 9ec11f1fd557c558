import type { Deps } from '../../deps'
import { createInvite, inviteLink, signedInBefore } from '../accounts'
import { theMachine } from '../audit'
import { personOf } from '../residents'
import { newSetupCode, setupOf, setupState } from './code'
import { finishSetup } from './finish'

/** What the console says at the start of a real installation. */
export type Door =
  /** Nothing is registered yet: the one-time address of the setup. */
  | { kind: 'setup'; link: string }
  /** All is registered, but the first administrator has never been in: cut off before the answer came. */
  | { kind: 'administrator'; name: string; link: string }

export const setupLink = (origin: string, code: string): string => `${origin}/setup#${code}`

/** Finishes what a crash cut off, and says which door is open; null where the installation is in use. */
export async function openDoor(deps: Deps, origin: string): Promise<Door | null> {
  await finishSetup(deps)
  if ((await setupState(deps.db)) === 'open')
    return { kind: 'setup', link: setupLink(origin, await newSetupCode(deps)) }
  const setup = await setupOf(deps.db)
  const person = setup?.administrator ? await personOf(deps.db, setup.administrator) : null
  if (!person || (await signedInBefore(deps.db, [person._id])).size > 0) return null
  const { code } = await createInvite(deps, person._id, theMachine)
  return { kind: 'administrator', name: person.name, link: inviteLink(origin, code) }
}
