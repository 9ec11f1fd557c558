import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '../../clock'
import type { WechatResult } from './http'

/** The vendor hands out the next token from five minutes before the end, and both are valid meanwhile. */
const OVERLAP_MS = 5 * 60_000
const LEAST_INTERVAL_MS = 30_000
/** How long another process may take to ask; longer than one call. */
const PATIENCE_MS = 20_000
const PAUSE_MS = 50

export interface IssuedToken {
  token: string
  expiresInSeconds: number
}

export interface KeptToken {
  token: string
  refreshAt: number
  endsAt: number
}

/** Where processes keep the token that they share. */
export interface TokenStore {
  read(): Promise<KeptToken | null>
  /** Whether this process may ask the vendor; the others wait until it has written or given up, or its lease is over. */
  take(): Promise<boolean>
  write(kept: KeptToken): Promise<void>
  giveUp(): Promise<void>
  /** The vendor would not have this token; one that was written meanwhile stays. */
  drop(token: string): Promise<void>
}

/**
 * The access token of `stable_token` in its ordinary mode, which answers the same token to every process that
 * asks. `force_refresh` is never used: it would take the token from under the others.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-access-token/getStableAccessToken.html
 */
export class StableToken {
  #issue: () => Promise<WechatResult<IssuedToken>>
  #clock: Clock
  #store: TokenStore | undefined
  #cached: KeptToken | undefined
  #flight: Promise<WechatResult<string>> | undefined

  constructor(issue: () => Promise<WechatResult<IssuedToken>>, clock: Clock, store?: TokenStore) {
    this.#issue = issue
    this.#clock = clock
    this.#store = store
  }

  async get(): Promise<WechatResult<string>> {
    const now = this.#now()
    const cached = this.#cached
    if (cached && now < cached.refreshAt) return { kind: 'ok', value: cached.token }
    this.#flight ??= this.#refresh()
      .catch((): WechatResult<string> => ({ kind: 'unreachable', detail: 'the shared token cannot be read' }))
      .finally(() => {
        this.#flight = undefined
      })
    const fresh = await this.#flight
    if (fresh.kind !== 'ok' && cached && cached === this.#cached && now < cached.endsAt) {
      return { kind: 'ok', value: cached.token }
    }
    return fresh
  }

  /** The vendor would not have this token. One that was replaced meanwhile stays. */
  async drop(token: string): Promise<void> {
    if (this.#cached?.token === token) this.#cached = undefined
    // Where it cannot be dropped for all, the one that is written next takes its place.
    await this.#store?.drop(token).catch(() => undefined)
  }

  #now(): number {
    return this.#clock.now().getTime()
  }

  /** One of the processes asks; the others use what it brings, and until then the old one while it is valid. */
  async #refresh(): Promise<WechatResult<string>> {
    const store = this.#store
    if (!store) return this.#ask()
    const givenUp = performance.now() + PATIENCE_MS
    do {
      const kept = await store.read()
      if (kept && this.#now() < kept.refreshAt) return this.#use(kept)
      if (await store.take()) return this.#askForAll(store)
      if (kept && this.#now() < kept.endsAt) return { kind: 'ok', value: kept.token }
      await delay(PAUSE_MS)
    } while (performance.now() < givenUp)
    return { kind: 'unreachable', detail: 'another process is asking for the token' }
  }

  async #askForAll(store: TokenStore): Promise<WechatResult<string>> {
    // Another may have finished between our look and our lease.
    const kept = await store.read()
    if (kept && this.#now() < kept.refreshAt) {
      await store.giveUp()
      return this.#use(kept)
    }
    const answer = await this.#ask()
    if (answer.kind === 'ok' && this.#cached) await store.write(this.#cached)
    else await store.giveUp()
    return answer
  }

  async #ask(): Promise<WechatResult<string>> {
    const askedAt = this.#now()
    const issued = await this.#issue()
    if (issued.kind !== 'ok') return issued
    const endsAt = askedAt + issued.value.expiresInSeconds * 1000
    const refreshAt = Math.max(endsAt - OVERLAP_MS, Math.min(askedAt + LEAST_INTERVAL_MS, endsAt))
    return this.#use({ token: issued.value.token, refreshAt, endsAt })
  }

  #use(kept: KeptToken): WechatResult<string> {
    this.#cached = kept
    return { kind: 'ok', value: kept.token }
  }
}
