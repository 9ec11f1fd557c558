import type { Deps } from '../../../deps'
import { inPages } from '../../../storage/pages'
import { type MatchDoc, pushModels } from '../push.model'
import { preferencesOf } from './preferences'
import { laneOf, type Schedule } from './schedule.rules'

const size = 500
const fields = ['person', 'urgency', 'validUntil', 'lane', 'nextAt'] as const
type Hinted = Pick<MatchDoc, '_id' | (typeof fields)[number]>

/** A person has changed how they are told: what waits for them is hinted anew. What came too thick stays where it waits. */
export async function hintAgain(deps: Deps, person: string, schedule: Schedule): Promise<void> {
  const waiting = { person, state: 'pending', lane: { $in: ['now', 'digest'] } }
  for await (const page of inPages(pushModels(deps.db).Match, waiting, { size, fields })) {
    await writeHints(deps, page, () => schedule, false)
  }
}

/**
 * The hints of all that waits and is not due yet, page by page. What is due is left alone: whoever works looks at it, and
 * a later hour would take it out of the digest that is being made.
 */
export async function resetHints(deps: Deps): Promise<void> {
  const waiting = {
    state: 'pending',
    lane: { $in: ['now', 'digest'] },
    nextAt: { $gt: deps.clock.now() },
  }
  for await (const page of inPages(pushModels(deps.db).Match, waiting, { size, fields })) {
    const scheduleOf = await preferencesOf(
      deps.db,
      page.map(({ person }) => person),
    )
    await writeHints(deps, page, scheduleOf, true)
  }
}

/**
 * One command for a page: the matches that get the same hints are changed together. `stays`: what waits for a digest is not
 * put off: one that was made up in the night goes in the morning, and whoever looks too early decides by the preference.
 */
async function writeHints(
  { db, clock }: Deps,
  page: readonly Hinted[],
  scheduleOf: (person: string) => Schedule,
  stays: boolean,
): Promise<void> {
  const now = clock.now()
  const groups = new Map<string, { lane: MatchDoc['lane']; nextAt: Date; ids: string[] }>()
  for (const match of page) {
    const { lane, nextAt } = laneOf(match, scheduleOf(match.person), now)
    if (lane === match.lane && nextAt.getTime() === match.nextAt.getTime()) continue
    if (stays && lane === 'digest' && match.lane === 'digest' && nextAt > match.nextAt) continue
    const key = `${lane} ${nextAt.getTime()}`
    const group = groups.get(key) ?? { lane, nextAt, ids: [] }
    group.ids.push(match._id)
    groups.set(key, group)
  }
  if (groups.size === 0) return
  await pushModels(db).Match.bulkWrite(
    [...groups.values()].map(({ lane, nextAt, ids }) => ({
      updateMany: {
        filter: { _id: { $in: ids }, state: 'pending', lane: { $ne: 'burst' } },
        update: { $set: { lane, nextAt } },
      },
    })),
    { ordered: false },
  )
}
