import type { Deps } from '../../../deps'
import { announcementsAbout, type SubjectRef } from '../../announcements'
import { groupBy } from '../delivery/group-by'
import { type DeliveryDoc, type MatchDoc, pushModels, type VisitDoc } from '../push.model'
import { placeAtDoor } from './place'

/** Who of some were told of a subject at their door: of its withdrawal they are told there again. */
export async function toldAtDoor(
  { db }: Pick<Deps, 'db'>,
  subject: SubjectRef,
  people: readonly string[],
): Promise<Set<string>> {
  if (people.length === 0) return new Set()
  const visits = await pushModels(db)
    .Visit.find({ 'subject.id': subject.id, persons: { $in: [...people] } }, { persons: 1, told: 1 })
    .batchSize(10_000)
    .lean<Pick<VisitDoc, '_id' | 'persons' | 'told'>[]>()
  const asked = new Set(people)
  return new Set(visits.flatMap(({ persons, told }) => (told ? persons.filter((one) => asked.has(one)) : [])))
}

/** The same for many matches, which asks the database only where there are withdrawals. */
export async function visitedBefore(
  deps: Pick<Deps, 'db'>,
  matches: readonly MatchDoc[],
): Promise<(match: MatchDoc) => boolean> {
  const found = new Map<string, ReadonlySet<string>>()
  const withdrawals = groupBy(
    matches.filter(({ kind }) => kind === 'withdrawn'),
    ({ announcement }) => announcement,
  )
  for (const [announcement, [first, ...others]] of withdrawals) {
    if (!first) continue
    const people = [first, ...others].map(({ person }) => person)
    found.set(announcement, await toldAtDoor(deps, first.subject, people))
  }
  return ({ announcement, person }) => found.get(announcement)?.has(person) ?? false
}

/** What was told at a door and ticked after it had been withdrawn: its withdrawal comes onto the list now. Repeatable. */
export async function placeWithdrawal(deps: Deps, visit: VisitDoc): Promise<void> {
  const { subject, persons } = visit
  const withdrawal = (await announcementsAbout(deps.db, subject)).find(({ kind }) => kind === 'withdrawn')
  if (!withdrawal?.visit || withdrawal._id === visit.announcement) return
  const { Match, Delivery } = pushModels(deps.db)
  const matches = await Match.find({ announcement: withdrawal._id, person: { $in: persons } })
    .batchSize(1000)
    .lean<MatchDoc[]>()
  const deliveries = await Delivery.find({
    _id: { $in: matches.flatMap(({ delivery }) => delivery ?? []) },
    result: 'delivered',
  })
    .batchSize(1000)
    .lean<DeliveryDoc[]>()
  const reached = new Set(deliveries.map(({ person }) => person))
  const left = matches.flatMap(({ person, readAt }) => (readAt || reached.has(person) ? [] : person))
  await placeAtDoor(
    deps,
    left.map((person) => ({
      ...{ person, household: visit.household, announcement: withdrawal._id, region: visit.region, subject },
    })),
  )
}
