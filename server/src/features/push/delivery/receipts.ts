import type { SentEvent } from '../../../channels/wechat'
import type { Deps } from '../../../deps'
import type { AttemptDoc } from '../push.model'
import { pushModels } from '../push.model'
import { conclude } from './conclude'

/** What a receipt names: the vendor's message id, and whose phone. */
export interface Receipt {
  key: string
  openid: string
  template: string
  delivered: boolean
  status: string
}

export const receiptOf = (event: SentEvent): Receipt => ({
  key: event.msgId,
  openid: event.openid,
  template: event.templateId,
  delivered: event.code === 0,
  status: event.status,
})

export const deliveredText = 'delivered'
const textOf = (receipt: Receipt): string => (receipt.delivered ? deliveredText : `failed:${receipt.status}`)

/**
 * A receipt may come before the answer to the call, or instead of it. By its key it finds its attempt; else it
 * belongs to the call under way for that phone, or to the newest one whose answer never came. Repeatable.
 */
export async function receiptCame(deps: Deps, receipt: Receipt): Promise<void> {
  const { Attempt } = pushModels(deps.db)
  const known = await Attempt.findOne({ receiptKey: receipt.key }).lean<AttemptDoc>()
  if (known) {
    await Attempt.updateOne({ _id: known._id }, { receipt: textOf(receipt) })
    return
  }
  const { openid, template } = receipt
  const underWay = await Attempt.updateOne(
    { openid, template, state: 'sending', receiptKey: null },
    // A hint until the answer comes: it may be the late receipt of an earlier call.
    { receiptKey: receipt.key, receipt: textOf(receipt) },
  )
  if (underWay.matchedCount > 0) return
  const unanswered = await Attempt.findOneAndUpdate(
    { openid, template, state: 'unknown', receiptKey: null },
    {
      receiptKey: receipt.key,
      receipt: textOf(receipt),
      ...(receipt.delivered
        ? { state: 'accepted' as const, code: null }
        : { state: 'refused' as const, code: receipt.status || 'notDelivered' }),
    },
    { sort: { startedAt: -1 }, returnDocument: 'after' },
  ).lean<AttemptDoc>()
  if (unanswered) await conclude({ deps, reached() {} }, unanswered)
}
