import type { UsableGrant, UsableGrants } from './grants'

/** What is there for a batch; what one delivery takes, the next does not find. */
export class Purse {
  #held: Map<string, UsableGrant>
  #free = new Map<string, UsableGrant[]>()
  #inUse: Set<string>

  readonly #long: ReadonlySet<string>

  constructor({ held, free, others }: UsableGrants, long: ReadonlySet<string>) {
    this.#long = long
    this.#held = new Map(held.map((grant) => [grant.delivery ?? '', grant]))
    this.#inUse = new Set([...held, ...others].map(({ openid, template }) => `${openid} ${template}`))
    for (const grant of free) {
      const key = `${grant.openid} ${grant.template}`
      this.#free.set(key, [...(this.#free.get(key) ?? []), grant])
    }
  }

  heldBy(delivery: string): UsableGrant | undefined {
    return this.#held.get(delivery)
  }

  free(openid: string, template: string): number {
    return this.#free.get(`${openid} ${template}`)?.length ?? 0
  }

  isLong(template: string): boolean {
    return this.#long.has(template)
  }

  /** A long-term grant that another message uses is there again when that message is out. */
  comesBack(openid: string, template: string): boolean {
    return this.#long.has(template) && this.#inUse.has(`${openid} ${template}`)
  }

  /** The oldest. */
  take(openid: string, template: string): UsableGrant | undefined {
    this.#inUse.add(`${openid} ${template}`)
    return this.#free.get(`${openid} ${template}`)?.shift()
  }
}
