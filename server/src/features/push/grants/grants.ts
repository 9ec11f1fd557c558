import type { Connection } from 'mongoose'
import type { GrantDoc } from '../push.model'
import { pushModels } from '../push.model'

/** How many grants are free, by template; a template without any is absent. */
export async function freeGrants(
  db: Connection,
  openid: string,
  templates: readonly string[],
): Promise<Map<string, number>> {
  return (await freeGrantsOf(db, [openid], templates)).get(openid) ?? new Map()
}

/** The same of many, by openid. */
export async function freeGrantsOf(
  db: Connection,
  openids: readonly string[],
  templates: readonly string[],
): Promise<Map<string, Map<string, number>>> {
  const counts = await pushModels(db).Grant.aggregate<{
    _id: { openid: string; template: string }
    free: number
  }>([
    { $match: { openid: { $in: [...openids] }, template: { $in: [...templates] }, state: 'free' } },
    { $group: { _id: { openid: '$openid', template: '$template' }, free: { $sum: 1 } } },
  ])
  const free = new Map<string, Map<string, number>>()
  for (const { _id, free: n } of counts) {
    free.set(_id.openid, (free.get(_id.openid) ?? new Map<string, number>()).set(_id.template, n))
  }
  return free
}

/** Of the answers: a batch's grants in one round trip, as long as people keep few. */
const batchSize = 2000

export type UsableGrant = Pick<GrantDoc, '_id' | 'openid' | 'template' | 'delivery'>

export interface UsableGrants {
  /** By the deliveries that are asked about. */
  held: UsableGrant[]
  /** The oldest first. */
  free: UsableGrant[]
  /** What other deliveries hold. */
  others: UsableGrant[]
}

/** The grants of the phones that are not spent. */
export async function usableGrants(
  db: Connection,
  openids: readonly string[],
  templates: readonly string[],
  deliveries: readonly string[],
): Promise<UsableGrants> {
  const found = await pushModels(db)
    .Grant.find(
      {
        openid: { $in: [...openids] },
        template: { $in: [...templates] },
        state: { $in: ['free', 'reserved'] },
      },
      { openid: 1, template: 1, delivery: 1, at: 1 },
    )
    .batchSize(batchSize)
    .lean<(UsableGrant & { at: Date })[]>()
  found.sort((a, b) => a.at.getTime() - b.at.getTime())
  const asked = new Set(deliveries)
  return {
    held: found.filter(({ delivery }) => delivery !== null && asked.has(delivery)),
    free: found.filter(({ delivery }) => delivery === null),
    others: found.filter(({ delivery }) => delivery !== null && !asked.has(delivery)),
  }
}

interface Held {
  grant: string
  delivery: string
}

/** Reserves what is still free; answers the grants that are now each delivery's own. */
export async function reserveGrants(db: Connection, wanted: readonly Held[]): Promise<Set<string>> {
  if (wanted.length === 0) return new Set()
  const { Grant } = pushModels(db)
  await Grant.bulkWrite(
    wanted.map(({ grant, delivery }) => ({
      updateOne: { filter: { _id: grant, state: 'free' }, update: { state: 'reserved', delivery } },
    })),
    { ordered: false },
  )
  const now = await Grant.find(
    { _id: { $in: wanted.map(({ grant }) => grant) }, state: 'reserved' },
    { delivery: 1 },
  )
    .batchSize(batchSize)
    .lean<Pick<GrantDoc, '_id' | 'delivery'>[]>()
  const holders = new Map(now.map(({ _id, delivery }) => [_id, delivery]))
  return new Set(wanted.flatMap(({ grant, delivery }) => (holders.get(grant) === delivery ? grant : [])))
}

export async function freeReserved(db: Connection, held: readonly Held[]): Promise<void> {
  if (held.length === 0) return
  await pushModels(db).Grant.bulkWrite(
    held.map(({ grant, delivery }) => ({
      updateOne: {
        filter: { _id: grant, state: 'reserved', delivery },
        update: { state: 'free', delivery: null },
      },
    })),
    { ordered: false },
  )
}

/**
 * Grants older than an instant are void. The vendor tells the time of a grant in whole seconds, so one
 * of the same second may be newer and stays.
 */
export const olderGrants = (openid: string, template: string, before: Date) => ({
  openid,
  template,
  state: 'free' as const,
  at: { $lt: new Date(Math.floor(before.getTime() / 1000) * 1000) },
})

export async function voidGrants(
  db: Connection,
  openid: string,
  template: string,
  before: Date,
): Promise<void> {
  await pushModels(db).Grant.updateMany(olderGrants(openid, template, before), { state: 'void' })
}
