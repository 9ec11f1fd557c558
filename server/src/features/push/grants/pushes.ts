import { createHash } from 'node:crypto'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { insertOnce } from '../../../storage/insert-once'
import { pushModels } from '../push.model'

/**
 * How far the time of a push may be from ours. The vendor names no figure for pushes; for payments it asks merchants to
 * refuse what is older than five minutes. https://pay.weixin.qq.com/doc/v3/merchant/4013053249
 */
const windowMs = 5 * 60_000

export function isTimely(timestamp: string | undefined, now: Date): boolean {
  const seconds = Number(timestamp)
  return Number.isInteger(seconds) && Math.abs(seconds * 1000 - now.getTime()) <= windowMs
}

/** What makes a push itself: the vendor signs only the time and the nonce, so that either may carry any body. */
export interface VendorPush {
  timestamp: string
  nonce: string
  body: string
}

/** Longer than any event takes. */
const holdMs = 30_000

/**
 * Does the work of a push; throws `forbidden` where its nonce has done its work already or is at it, in whichever process,
 * or came with another body. Work that failed may be pushed again at once, work that was cut off a little later.
 */
export async function oncePerNonce(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { timestamp, nonce, body }: VendorPush,
  work: () => Promise<void>,
): Promise<void> {
  const { Nonce } = pushModels(db)
  const _id = `${timestamp}:${nonce}`
  const hash = createHash('sha256').update(body).digest('base64url')
  const now = clock.now()
  const heldUntil = new Date(now.getTime() + holdMs)
  // By then its time is too old anyway.
  const expiresAt = new Date(now.getTime() + 2 * windowMs)
  if (!(await insertOnce(Nonce, { _id, body: hash, done: false, heldUntil, expiresAt }))) {
    const free = { _id, body: hash, done: false, heldUntil: { $lte: now } }
    const { modifiedCount } = await Nonce.updateOne(free, { heldUntil })
    if (modifiedCount === 0) throw new AppError('forbidden')
  }
  try {
    await work()
  } catch (error) {
    await Nonce.updateOne({ _id }, { heldUntil: now })
    throw error
  }
  await Nonce.updateOne({ _id }, { done: true })
}
