import type { Connection } from 'mongoose'
import type { AttemptDoc, GrantDoc } from '../push.model'
import { pushModels } from '../push.model'

/** The code that says a grant is spent, or was never given. */
export const notGranted = '43101'

export const freeGrants = (db: Connection, openid: string, template: string) =>
  pushModels(db).Grant.countDocuments({ openid, template, state: 'free' })

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

/** What an attempt's end means for its grant. Unknown counts as spent: the phone may have shown the message. */
export async function settleGrant(
  db: Connection,
  attempt: AttemptDoc,
  options: { long: boolean },
): Promise<void> {
  if (attempt.grant === null) return
  const mine = { _id: attempt.grant, state: 'reserved' as const, delivery: attempt.delivery }
  if (attempt.code === notGranted) {
    await pushModels(db).Grant.updateOne(mine, { state: 'void' })
    await voidGrants(db, attempt.openid ?? '', attempt.template ?? '', attempt.startedAt)
  } else if (attempt.state === 'refused' || options.long) {
    await pushModels(db).Grant.updateOne(mine, { state: 'free', delivery: null })
  } else {
    await pushModels(db).Grant.updateOne(mine, { state: 'spent' })
  }
}

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
