import { memory } from './memory'

/** What a visitor wanted to subscribe to when asked to sign in; after signing in, it is offered at once. */
export const wantedSubscription = memory<string | null>(null)
