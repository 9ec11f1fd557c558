import type { ProviderLimit } from '../../../channels/channel'

/**
 * Who waits for a provider's rate is asked again about when there will be room: the slots in the database decide, this only
 * keeps a hundred thousand from asking every second.
 */
export class Queue {
  #next = new Map<string, number>()

  /** When each of those that were not given a call asks again. `again`: when there may be room at the earliest. */
  places(provider: string, { rate }: ProviderLimit, again: Date, count: number): Date[] {
    const step = rate ? rate.windowMs / rate.calls : 0
    let next = Math.max(again.getTime(), this.#next.get(provider) ?? 0)
    const places = Array.from({ length: count }, () => {
      const place = new Date(Math.ceil(next))
      next += step
      return place
    })
    this.#next.set(provider, next)
    return places
  }
}
