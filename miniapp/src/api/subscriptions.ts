import type { SubscriptionView, SubscriptionWish, Wish } from '@hutang/shared/contract'
import { call } from './client'

/** A whole village, one of its categories, or one item. */
export interface Scope {
  region: string
  category?: string
  item?: number
}

export const sameScope = (a: Scope, b: Scope): boolean =>
  a.region === b.region && a.category === b.category && a.item === b.item

export const scopeKey = ({ region, category = '', item = 0 }: Scope) => `${region}/${category}/${item}`

const wishOf = ({ region, category, item, wish }: SubscriptionView): SubscriptionWish => ({
  region,
  ...(category === undefined ? {} : { category }),
  ...(item === undefined ? {} : { item }),
  wish,
})

/** The whole list is written, so it is read first: another phone may have changed it. Resolves to the new list. */
export async function subscribe(scope: Scope, wish: Wish | null): Promise<SubscriptionView[]> {
  const { subscriptions } = await call('GET /api/me/subscriptions')
  const kept = subscriptions.filter((one) => !sameScope(one, scope)).map(wishOf)
  const wishes = wish === null ? kept : [...kept, { ...scope, wish }]
  const answer = await call('PUT /api/me/subscriptions', { body: { subscriptions: wishes } })
  return answer.subscriptions
}
