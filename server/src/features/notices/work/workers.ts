import { hasPart, type Viewer } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { accountsOfHolders, standingOf } from '../../accounts'
import { isWorking, knownRolesIn } from '../../residents'
import type { EditionDoc } from '../notices.model'
import { keepsIt, refusalFor } from '../workflow/abilities'
import type { LeadingVerb } from './steps.rules'

/** Whether the step is the viewer's to take: by the post of this moment, and never one's own work. */
export function isTheirs(verb: LeadingVerb, edition: EditionDoc, viewer: Viewer): boolean {
  switch (verb) {
    case 'submit':
      return refusalFor('approve', edition, viewer) === null
    case 'return':
      return hasPart(viewer.roles, edition.region, 'write') && keepsIt(edition, viewer)
    case 'approve':
    case 'cancel':
      return refusalFor('publish', edition, viewer) === null
  }
}

/** Who may take the step now, by the persons whose inbox they read. */
export async function workersFor(deps: Deps, verb: LeadingVerb, edition: EditionDoc): Promise<string[]> {
  const now = deps.clock.now()
  const roles = (await knownRolesIn(deps, edition.region)).filter((role) => isWorking(role, now))
  const accounts = await accountsOfHolders(deps.db, [...new Set(roles.map(({ person }) => person))])
  const standings = await Promise.all(accounts.map(({ _id }) => standingOf(deps, _id)))
  const theirs = standings.flatMap((one) =>
    one && isTheirs(verb, edition, one.viewer) ? one.person._id : [],
  )
  return [...new Set(theirs)]
}
