import { isDeepStrictEqual } from 'node:util'
import type { Deps } from '../../../deps'
import { moveAfter } from '../../../storage/marks'
import { type EnterpriseDoc, enterpriseMark, enterpriseModels, enterprisesMark } from '../enterprises.model'
import { profileOf, storedProfile, withRegister } from '../profile/profile-of'
import type { RegisterRow } from './read-rows.rules'

/** Enterprises that were entered before are named and dated as the register says now. Repeatable. */
export async function followRegister(deps: Deps, rows: readonly RegisterRow[]): Promise<void> {
  const { Enterprise } = enterpriseModels(deps.db)
  const byCode = new Map(rows.map((row) => [row._id, row]))
  const found = await Enterprise.find({ creditCode: { $in: [...byCode.keys()] } })
    .batchSize(rows.length + 1)
    .lean<EnterpriseDoc[]>()
  for (const enterprise of found) {
    const row = byCode.get(enterprise.creditCode ?? '')
    if (row) await follow(deps, enterprise, row)
  }
}

/** What somebody changes meanwhile stays: their revision is read, and the next import follows. */
async function follow(deps: Deps, enterprise: EnterpriseDoc, row: RegisterRow): Promise<void> {
  const { _id, revision, registered } = enterprise
  const before = profileOf(enterprise)
  const after = withRegister(before, row)
  if (registered && isDeepStrictEqual(before, after)) return
  await moveAfter(deps.marks, [enterprisesMark, enterpriseMark(_id)], () =>
    enterpriseModels(deps.db).Enterprise.updateOne(
      { _id, revision },
      {
        $set: {
          ...{ profile: storedProfile(after), registered: true, revision: revision + 1 },
          ...{ changedAt: deps.clock.now(), owed: enterprise.held },
        },
      },
    ),
  )
}
