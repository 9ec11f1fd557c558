import { plusDays } from '@hutang/shared'
import type { Deps } from '../../deps'
import { announce } from '../announcements'
import type { PublishedPolicy } from '../policies'
import type { Standing } from './standing'
import { packageSubjectId } from './subject-id'
import type { Told } from './told.rules'

/** The end of a day of Shanghai. */
const endOf = (day: string): Date => new Date(`${plusDays(day, 1)}T00:00:00+08:00`)

/** Says it once: the announcement's own id is (enterprise, policy, edition, reason). */
export async function announcePackage(
  deps: Deps,
  enterprise: string,
  { policy, edition, reason, kind }: Told,
  { region }: Pick<PublishedPolicy, 'region'>,
  standing: Standing | undefined,
): Promise<void> {
  const closesOn = standing?.closesOn ?? null
  await announce(deps, {
    subject: { kind: 'package', id: packageSubjectId(policy, enterprise) },
    edition: `${edition}.${reason}`,
    kind,
    region,
    scopes: [],
    urgency: 'ordinary',
    at: deps.clock.now(),
    // Whoever has a weekly digest hears of a deadline before it is over.
    validUntil: kind === 'status' || closesOn === null ? null : endOf(closesOn),
    visit: false,
    againHours: null,
  })
}
