import type { Connection } from 'mongoose'
import { groupBy } from '../delivery/group-by'
import { pushModels, type VisitDoc } from '../push.model'

/** Of one announcement: the households on the visit list, how many of them were told, and the persons who were. */
export interface VisitCounts {
  households: number
  told: number
  /** Their deliveries are closed: one tick a household counts for everybody in it. */
  personsTold: ReadonlySet<string>
}

export async function visitCountsOf(db: Connection, announcement: string): Promise<VisitCounts> {
  const visits = await pushModels(db)
    .Visit.find({ _id: { $gte: `${announcement}:`, $lt: `${announcement};` } }, { persons: 1, told: 1 })
    .batchSize(20_000)
    .lean<Pick<VisitDoc, '_id' | 'persons' | 'told'>[]>()
  return countsOf(visits)
}

function countsOf(visits: readonly Pick<VisitDoc, 'persons' | 'told'>[]): VisitCounts {
  const told = visits.filter((one) => one.told !== null)
  return {
    households: visits.length,
    told: told.length,
    personsTold: new Set(told.flatMap(({ persons }) => persons)),
  }
}

/** The same of everything that was announced of one subject, in one read. */
export async function visitCountsOfAll(db: Connection, subject: string): Promise<Map<string, VisitCounts>> {
  const visits = await pushModels(db)
    .Visit.find({ 'subject.id': subject }, { announcement: 1, persons: 1, told: 1 })
    .batchSize(20_000)
    .lean<Pick<VisitDoc, '_id' | 'announcement' | 'persons' | 'told'>[]>()
  return new Map(
    [...groupBy(visits, ({ announcement }) => announcement)].map(([id, of]) => [id, countsOf(of)]),
  )
}
