import type { Answer } from '../../api/contract'

export type SubscriptionsData = Answer<'GET /api/screens/subscriptions'>
export type Digest = Answer<'GET /api/me/digest'>
export type ChangeData = (update: (data: SubscriptionsData) => SubscriptionsData) => void
