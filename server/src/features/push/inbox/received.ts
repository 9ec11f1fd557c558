import type { Deps } from '../../../deps'
import { startingWith } from '../match-ids'
import { type MatchDoc, pushModels } from '../push.model'
import { hiddenOutcomes } from './unread'

/** How many persons a notice came to, and how many of them opened it. */
export async function receivedOf(
  { db }: Pick<Deps, 'db'>,
  notice: string,
): Promise<{ received: number; opened: number }> {
  const matches = await pushModels(db)
    .Match.find(
      {
        _id: startingWith(notice),
        kind: { $in: ['published', 'corrected', 'reminder'] },
        outcome: { $nin: [...hiddenOutcomes] },
      },
      { person: 1, readAt: 1 },
    )
    .batchSize(10_000)
    .lean<Pick<MatchDoc, 'person' | 'readAt'>[]>()
  const persons = new Set(matches.map(({ person }) => person))
  const opened = new Set(matches.flatMap(({ person, readAt }) => (readAt ? person : [])))
  return { received: persons.size, opened: opened.size }
}
