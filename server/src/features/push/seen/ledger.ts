import type { Connection } from 'mongoose'
import { inPages } from '../../../storage/pages'
import type { AnnouncementDoc } from '../../announcements'
import { groupBy } from '../delivery/group-by'
import { type AttemptDoc, type DeliveryDoc, type MatchDoc, pushModels } from '../push.model'
import { type Standing, standsAt, type ToldAttempt, type ToldDelivery } from './told.rules'

const pageSize = 1000

export type Row = Pick<
  MatchDoc,
  | '_id'
  | 'announcement'
  | 'person'
  | 'subject'
  | 'state'
  | 'outcome'
  | 'readAt'
  | 'nextAt'
  | 'lane'
  | 'delivery'
>
export interface Stood {
  match: Row
  standing: Standing
}

const fields = [
  'announcement',
  'person',
  'subject',
  'state',
  'outcome',
  'readAt',
  'nextAt',
  'lane',
  'delivery',
] as const

/** Everybody who was told of a notice by these announcements, with where they stand; a page at a time. */
export async function* standings(
  db: Connection,
  notice: string,
  announced: ReadonlyMap<string, AnnouncementDoc>,
  now: Date,
): AsyncGenerator<Stood[]> {
  const [only] = announced.size === 1 ? announced.keys() : []
  const filter = {
    'subject.id': notice,
    'subject.kind': 'notice',
    ...(only === undefined ? {} : { announcement: only }),
  }
  const pages = inPages<MatchDoc>(pushModels(db).Match, filter, { size: pageSize, fields })
  for await (const page of pages) {
    const rows: Row[] = page.filter(({ announcement }) => announced.has(announcement))
    const { deliveries, attempts } = await sentOf(db, rows)
    yield rows.map((match) => {
      const announcement = announced.get(match.announcement)
      const delivery = match.delivery ?? ''
      const standing = standsAt(
        match,
        deliveries.get(delivery),
        attempts.get(delivery) ?? [],
        { visit: announcement?.visit ?? false },
        now,
      )
      return { match, standing }
    })
  }
}

async function sentOf(db: Connection, rows: readonly Row[]) {
  const ids = [...new Set(rows.flatMap(({ delivery }) => delivery ?? []))]
  if (ids.length === 0)
    return { deliveries: new Map<string, ToldDelivery>(), attempts: new Map<string, ToldAttempt[]>() }
  const { Attempt, Delivery } = pushModels(db)
  const [deliveries, attempts] = await Promise.all([
    Delivery.find({ _id: { $in: ids } }, { state: 1, result: 1, reason: 1, leaseUntil: 1 })
      .batchSize(ids.length + 1)
      .lean<Pick<DeliveryDoc, '_id' | 'state' | 'result' | 'reason' | 'leaseUntil'>[]>(),
    Attempt.find({ delivery: { $in: ids } }, { delivery: 1, channel: 1, state: 1, code: 1, effect: 1 })
      .batchSize(ids.length * 3 + 1)
      .lean<Pick<AttemptDoc, '_id' | 'delivery' | 'channel' | 'state' | 'code' | 'effect'>[]>(),
  ])
  return {
    deliveries: new Map(deliveries.map((one) => [one._id, one])),
    attempts: groupBy(attempts, ({ delivery }) => delivery),
  }
}
