import type { Clock } from '../../clock'
import type { WechatResult } from './http'

/** The vendor hands out the next token from five minutes before the end, and both are valid meanwhile. */
const OVERLAP_MS = 5 * 60_000
const LEAST_INTERVAL_MS = 30_000

export interface IssuedToken {
  token: string
  expiresInSeconds: number
}

interface CachedToken {
  token: string
  refreshAt: number
  endsAt: number
}

/**
 * The access token of `stable_token` in its ordinary mode, which answers the same token to every process that
 * asks. `force_refresh` is never used: it would take the token from under the others.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-access-token/getStableAccessToken.html
 */
export class StableToken {
  #issue: () => Promise<WechatResult<IssuedToken>>
  #clock: Clock
  #cached: CachedToken | undefined
  #flight: Promise<WechatResult<string>> | undefined

  constructor(issue: () => Promise<WechatResult<IssuedToken>>, clock: Clock) {
    this.#issue = issue
    this.#clock = clock
  }

  async get(): Promise<WechatResult<string>> {
    const now = this.#clock.now().getTime()
    const cached = this.#cached
    if (cached && now < cached.refreshAt) return { kind: 'ok', value: cached.token }
    this.#flight ??= this.#refresh().finally(() => {
      this.#flight = undefined
    })
    const fresh = await this.#flight
    if (fresh.kind !== 'ok' && cached && cached === this.#cached && now < cached.endsAt) {
      return { kind: 'ok', value: cached.token }
    }
    return fresh
  }

  /** The vendor would not have this token. One that was replaced meanwhile stays. */
  drop(token: string): void {
    if (this.#cached?.token === token) this.#cached = undefined
  }

  async #refresh(): Promise<WechatResult<string>> {
    const askedAt = this.#clock.now().getTime()
    const issued = await this.#issue()
    if (issued.kind !== 'ok') return issued
    const endsAt = askedAt + issued.value.expiresInSeconds * 1000
    const refreshAt = Math.max(endsAt - OVERLAP_MS, Math.min(askedAt + LEAST_INTERVAL_MS, endsAt))
    this.#cached = { token: issued.value.token, refreshAt, endsAt }
    return { kind: 'ok', value: issued.value.token }
  }
}
