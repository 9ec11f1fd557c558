import type { ChannelName } from '../../../channels/channel'
import { mostInBatch } from './pace'

/** A wave is as long as this at most, so that a worker that dies leaves few calls of which nobody knows. */
const longMs = 1000

/** How many calls of a channel have their intent on disk together: fewer where its provider is slow. */
export class Waves {
  #sizes = new Map<ChannelName, number>()

  sizeOf(channel: ChannelName): number {
    return this.#sizes.get(channel) ?? mostInBatch
  }

  took(channel: ChannelName, ms: number, atOnce: number): void {
    const size = this.sizeOf(channel)
    if (ms > longMs) this.#sizes.set(channel, Math.max(Math.min(atOnce, mostInBatch), Math.floor(size / 2)))
    else if (ms < longMs / 4) this.#sizes.set(channel, Math.min(mostInBatch, size * 2))
  }
}
