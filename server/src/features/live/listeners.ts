import type { ServerResponse } from 'node:http'

/** One open page. */
export interface Listener {
  response: ServerResponse
  region: string
  /** Null of a visitor. */
  person: string | null
  /** Whose connections are counted together: the account's, else the address's. */
  owner: string
  /** When one of these moves it is somebody else who listens, or nobody. */
  marks: readonly string[]
  /** When the access token ends. */
  until: Date | null
  /** False until it knows how things stand: then news are told. */
  begun: boolean
  /** The count it was told last. */
  unread: number
}

export interface ListenerLimits {
  /** In this process. */
  total: number
  /** Of one account: its phones and windows. */
  account: number
  /** Of one address: a whole village may share one. */
  address: number
}

export const usualLimits: ListenerLimits = { total: 1000, account: 8, address: 200 }

/** Whoever does not take what was written loses the connection, so that nothing piles up. */
const mostUnsent = 16 * 1024

/** The open pages of this process, never more than the limits. */
export class Listeners {
  readonly #all = new Set<Listener>()
  readonly #owners = new Map<string, number>()
  readonly #regions = new Map<string, Set<Listener>>()

  constructor(readonly limits: ListenerLimits) {}

  get size(): number {
    return this.#all.size
  }

  /** Why one more of this owner has no room; null where there is. */
  refusal(owner: string, signedIn: boolean): 'full' | 'tooMany' | null {
    const most = signedIn ? this.limits.account : this.limits.address
    if ((this.#owners.get(owner) ?? 0) >= most) return 'tooMany'
    return this.#all.size >= this.limits.total ? 'full' : null
  }

  add(listener: Listener): void {
    const { region, owner, response } = listener
    this.#all.add(listener)
    this.#owners.set(owner, (this.#owners.get(owner) ?? 0) + 1)
    this.#regions.set(region, (this.#regions.get(region) ?? new Set()).add(listener))
    response.once('close', () => this.#remove(listener))
  }

  #remove(listener: Listener): void {
    const { region, owner } = listener
    if (!this.#all.delete(listener)) return
    const left = (this.#owners.get(owner) ?? 1) - 1
    if (left > 0) this.#owners.set(owner, left)
    else this.#owners.delete(owner)
    const others = this.#regions.get(region)
    others?.delete(listener)
    if (others?.size === 0) this.#regions.delete(region)
  }

  get regions(): string[] {
    return [...this.#regions.keys()]
  }

  in(region: string): ReadonlySet<Listener> {
    return this.#regions.get(region) ?? new Set()
  }

  /** The persons who listen, each with their connections. */
  byPerson(): Map<string, Listener[]> {
    const found = new Map<string, Listener[]>()
    for (const listener of this.#all) {
      if (listener.person !== null)
        found.set(listener.person, [...(found.get(listener.person) ?? []), listener])
    }
    return found
  }

  send({ response }: Listener, text: string): void {
    if (response.writableLength > mostUnsent) response.destroy()
    else if (!response.writableEnded) response.write(text)
  }

  end(test: (listener: Listener) => boolean): void {
    for (const listener of this.#all) if (test(listener)) listener.response.end()
  }

  /** Keeps proxies and phones from taking a quiet connection for a dead one; ends those whose token is over. */
  beat(now: Date): void {
    for (const listener of this.#all) {
      if (listener.until !== null && listener.until <= now) listener.response.end()
      else this.send(listener, ':\n\n')
    }
  }
}

/** As the standard writes an event: https://html.spec.whatwg.org/multipage/server-sent-events.html */
export const eventText = (name: string, data: object): string =>
  `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`
