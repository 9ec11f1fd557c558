import type { SubscriptionView } from '@hutang/shared/contract'
import { useEffect } from 'react'
import { type Scope, sameScope, scopeKey, subscribe } from '../../api/subscriptions'
import { Card } from '../../components/card/card'
import { Row } from '../../components/row/row'
import { Problem } from '../../components/states/problem'
import { toast } from '../../components/toast/toast'
import { followedText, unfollowedText } from '../../format/words'
import { goTo } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import { useUser } from '../../store/session'
import { wantedSubscription } from '../../store/wanted'
import { AlsoWechat } from './also-wechat'

export interface SubscribeProps {
  scope: Scope
  /** The reader's subscription to this scope or to a wider one, from the answer of the page. */
  subscription: SubscriptionView | null
  onChange: (subscription: SubscriptionView | null) => void
  /** What it is called where it is no item: begin, followed, and what a visitor reads. */
  words?: { begin: string; followed: string; visitor: string }
}

const ofItem = { begin: '有新内容告诉我', followed: '已订阅这一项', visitor: '登录后可以订阅这一项' }

/** A row that shows the reader's subscription, and begins or ends it; for a visitor, a link to sign in. */
export function Subscribe({ scope, subscription, onChange, words = ofItem }: SubscribeProps) {
  const user = useUser()
  const wanted = wantedSubscription.use() === scopeKey(scope)
  const own = subscription !== null && sameScope(subscription, scope) ? subscription : null
  const save = useAction(async (_key, on: boolean) => {
    const { subscriptions, when } = await subscribe(scope, on)
    const now = subscriptions.find((one) => sameScope(one, scope)) ?? null
    onChange(now)
    toast(now ? followedText(now.label, when) : unfollowedText)
  })
  // Before signing in they asked for it already.
  const { run } = save
  const asked = user !== null && wanted
  useEffect(() => {
    if (!asked) return
    wantedSubscription.set(null)
    if (!own) void run(true)
  })
  if (!user) {
    const signInFirst = () => {
      wantedSubscription.set(scopeKey(scope))
      goTo('login')
    }
    return (
      <Card flush>
        <Row icon="bell" title={words.begin} detail={words.visitor} onPress={signInFirst} />
      </Card>
    )
  }
  return (
    <Card flush>
      <Problem error={save.error} />
      <Row
        icon="bell"
        title={own ? words.followed : words.begin}
        detail={subscription && !own ? `您已订阅${subscription.label}，包括这一项` : undefined}
        value={own ? '取消' : '订阅'}
        onPress={() => void save.run(!own)}
      />
      {own ? <AlsoWechat region={scope.region} /> : null}
    </Card>
  )
}
