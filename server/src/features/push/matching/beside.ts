import type { Deps } from '../../../deps'
import type { AnnouncementDoc } from '../../announcements'
import { coveredBy } from '../delivery/covered'
import { type MatchDoc, pushModels, type Reason } from '../push.model'

/** What people follow of the subject that this one says in other words, where they have not been told of it yet. */
export async function followingBeside(
  { db, features }: Pick<Deps, 'db' | 'features'>,
  { subject }: AnnouncementDoc,
  people: readonly string[],
): Promise<(person: string) => Reason[]> {
  const covered = coveredBy({ features }, subject)
  if (!covered || people.length === 0) return () => []
  const waiting = await pushModels(db)
    .Match.find(
      { 'subject.id': covered.id, person: { $in: [...people] }, state: { $in: ['pending', 'taken'] } },
      { person: 1, reasons: 1, subject: 1 },
    )
    .batchSize(10_000)
    .lean<Pick<MatchDoc, 'person' | 'reasons' | 'subject'>[]>()
  const own = waiting.filter((match) => match.subject.kind === covered.kind)
  return (person) => {
    const reasons = own.filter((match) => match.person === person).flatMap((match) => match.reasons)
    return [...new Set(reasons)].filter((reason) => reason.startsWith('scope:'))
  }
}
