import type { SubscriptionView } from '@hutang/shared/contract'
import { useEffect } from 'react'
import type { ApiError } from '../../api/errors'
import { type Scope, sameScope, scopeKey, subscribe } from '../../api/subscriptions'
import { toast } from '../../components/toast/toast'
import { followedText, unfollowedText } from '../../format/words'
import { goTo } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import { useUser } from '../../store/session'
import { wantedSubscription } from '../../store/wanted'

export interface Follow {
  /** By this scope or by a wider one. */
  followed: boolean
  /** The subscription to this very scope. */
  own: SubscriptionView | null
  busy: boolean
  error: ApiError | undefined
  begin(): void
  end(): void
}

/** Begins or ends the reader's subscription to a scope; a visitor signs in first, and then it is begun. */
export function useFollow(
  scope: Scope,
  subscription: SubscriptionView | null,
  onChange: (subscription: SubscriptionView | null) => void,
): Follow {
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
  const signInFirst = () => {
    wantedSubscription.set(scopeKey(scope))
    goTo('login')
  }
  return {
    followed: subscription !== null,
    own,
    busy: save.busy,
    error: save.error,
    begin: () => (user ? void run(true) : signInFirst()),
    end: () => void run(false),
  }
}
