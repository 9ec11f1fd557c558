import type { NoticeView, SubscriptionView } from '@hutang/shared/contract'
import { call } from '../../api/client'
import { muted } from '../../api/mutes'
import { unfollowedText } from '../../format/words'
import { FromPush } from '../../widgets'

interface StopProps {
  notice: Pick<NoticeView, 'region' | 'item'>
  subscription: SubscriptionView | null
}

/** Opened by a message: ends the subscription that it came for, or, where there is none, the reminders of this item. */
export function Stop({ notice: { region, item }, subscription }: StopProps) {
  if (subscription) {
    const end = async () => {
      await call('DELETE /api/me/subscriptions/:id', { params: { id: subscription.id } })
    }
    return (
      <FromPush
        key={subscription.id}
        why={`您订阅了“${subscription.label}”，所以告诉您。`}
        action="取消订阅"
        ended={unfollowedText}
        end={end}
      />
    )
  }
  const end = async () => {
    const { mutes } = await call('GET /api/screens/subscriptions', { query: { region: region.code } })
    await muted(mutes, { region: region.code, item: item.no }, true)
  }
  return (
    <FromPush
      why={`“${item.level2}”有新内容，所以告诉您。`}
      action="这项不再提醒"
      ended="好，这一项不再提醒。公开栏和“消息”里随时能看。"
      end={end}
    />
  )
}
