import type { AttemptDoc } from '../push.model'
import { pushModels } from '../push.model'
import { conclude } from './conclude'
import type { Context } from './context'

/** What a receipt names: the provider's message id, and where the message went. */
export interface Receipt {
  key: string
  address: string
  template: string
  delivered: boolean
  status: string
}

export const deliveredText = 'delivered'
const textOf = (receipt: Receipt): string => (receipt.delivered ? deliveredText : `failed:${receipt.status}`)

/**
 * A receipt may come before the answer to the call, or instead of it. By its key it finds its attempt; else it
 * belongs to the call under way for that address, or to the newest one whose answer never came. Repeatable.
 */
export async function receiptCame(
  { deps, channel }: Pick<Context, 'deps' | 'channel'>,
  receipt: Receipt,
): Promise<void> {
  const { Attempt } = pushModels(deps.db)
  const known = await Attempt.findOne({ receiptKey: receipt.key }).lean<AttemptDoc>()
  if (known) {
    await Attempt.updateOne({ _id: known._id }, { receipt: textOf(receipt) })
    return
  }
  const { address, template } = receipt
  const underWay = await Attempt.updateOne(
    { address, template, channel: channel.name, state: 'sending', receiptKey: null },
    // A hint until the answer comes: it may be the late receipt of an earlier call.
    { receiptKey: receipt.key, receipt: textOf(receipt) },
  )
  if (underWay.matchedCount > 0) return
  const answer = receipt.delivered
    ? ({ state: 'accepted', effect: 'accepted', code: null } as const)
    : ({ state: 'refused', effect: 'refused', code: receipt.status || 'notDelivered' } as const)
  const unanswered = await Attempt.findOneAndUpdate(
    { address, template, channel: channel.name, state: 'unknown', receiptKey: null },
    { ...answer, receiptKey: receipt.key, receipt: textOf(receipt) },
    { sort: { startedAt: -1 }, returnDocument: 'after' },
  ).lean<AttemptDoc>()
  if (unanswered) await conclude({ deps, channel, reached() {} }, unanswered)
}
