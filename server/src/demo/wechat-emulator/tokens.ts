import { randomBytes } from 'node:crypto'
import { VendorError } from './types'

const LIFE_MS = 7200_000
const OVERLAP_MS = 300_000
const ASKED_A_MINUTE = 10_000
const ASKED_A_DAY = 500_000

interface Token {
  value: string
  issuedAt: number
  validUntil: number
}

/** https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-access-token/getStableAccessToken.html */
export class Tokens {
  #clock: { now(): Date }
  #tokens: Token[] = []
  #forced: number[] = []
  #asked = { minute: 0, inMinute: 0, day: 0, inDay: 0 }
  /** The secret was frozen in the console: nothing that needs it is answered. */
  frozen = false

  constructor(clock: { now(): Date }) {
    this.#clock = clock
  }

  /** 10,000 a minute, 500,000 a day. */
  countAsked(): void {
    const now = this.#clock.now().getTime()
    const minute = Math.floor(now / 60_000)
    const day = Math.floor((now + 8 * 3600_000) / (24 * 3600_000))
    const asked = this.#asked
    const inMinute = asked.minute === minute ? asked.inMinute : 0
    const inDay = asked.day === day ? asked.inDay : 0
    if (inDay >= ASKED_A_DAY) throw new VendorError(45009, 'reach max api daily quota limit')
    if (inMinute >= ASKED_A_MINUTE) throw new VendorError(45011, 'api minute-quota reach limit')
    this.#asked = { minute, inMinute: inMinute + 1, day, inDay: inDay + 1 }
  }

  issue(forceRefresh: boolean): { access_token: string; expires_in: number } {
    const now = this.#clock.now().getTime()
    if (forceRefresh) this.#takeForcedRefresh(now)
    this.#tokens = this.#tokens.filter((token) => token.validUntil > now)
    let current = this.#tokens.at(-1)
    if (!current || current.validUntil - now <= OVERLAP_MS) {
      current = { value: randomBytes(96).toString('base64url'), issuedAt: now, validUntil: now + LIFE_MS }
      this.#tokens.push(current)
    }
    return { access_token: current.value, expires_in: Math.floor((current.validUntil - now) / 1000) }
  }

  require(value: string | undefined): void {
    const now = this.#clock.now().getTime()
    const known = this.#tokens.find((token) => token.value === value)
    if (!value) throw new VendorError(41001, 'access_token missing')
    if (!known || known.validUntil <= now) {
      throw new VendorError(40001, 'invalid credential, access_token is invalid or not latest')
    }
  }

  /** The application's tokens stop working, as after a change of the secret or of the account. */
  revokeAll(): void {
    this.#tokens = []
  }

  #takeForcedRefresh(now: number): void {
    this.#forced = this.#forced.filter((at) => now - at < 24 * 3600_000)
    const last = this.#forced.at(-1)
    if (last !== undefined && now - last < 30_000)
      throw new VendorError(45011, 'api minute-quota reach limit')
    if (this.#forced.length >= 20) throw new VendorError(45009, 'reach max api daily quota limit')
    this.#forced.push(now)
    this.#tokens = []
  }
}
