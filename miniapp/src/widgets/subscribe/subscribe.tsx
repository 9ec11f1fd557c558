import type { SubscriptionView, Wish } from '@hutang/shared/contract'
import { useState } from 'react'
import { type Scope, sameScope, scopeKey, subscribe } from '../../api/subscriptions'
import { Card } from '../../components/card/card'
import { Row } from '../../components/row/row'
import { toast } from '../../components/toast/toast'
import { wishText } from '../../format/words'
import { goTo } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import { useUser } from '../../store/session'
import { wantedSubscription } from '../../store/wanted'
import { WishDialog } from './wish-dialog'

export interface SubscribeProps {
  scope: Scope
  /** The reader's subscription to this scope or to a wider one, from the answer of the page. */
  subscription: SubscriptionView | null
  onChange: (subscription: SubscriptionView | null) => void
}

/** A row that shows the reader's subscription and changes it; for a visitor, a link to sign in. */
export function Subscribe({ scope, subscription, onChange }: SubscribeProps) {
  const user = useUser()
  const wanted = wantedSubscription.use() === scopeKey(scope)
  const [chosen, setChosen] = useState(false)
  const open = chosen || wanted
  const setOpen = (next: boolean) => {
    setChosen(next)
    if (!next) wantedSubscription.set(null)
  }
  const save = useAction(async (_key, wish: Wish | null) => {
    const all = await subscribe(scope, wish)
    onChange(all.find((one) => sameScope(one, scope)) ?? null)
  })
  if (!user) {
    const signInFirst = () => {
      wantedSubscription.set(scopeKey(scope))
      goTo('login')
    }
    return (
      <Card flush>
        <Row icon="bell" title="有新内容告诉我" detail="登录后可以订阅这一项" onPress={signInFirst} />
      </Card>
    )
  }
  const own = subscription !== null && sameScope(subscription, scope) ? subscription : null
  async function choose(wish: Wish | null) {
    if (!(await save.run(wish))) return
    setOpen(false)
    toast(wish === null ? '已经不再订阅' : `订好了，${wishText[wish]}告诉您`)
  }
  return (
    <Card flush>
      <Row
        icon="bell"
        title={own ? '已订阅这一项' : '有新内容告诉我'}
        detail={subscription && !own ? `您已订阅${subscription.label}，包括这一项` : undefined}
        value={own ? wishText[own.wish] : '订阅'}
        onPress={() => setOpen(true)}
      />
      {own ? <Row icon="message" title="也在微信里告诉我" onPress={() => goTo('subscriptions')} /> : null}
      <WishDialog
        open={open}
        title="什么时候告诉您"
        wish={own?.wish}
        error={save.error}
        busy={save.busy}
        onChoose={(wish) => void choose(wish)}
        onClose={() => setOpen(false)}
      />
    </Card>
  )
}
