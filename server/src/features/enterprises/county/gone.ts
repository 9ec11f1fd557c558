import type { Deps } from '../../../deps'
import { moveAfter } from '../../../storage/marks'
import { inPages } from '../../../storage/pages'
import { enterpriseModels, registerListMark } from '../enterprises.model'

const pageSize = 5000

/**
 * 不在最新名录: what a list of a whole place does not have any more is marked, and with `take` false only counted. Nothing is
 * deleted, and the profiles of those who act for it stay. Repeatable.
 */
export async function markGone(
  { db, marks, clock }: Pick<Deps, 'db' | 'marks' | 'clock'>,
  code: string,
  codes: ReadonlySet<string>,
  take: boolean,
): Promise<number> {
  const { RegisteredEnterprise } = enterpriseModels(db)
  const listed = { region: { $regex: `^${code}` }, goneSince: null }
  let count = 0
  for await (const page of inPages(RegisteredEnterprise, listed, { size: pageSize, fields: ['region'] })) {
    const gone = page.flatMap(({ _id }) => (codes.has(_id) ? [] : [_id]))
    count += gone.length
    if (!take || gone.length === 0) continue
    await moveAfter(marks, [registerListMark], () =>
      RegisteredEnterprise.updateMany(
        { _id: { $in: gone }, goneSince: null },
        { $set: { goneSince: clock.now() } },
      ),
    )
  }
  return count
}
