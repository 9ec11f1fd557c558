import type { SubscriptionView } from '@hutang/shared/contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { sameScope, scopeOf, subscribe } from '../../api/subscriptions'
import { Card, EmptyState, Problem, Switch, toast } from '../../components'
import { followedText, unfollowedText } from '../../format/words'
import { useAction } from '../../hooks/use-action'
import type { ChangeData, SubscriptionsData } from './data'
import { Line } from './line'
import type { Put } from './use-put'

interface FollowedProps {
  data: SubscriptionsData
  put: Put
  onChange: ChangeData
}

/** What is followed, each ended in one tap; what was ended stays in sight, for a finger that slipped. */
export function Followed({ data, put, onChange }: FollowedProps) {
  const { region, subscriptions, preferences } = data
  const [ended, setEnded] = useState<SubscriptionView[]>([])
  const end = useAction(async (_key, one: SubscriptionView) => {
    const followed = await call('DELETE /api/me/subscriptions/:id', { params: { id: one.id } })
    onChange((old) => ({ ...old, ...followed }))
    setEnded((old) => [...old, one])
    toast(unfollowedText)
  })
  const again = useAction(async (_key, one: SubscriptionView) => {
    const followed = await subscribe(scopeOf(one), true)
    onChange((old) => ({ ...old, ...followed }))
    setEnded((old) => old.filter(({ id }) => id !== one.id))
    toast(followedText(one.label, followed.when))
  })
  const gone = ended.filter((one) => !subscriptions.some((open) => sameScope(open, one)))
  const place = (one: SubscriptionView) => (one.region === region.code ? undefined : one.regionName)
  return (
    <Card title="我订阅的" flush>
      <Problem error={end.error ?? again.error ?? put.errorOf('household')} />
      {subscriptions.length + gone.length === 0 ? (
        <EmptyState icon="bell" title="还没有订阅" detail="在下面选一样，有新内容就告诉您。" />
      ) : null}
      {subscriptions.map((one) => (
        <Line
          key={one.id}
          name={one.label}
          note={place(one)}
          action="取消"
          busy={end.busy}
          onPress={() => void end.run(one)}
        />
      ))}
      {gone.map((one) => (
        <Line
          key={one.id}
          name={one.label}
          note="已取消"
          action="恢复"
          busy={again.busy}
          onPress={() => void again.run(one)}
        />
      ))}
      <View className="follow-switch">
        <Switch
          label="与我家有关"
          detail={preferences.household ? '公开的内容里有您家的，就告诉您' : '有您家的，只放在“消息”里'}
          on={preferences.household}
          onChange={(on) => put({ household: on })}
        />
      </View>
    </Card>
  )
}
