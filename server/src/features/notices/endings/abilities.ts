import {
  decidesAbout,
  type EndingAbility,
  type EndingVerb,
  endingRefusal,
  endingRefusalText,
  visitor,
} from '@hutang/shared'
import type { Deps } from '../../../deps'
import type { Actor } from '../../accounts'
import { placeOfNotice } from '../reading/current'
import { subjectOf } from './take-ending'

const verbs: readonly EndingVerb[] = ['withdraw', 'hide', 'unhide', 'takedown']

/** The steps of somebody who decides about the notice, with why one is closed; nobody else has any. */
export async function endingsFor(deps: Deps, id: string, actor: Actor | null): Promise<EndingAbility[]> {
  const viewer = actor?.viewer ?? visitor
  const place = await placeOfNotice(deps, id)
  if (!place || place.notice.state === 'takenDown') return []
  if (!decidesAbout(viewer.roles, place.notice.region)) return []
  const asking = { person: viewer.person ?? '', account: viewer.account, roles: viewer.roles }
  return verbs.map((verb) => {
    const refused = endingRefusal(verb, subjectOf(place.notice), asking, deps.clock.now())
    return {
      verb,
      allowed: refused === null,
      failureReasons: refused ? [endingRefusalText[refused]] : [],
      tellsByDefault: place.item.emergency ?? false,
    }
  })
}
