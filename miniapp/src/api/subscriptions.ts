import type { SubscriptionView, SubscriptionWish } from '@hutang/shared/contract'
import { call } from './client'
import type { Answer } from './contract'

/** What is followed now, and when it is told. */
export type Followed = Answer<'GET /api/me/subscriptions'>

/** A whole place, one of its categories, one item, one word, or its policies. */
export type Scope = SubscriptionWish

export const sameScope = (a: Scope, b: Scope): boolean => scopeKey(a) === scopeKey(b)

export const scopeKey = ({ region, below = false, category = '', item = 0, word = '', policy }: Scope) =>
  `${region}${below ? '+' : ''}/${category}/${item}/${word}${policy ? `/${topicKey(policy)}` : ''}`

const topicKey = ({ id, need, industry, office }: NonNullable<Scope['policy']>) =>
  [id, need, industry, office].join('/')

export const scopeOf = ({ region, below, category, item, word, policy }: SubscriptionView): Scope => ({
  region,
  ...(below === undefined ? {} : { below }),
  ...(category === undefined ? {} : { category }),
  ...(item === undefined ? {} : { item }),
  ...(word === undefined ? {} : { word }),
  ...(policy === undefined ? {} : { policy }),
})

/** The whole list is written, so it is read first: another phone may have changed it. Resolves to the new list. */
export async function subscribe(scope: Scope, on: boolean): Promise<Followed> {
  const { subscriptions } = await call('GET /api/me/subscriptions')
  const kept = subscriptions.filter((one) => !sameScope(one, scope)).map(scopeOf)
  return call('PUT /api/me/subscriptions', { body: { subscriptions: on ? [...kept, scope] : kept } })
}
