import { decidesAbout, isHidden, type Viewer } from '@hutang/shared'
import { AppError } from '../../../errors'
import { concealedText } from '../../notices'
import type { PolicyDoc, PolicyHead } from '../policies.model'

/** What nobody but who decides reads: hidden (先遮住) for now, or taken down (撤下). */
export interface ConcealedPolicy extends Pick<PolicyDoc, '_id' | 'region' | 'hidden' | 'ended'> {
  state: 'published' | 'withdrawn' | 'takenDown'
  head: PolicyHead
}

type Ending = Pick<PolicyDoc, 'region' | 'state' | 'hidden'>

export const isHiddenNow = ({ state, hidden }: Pick<PolicyDoc, 'state' | 'hidden'>, now: Date): boolean =>
  state !== 'takenDown' && isHidden(hidden, now)

/** What stands in the place of its title. */
export const concealedWords = ({ region, state, hidden = null, ended }: ConcealedPolicy): string =>
  concealedText({ region, state, hidden, ended: ended && { ...ended, tell: true } })

/** Refuses to show what is concealed from this viewer. */
export function refuseConcealed(policy: Ending & Pick<PolicyDoc, 'ended'>, viewer: Viewer, now: Date): void {
  const { state, ended } = policy
  if (state === 'takenDown')
    throw new AppError('policyNotFound', {
      message: concealedText({ ...policy, state, hidden: null, ended: ended && { ...ended, tell: true } }),
    })
  if (isHiddenNow(policy, now) && !decidesAbout(viewer.roles, policy.region)) throw new AppError('hiddenNow')
}
