import { VendorError } from './types'

export const paths = {
  send: '/cgi-bin/message/subscribe/send',
  phone: '/wxa/business/getuserphonenumber',
  code: '/wxa/getwxacodeunlimit',
  words: '/wxa/msg_sec_check',
} as const

interface Limit {
  most: number
  errcode: number
}

/** Calls an interface takes a minute and a day. The vendor names no figure for messages and phone numbers, only the code. */
export type CallQuotas = Partial<Record<keyof typeof paths, { minute?: number; day?: number }>>

const usual: Record<keyof typeof paths, { minute: Limit; day: Limit }> = {
  send: limits(Number.POSITIVE_INFINITY, 45011),
  phone: limits(Number.POSITIVE_INFINITY, 45011),
  // https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/qrcode-link/qr-code/getUnlimitedQRCode.html
  code: limits(5000, 45009),
  // https://developers.weixin.qq.com/miniprogram/dev/server/API/sec-center/sec-check/api_msgseccheck.html
  words: limits(4000, 44991, 2_000_000),
}

function limits(minute: number, errcode: number, day = Number.POSITIVE_INFINITY) {
  return { minute: { most: minute, errcode }, day: { most: day, errcode: 45009 } }
}

const minuteMs = 60_000
const dayMs = 24 * 3600_000
const beijingMs = 8 * 3600_000

/** Counts the calls of each interface by the minute, and by the day of Beijing. */
export class Quotas {
  #clock: { now(): Date }
  #own: CallQuotas
  #counts = new Map<string, number>()

  constructor(clock: { now(): Date }, own: CallQuotas = {}) {
    this.#clock = clock
    this.#own = own
  }

  take(name: keyof typeof paths, times = 1): void {
    const now = this.#clock.now().getTime()
    const own = this.#own[name] ?? {}
    const { minute, day } = usual[name]
    const inDay = `${name} day ${Math.floor((now + beijingMs) / dayMs)}`
    const inMinute = `${name} minute ${Math.floor(now / minuteMs)}`
    this.#require(inDay, { ...day, most: own.day ?? day.most }, 'reach max api daily quota limit')
    this.#require(inMinute, { ...minute, most: own.minute ?? minute.most }, 'api minute-quota reach limit')
    for (const key of [inDay, inMinute]) this.#counts.set(key, (this.#counts.get(key) ?? 0) + times)
  }

  #require(key: string, { most, errcode }: Limit, errmsg: string): void {
    if ((this.#counts.get(key) ?? 0) >= most) throw new VendorError(errcode, errmsg)
  }
}
