import { hasPart, type Viewer } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { holdersWho } from '../../accounts'
import { keepsIt, refusalFor } from '../workflow/abilities'
import type { WorkEdition } from '../workflow/step'
import type { LeadingVerb } from './steps.rules'

/** Whether the step is the viewer's to take: by the post of this moment, and never one's own work. */
export function isTheirs(verb: LeadingVerb, edition: WorkEdition, viewer: Viewer): boolean {
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
export const workersFor = (deps: Deps, verb: LeadingVerb, edition: WorkEdition): Promise<string[]> =>
  holdersWho(deps, edition.region, (viewer) => isTheirs(verb, edition, viewer))
