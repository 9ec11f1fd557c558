import { writeMany } from '../../../storage/write-many'
import { type MatchDoc, pushModels } from '../push.model'
import type { Ended } from './conclude'
import type { Context } from './context'
import { groupBy } from './group-by'

const hourMs = 3_600_000

/** Step h: what the ends of deliveries mean for their matches. What is told again has its match told already. */
export async function finishMatches({ deps }: Pick<Context, 'deps'>, ended: readonly Ended[]): Promise<void> {
  const now = deps.clock.now()
  const told = ended
    .filter(({ delivery }) => delivery.kind !== 'again')
    .flatMap(({ delivery, result, reason }) =>
      delivery.items.map(({ match, againHours }) => ({
        match,
        delivery: delivery._id,
        change: changeOf(result, reason, againHours, now),
      })),
    )
  const groups = groupBy(told, ({ change }) => JSON.stringify(change))
  if (groups.size === 0) return
  await writeMany(
    pushModels(deps.db).Match,
    [...groups.values()].map((group) => ({
      updateMany: {
        filter: {
          _id: { $in: group.map(({ match }) => match) },
          delivery: { $in: [...new Set(group.map(({ delivery }) => delivery))] },
          state: 'taken' as const,
        },
        update: { $set: group[0]?.change ?? {} },
      },
    })),
  )
}

function changeOf(
  result: Ended['result'],
  reason: string | null,
  againHours: number | null,
  now: Date,
): Partial<MatchDoc> {
  if (result === 'dropped') return { state: 'dropped', outcome: reason, token: null }
  const again = result === 'delivered' && againHours !== null
  return {
    state: 'sent',
    token: null,
    ...(again ? { againAt: new Date(now.getTime() + againHours * hourMs) } : {}),
  }
}
