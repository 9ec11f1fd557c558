import { writeMany } from '../../../storage/write-many'
import { type DeliveryDoc, pushModels } from '../push.model'
import type { Context } from './context'
import { groupBy } from './group-by'

/** Nobody takes the deliveries up before then. Under the worker's own token: another may be sending. */
export async function postpone(
  { deps }: Pick<Context, 'deps'>,
  waiting: readonly { delivery: DeliveryDoc; until: Date }[],
): Promise<void> {
  const groups = groupBy(waiting, ({ delivery, until }) => `${delivery.token} ${until.getTime()}`)
  if (groups.size === 0) return
  await writeMany(
    pushModels(deps.db).Delivery,
    [...groups.values()].map((group) => ({
      updateMany: {
        filter: {
          _id: { $in: group.map(({ delivery }) => delivery._id) },
          state: 'sealed' as const,
          token: group[0]?.delivery.token ?? '',
        },
        update: { $set: { leaseUntil: group[0]?.until ?? new Date(0) } },
      },
    })),
  )
}
