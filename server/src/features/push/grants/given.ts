import type { Connection } from 'mongoose'
import { insertOnce } from '../../../storage/insert-once'
import { pushModels } from '../push.model'

const minuteMs = 60_000

interface Told {
  openid: string
  template: string
  at: Date
  /** The mini-program tells it as a hint, the vendor's push as the truth. */
  by: 'client' | 'vendor'
}

/**
 * One document per grant the person gave. The mini-program's report and the vendor's push of the same tap
 * are one: each takes up a grant of about the same minute that the other has told and it has not.
 */
export async function grantGiven(db: Connection, told: Told): Promise<void> {
  if (told.by === 'vendor' && (await pushedBefore(db, told))) return
  const minute = Math.floor(told.at.getTime() / minuteMs)
  for (let n = 1; ; n++) {
    if (await mergeWithOther(db, told)) return
    const first = await insertOnce(pushModels(db).Grant, {
      _id: `${told.openid}:${told.template}:${minute}:${n}`,
      openid: told.openid,
      template: told.template,
      state: 'free',
      at: told.at,
      delivery: null,
      reported: told.by === 'client',
      pushedAt: told.by === 'vendor' ? told.at : null,
    })
    if (first) return
  }
}

async function pushedBefore(db: Connection, told: Told): Promise<boolean> {
  const { openid, template, at } = told
  return (await pushModels(db).Grant.exists({ openid, template, pushedAt: at })) !== null
}

async function mergeWithOther(db: Connection, told: Told): Promise<boolean> {
  const { openid, template, by } = told
  const near = {
    $gte: new Date(told.at.getTime() - minuteMs),
    $lte: new Date(told.at.getTime() + minuteMs),
  }
  const result =
    by === 'client'
      ? await pushModels(db).Grant.updateOne(
          { openid, template, at: near, reported: false },
          { reported: true },
        )
      : await pushModels(db).Grant.updateOne(
          { openid, template, at: near, pushedAt: null },
          { pushedAt: told.at },
        )
  return result.modifiedCount === 1
}
