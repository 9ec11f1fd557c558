import type { Preferences } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { moveAfter } from '../../../storage/marks'
import { wishesMark } from '../push.model'
import { hintAgain } from './hints'
import { keepPreference } from './preferences'

export async function changePreferences(
  deps: Deps,
  person: string,
  wanted: Preferences,
): Promise<Preferences> {
  await moveAfter(deps.marks, [wishesMark(person)], () => keepPreference(deps, person, wanted))
  await hintAgain(deps, person, wanted)
  deps.work.send()
  return wanted
}
