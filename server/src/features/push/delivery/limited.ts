import type { Channel, ProviderLimit } from '../../../channels/channel'
import { type TakenCalls, takeCalls } from '../limits/calls'
import type { Context } from './context'
import { groupBy } from './group-by'

export interface Limited<T> {
  /** These may be called. */
  go: T[]
  /** These ask again later. */
  places: { one: T; until: Date }[]
  /** Of a call that was taken; null where its provider has no limit. */
  taken(one: T): TakenCalls | null
}

/** Takes calls within each provider's rate and quota, emergencies first. What is not given waits for its place. */
export async function withinLimits<T>(
  ctx: Context,
  channel: Channel,
  all: readonly T[],
  about: (one: T) => { provider: string; isEmergency: boolean },
): Promise<Limited<T>> {
  const go: T[] = []
  const places: { one: T; until: Date }[] = []
  const takenOf = new Map<string, TakenCalls>()
  for (const [provider, wanted] of groupBy(all, (one) => about(one).provider)) {
    const limit = channel.limits[provider]
    if (!limit?.rate && limit?.daily === undefined) {
      go.push(...wanted)
      continue
    }
    const [first, others] = [
      wanted.filter((one) => about(one).isEmergency),
      wanted.filter((one) => !about(one).isEmergency),
    ]
    const taken = await takeCalls(ctx.deps, provider, limit, wanted.length)
    takenOf.set(provider, taken)
    go.push(...[...first, ...others].slice(0, taken.given))
    // An emergency asks again as soon as there is room; what waits for its turn is behind it.
    places.push(...first.slice(taken.given).map((one) => ({ one, until: taken.again })))
    places.push(
      ...placesOf(ctx, provider, limit, taken.again, others.slice(Math.max(0, taken.given - first.length))),
    )
  }
  return { go, places, taken: (one) => takenOf.get(about(one).provider) ?? null }
}

function placesOf<T>(
  ctx: Context,
  provider: string,
  limit: ProviderLimit,
  again: Date,
  waiting: readonly T[],
) {
  const times = ctx.queue.places(provider, limit, again, waiting.length)
  return waiting.map((one, n) => ({ one, until: times[n] ?? again }))
}
