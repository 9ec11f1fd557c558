import type { SubscriptionView } from '@hutang/shared/contract'
import type { Scope } from '../../api/subscriptions'
import { Card } from '../../components/card/card'
import { Row } from '../../components/row/row'
import { Problem } from '../../components/states/problem'
import { useUser } from '../../store/session'
import { AlsoWechat } from './also-wechat'
import { useFollow } from './use-follow'

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
  const { own, error, begin, end } = useFollow(scope, subscription, onChange)
  if (!user) {
    return (
      <Card flush>
        <Row icon="bell" title={words.begin} detail={words.visitor} onPress={begin} />
      </Card>
    )
  }
  return (
    <Card flush>
      <Problem error={error} />
      <Row
        icon="bell"
        title={own ? words.followed : words.begin}
        detail={subscription && !own ? `您已订阅${subscription.label}，包括这一项` : undefined}
        value={own ? '取消' : '订阅'}
        onPress={own ? end : begin}
      />
      {own ? <AlsoWechat region={scope.region} /> : null}
    </Card>
  )
}

/** The same where the page has a button to begin it: nothing before that. */
export function FollowedRow(props: SubscribeProps) {
  return props.subscription === null ? null : <Subscribe {...props} />
}
