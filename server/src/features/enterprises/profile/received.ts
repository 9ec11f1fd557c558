import type { ReceivedPolicy } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { moveAfter } from '../../../storage/marks'
import { type EnterpriseDoc, enterpriseMark, enterpriseModels, enterprisesMark } from '../enterprises.model'

type Writing = Pick<Deps, 'db' | 'marks' | 'clock'>

const isSame = (
  a: Pick<ReceivedPolicy, 'policy' | 'on'>,
  b: Pick<ReceivedPolicy, 'policy' | 'on'>,
): boolean => a.policy === b.policy && a.on === b.on

/** What the office has paid is known to the profile, so that nobody is asked for it; false where nobody has entered the enterprise. */
export const addReceived = (deps: Writing, creditCode: string, paid: ReceivedPolicy): Promise<boolean> =>
  changeReceived(deps, creditCode, (received) => {
    const before = received.find((one) => isSame(one, paid))
    if (before?.fen === paid.fen && before.source === paid.source) return received
    return [...received.filter((one) => one !== before), paid]
  })

/** What the office took back; what the enterprise has entered itself stays. */
export const forgetReceived = (
  deps: Writing,
  creditCode: string,
  gone: Pick<ReceivedPolicy, 'policy' | 'on'>,
): Promise<boolean> =>
  changeReceived(deps, creditCode, (received) => {
    const left = received.filter((one) => one.source !== 'payments' || !isSame(one, gone))
    return left.length === received.length ? received : left
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
