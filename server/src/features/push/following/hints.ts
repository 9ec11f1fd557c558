import type { Deps } from '../../../deps'
import { inPages } from '../../../storage/pages'
import { type MatchDoc, type PreferenceDoc, pushModels } from '../push.model'
import { preferenceOf, preferencesOf } from './preferences'
import { laneOf } from './schedule.rules'

const size = 500
const fields = ['person', 'urgency', 'validUntil', 'lane', 'nextAt'] as const
type Hinted = Pick<MatchDoc, '_id' | (typeof fields)[number]>

/** A person has changed how they are told: what waits for them is hinted anew. What came too thick stays where it waits. */
export async function hintAgain(deps: Deps, person: string): Promise<void> {
  const preference = await preferenceOf(deps.db, person)
  const waiting = { person, state: 'pending', lane: { $in: ['now', 'digest'] } }
  for await (const page of inPages(pushModels(deps.db).Match, waiting, { size, fields })) {
    await writeHints(deps, page, () => preference)
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
    const preferenceFor = await preferencesOf(
      deps.db,
      page.map(({ person }) => person),
    )
    await writeHints(deps, page, preferenceFor)
  }
}

/** One command for a page: the matches that get the same hints are changed together. */
async function writeHints(
  { db, clock }: Deps,
  page: readonly Hinted[],
  preferenceFor: (person: string) => PreferenceDoc,
): Promise<void> {
  const now = clock.now()
  const groups = new Map<string, { lane: MatchDoc['lane']; nextAt: Date; ids: string[] }>()
  for (const match of page) {
    const { lane, nextAt } = laneOf(match, preferenceFor(match.person), now)
    if (lane === match.lane && nextAt.getTime() === match.nextAt.getTime()) continue
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
