import type { Connection } from 'mongoose'
import type { EndedAttempt } from '../../../channels/channel'
import type { Deps } from '../../../deps'
import type { GrantDoc } from '../push.model'
import { pushModels } from '../push.model'
import { templateOf } from './templates'

/** How many grants are free, by template; a template without any is absent. */
export async function freeGrants(
  db: Connection,
  openid: string,
  templates: readonly string[],
): Promise<Map<string, number>> {
  const counts = await pushModels(db).Grant.aggregate<{ _id: string; free: number }>([
    { $match: { openid, template: { $in: [...templates] }, state: 'free' } },
    { $group: { _id: '$template', free: { $sum: 1 } } },
  ])
  return new Map(counts.map(({ _id, free }) => [_id, free]))
}

/** The oldest free grant, taken by one conditional update; what this delivery already holds comes first. */
export async function reserveGrant(
  db: Connection,
  openid: string,
  template: string,
  delivery: string,
): Promise<GrantDoc | null> {
  const held = await pushModels(db)
    .Grant.findOne({
      openid,
      template,
      state: 'reserved',
      delivery,
    })
    .lean<GrantDoc>()
  if (held) return held
  return pushModels(db)
    .Grant.findOneAndUpdate(
      { openid, template, state: 'free' },
      { state: 'reserved', delivery },
      { sort: { at: 1 }, returnDocument: 'after' },
    )
    .lean<GrantDoc>()
}

export async function freeGrant(db: Connection, id: string, delivery: string): Promise<void> {
  await pushModels(db).Grant.updateOne(
    { _id: id, state: 'reserved', delivery },
    { state: 'free', delivery: null },
  )
}

/** Unknown counts as spent: the phone may have shown the message. */
export async function finishGrant(deps: Deps, attempt: EndedAttempt): Promise<void> {
  const { Grant } = pushModels(deps.db)
  const { address: openid, template, effect } = attempt
  const end = (state: 'free' | 'spent' | 'void') =>
    Grant.updateOne(
      { _id: attempt.grant ?? '', state: 'reserved', delivery: attempt.delivery },
      state === 'free' ? { state, delivery: null } : { state },
    )
  if (effect === 'accepted' || effect === 'unknown') {
    await end(isLong(deps, template) ? 'free' : 'spent')
  } else if (effect === 'grantGone') {
    await end('void')
    await voidGrants(deps.db, openid ?? '', template ?? '', attempt.startedAt)
  } else {
    await end('free')
    if (effect === 'addressGone') await Grant.updateMany({ openid, state: 'free' }, { state: 'void' })
  }
}

/** A long-term grant is not spent by a message. */
const isLong = (deps: Deps, template: string | null) => templateOf(deps, template).kind === 'long'

/**
 * Grants older than an instant are void. The vendor tells the time of a grant in whole seconds, so one
 * of the same second may be newer and stays.
 */
export async function voidGrants(
  db: Connection,
  openid: string,
  template: string,
  before: Date,
): Promise<void> {
  const second = new Date(Math.floor(before.getTime() / 1000) * 1000)
  await pushModels(db).Grant.updateMany(
    { openid, template, state: 'free', at: { $lt: second } },
    { state: 'void' },
  )
}
