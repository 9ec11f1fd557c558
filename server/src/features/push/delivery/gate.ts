import type { Refused } from '../../../channels/channel'
import type { Deps } from '../../../deps'

/** How long a channel or template the vendor refuses altogether is left alone before it is tried again. */
const pauseMs = 10 * 60_000

/** Whether the WeChat channel, or one template of it, may be used now. Kept in memory: a restart tries again. */
export class ChannelGate {
  #heldUntil = new Map<string, Date>()
  #broken = new Set<string>()

  /** Null when the way is open. */
  heldUntil(now: Date, template: string): Date | null {
    const times = ['', template].flatMap((key) => this.#heldUntil.get(key) ?? [])
    const latest = times.sort((a, b) => b.getTime() - a.getTime())[0]
    return latest && latest > now ? latest : null
  }

  /** What a refusal says about the messages that would follow. */
  learn(refused: Refused, template: string, now: Date): void {
    switch (refused.effect) {
      case 'quotaSpent':
        this.#heldUntil.set('', new Date(now.getTime() + (refused.retryAfterMs ?? pauseMs)))
        return
      case 'channelBroken':
        this.#stop('', now)
        return
      case 'templateBroken':
        this.#stop(template, now)
        return
    }
  }

  accepted(template: string): void {
    this.#broken.delete('')
    this.#broken.delete(template)
  }

  /** Mended: the next message tries again. */
  reopen(): void {
    this.#broken.clear()
    this.#heldUntil.clear()
  }

  /** For the operator: something only they can mend. */
  get broken(): number {
    return this.#broken.size
  }

  #stop(key: string, now: Date): void {
    this.#broken.add(key)
    this.#heldUntil.set(key, new Date(now.getTime() + pauseMs))
  }
}

const gates = new WeakMap<object, ChannelGate>()

/** One gate a process and database, whoever asks. */
export function gateOf({ db }: Pick<Deps, 'db'>): ChannelGate {
  const gate = gates.get(db) ?? new ChannelGate()
  gates.set(db, gate)
  return gate
}
