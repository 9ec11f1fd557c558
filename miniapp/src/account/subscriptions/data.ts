import type { Answer } from '../../api/contract'

export type SubscriptionsData = Answer<'GET /api/screens/subscriptions'>
export type ChangeData = (update: (data: SubscriptionsData) => SubscriptionsData) => void
