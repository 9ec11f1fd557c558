import { writeMany } from '../../../storage/write-many'
import { type DeliveryDoc, type MatchDoc, pushModels } from '../push.model'
import type { Context } from './context'
import { groupBy } from './group-by'
import type { Judged, Verdict } from './judge'

/** What the verdicts mean for the matches: of those that are told their delivery answers. One write for all. */
export async function settleMatches(
  { deps }: Context,
  judged: readonly Judged[],
  isAgain: (match: MatchDoc) => boolean,
): Promise<void> {
  const changes = judged.flatMap(({ match, verdict }) => {
    const change = isAgain(match) ? changeAgain(verdict) : changeOf(verdict)
    return change ? [{ match, change, again: isAgain(match) }] : []
  })
  const groups = groupBy(changes, ({ change, again }) => JSON.stringify([again, change]))
  if (groups.size === 0) return
  await writeMany(
    pushModels(deps.db).Match,
    [...groups.values()].map((group) => ({
      updateMany: {
        filter: heldIn(
          group.map(({ match }) => match),
          group[0]?.again ?? false,
        ),
        update: { $set: group[0]?.change ?? {} },
      },
    })),
  )
}

/** Only what is still held by the worker's own token: one that stalled lets go of nothing that its successor holds. */
const heldIn = (matches: readonly MatchDoc[], again: boolean) => {
  const _id = { $in: matches.map((match) => match._id) }
  if (again) return { _id, state: 'sent' as const }
  return {
    _id,
    state: 'taken' as const,
    delivery: { $in: matches.flatMap(({ delivery }) => delivery ?? []) },
    token: { $in: [...new Set(matches.map(({ token }) => token))] },
  }
}

function changeOf(verdict: Verdict): Partial<MatchDoc> | null {
  switch (verdict.kind) {
    case 'tell':
      return null
    case 'drop':
      return { state: 'dropped', outcome: verdict.why, token: null }
    case 'superseded':
      return { state: 'superseded', outcome: 'told', token: null }
    case 'wait':
      return {
        state: 'pending',
        delivery: null,
        token: null,
        nextAt: verdict.until,
        ...(verdict.lane ? { lane: verdict.lane } : {}),
      }
  }
}

const changeAgain = (verdict: Verdict): Partial<MatchDoc> => ({
  againAt: verdict.kind === 'wait' ? verdict.until : null,
})

/** Sealed with nothing to say: gone, so that its `_id` may come back. */
export async function abandonEmpty({ deps }: Context, sealed: readonly DeliveryDoc[]): Promise<void> {
  const empty = sealed.filter(({ items }) => items.length === 0)
  const [first] = empty
  if (!first) return
  await pushModels(deps.db).Delivery.deleteMany({
    _id: { $in: empty.map(({ _id }) => _id) },
    state: 'sealed',
    token: first.token,
  })
}

/** What a worker that died had taken for deliveries that say nothing is pending again. */
export async function releaseTaken({ deps }: Context, empty: readonly DeliveryDoc[]): Promise<void> {
  const [first] = empty
  if (!first) return
  await pushModels(deps.db).Match.updateMany(
    { delivery: { $in: empty.map(({ _id }) => _id) }, state: 'taken', token: first.token },
    { $set: { state: 'pending', delivery: null, token: null } },
  )
}
