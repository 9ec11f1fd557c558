import { isDeepStrictEqual } from 'node:util'
import type { ReceivedPolicy } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { moveAfter } from '../../../storage/marks'
import { type EnterpriseDoc, enterpriseMark, enterpriseModels, enterprisesMark } from '../enterprises.model'

type Writing = Pick<Deps, 'db' | 'marks' | 'clock'>

const isSame = (
  a: Pick<ReceivedPolicy, 'policy' | 'on'>,
  b: Pick<ReceivedPolicy, 'policy' | 'on'>,
): boolean => a.policy === b.policy && a.on === b.on

/**
 * What the office has paid of a policy, all of it, is known to the profile, so that nobody is asked for it; what the office
 * took back or moved to another day goes. What the enterprise has entered itself stays. False where nobody has entered the
 * enterprise.
 */
export const knowPaid = (
  deps: Writing,
  creditCode: string,
  policy: string,
  paid: readonly ReceivedPolicy[],
): Promise<boolean> =>
  changeReceived(deps, creditCode, (received) => {
    const isOwn = (one: ReceivedPolicy) =>
      one.policy !== policy || (one.source !== 'payments' && !paid.some((other) => isSame(one, other)))
    const after = [...received.filter(isOwn), ...paid]
    const same = after.every((one) => received.some((other) => isDeepStrictEqual(one, other)))
    return same && after.length === received.length ? received : after
  })

/** Conditional on the revision that was read; where somebody wrote between, once more. */
async function changeReceived(
  { db, marks, clock }: Writing,
  creditCode: string,
  change: (received: readonly ReceivedPolicy[]) => readonly ReceivedPolicy[],
): Promise<boolean> {
  const { Enterprise } = enterpriseModels(db)
  for (;;) {
    const found = await Enterprise.findOne({ creditCode }).lean<EnterpriseDoc>()
    if (!found) return false
    const { _id, revision, profile, held } = found
    const before = profile.received ?? []
    const received = change(before)
    if (received === before) return true
    const { matchedCount } = await moveAfter(marks, [enterprisesMark, enterpriseMark(_id)], () =>
      Enterprise.updateOne(
        { _id, revision },
        {
          $set: {
            ...{ profile: { ...profile, received }, revision: revision + 1 },
            ...{ changedAt: clock.now(), owed: held },
          },
        },
      ),
    )
    if (matchedCount > 0) return true
  }
}
