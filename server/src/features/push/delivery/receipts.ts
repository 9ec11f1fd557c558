import type { Channel } from '../../../channels/channel'
import type { Deps } from '../../../deps'
import { type AttemptDoc, pushModels } from '../push.model'
import { conclude } from './conclude'

/** What a receipt names: the provider's message id, and where the message went. */
export interface Receipt {
  key: string
  address: string
  template: string
  delivered: boolean
  status: string
}

interface Receiving {
  deps: Deps
  channel: Channel
}

export const deliveredText = 'delivered'
const failedPrefix = 'failed:'
const textOf = (receipt: Receipt): string =>
  receipt.delivered ? deliveredText : `${failedPrefix}${receipt.status}`

/** What a receipt that says no gave as its cause; null of another. */
export const statusOf = (receipt: string | null): string | null =>
  receipt?.startsWith(failedPrefix) ? receipt.slice(failedPrefix.length) : null

/**
 * A receipt may come before the answer to the call, or instead of it. By its key it finds its attempt; else it
 * belongs to the call under way for that address, or to the newest one whose answer never came. Repeatable.
 */
export async function receiptCame(receiving: Receiving, receipt: Receipt): Promise<void> {
  const { deps, channel } = receiving
  const { Attempt } = pushModels(deps.db)
  const byKey = () => Attempt.findOne({ receiptKey: receipt.key, channel: channel.name }).lean<AttemptDoc>()
  const known = await byKey()
  if (known) return receiptOf(receiving, known, receipt)
  const { address, template } = receipt
  const underWay = await Attempt.updateOne(
    { address, template, channel: channel.name, state: 'sending', receiptKey: null },
    // A hint until the answer comes: it may be the late receipt of an earlier call.
    { receiptKey: receipt.key, receipt: textOf(receipt) },
  )
  if (underWay.matchedCount > 0) return
  // The answer may have been recorded in between: then it is no sign of life of another call.
  const recorded = await byKey()
  if (recorded) return receiptOf(receiving, recorded, receipt)
  const answer = receipt.delivered
    ? ({ state: 'accepted', effect: 'accepted', code: null } as const)
    : failed(receipt.status)
  const unanswered = await Attempt.findOneAndUpdate(
    { address, template, channel: channel.name, state: 'unknown', receiptKey: null },
    { ...answer, receiptKey: receipt.key, receipt: textOf(receipt) },
    { sort: { startedAt: -1 }, returnDocument: 'after' },
  ).lean<AttemptDoc>()
  if (unanswered) await concluded(receiving, unanswered.delivery)
}

/** The provider took the call, so that what it cost is spent: the effect stays. */
export const failed = (status: string) => ({ state: 'refused', code: status || 'notDelivered' }) as const

/** The receipt of a known attempt. One that was accepted and did not arrive is refused, and the chain goes on. */
async function receiptOf(
  receiving: Receiving,
  { _id, delivery }: AttemptDoc,
  receipt: Receipt,
): Promise<void> {
  const { Attempt } = pushModels(receiving.deps.db)
  const same = { _id, receiptKey: receipt.key }
  await Attempt.updateOne(same, { receipt: textOf(receipt) })
  if (receipt.delivered) return
  await Attempt.updateOne({ ...same, state: 'accepted' }, failed(receipt.status))
  await concluded(receiving, delivery)
}

async function concluded({ deps, channel }: Receiving, delivery: string): Promise<void> {
  await conclude({ deps, channels: [channel], reached() {} }, [delivery], { receipt: true })
}
