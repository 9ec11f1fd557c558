import { setTimeout as delay } from 'node:timers/promises'
import type { PhoneSms, ReceiptsWanted, SmsVendorName } from './types'

const mostTries = 3

/** Receipts as the vendors push them: as arrays, again until they are answered as documented. */
export class SmsReceipts {
  /** Whatever was pushed, and how the application answered. */
  readonly pushed: { vendor: SmsVendorName; body: unknown; status: number; taken: boolean }[] = []
  wanted: ReceiptsWanted = {}
  #urls: Partial<Record<SmsVendorName, string>> = {}
  #open = new Set<Promise<void>>()
  #clock: { now(): Date }

  constructor(clock: { now(): Date }) {
    this.#clock = clock
  }

  /** As entered in the vendors' consoles. */
  aimAt(urls: Partial<Record<SmsVendorName, string>>): void {
    this.#urls = urls
  }

  get early(): boolean {
    return this.wanted.early ?? false
  }

  push(message: PhoneSms, delivered: boolean): Promise<void> {
    const url = this.#urls[message.vendor]
    if (!url || this.wanted.enabled === false) return Promise.resolve()
    const one = this.#write(message, delivered)
    const work = this.#deliver(message.vendor, url, this.wanted.twice ? [one, one] : [one])
    this.#open.add(work)
    return work.finally(() => this.#open.delete(work))
  }

  async allPushed(): Promise<void> {
    while (this.#open.size > 0) await Promise.all(this.#open)
  }

  async #deliver(vendor: SmsVendorName, url: string, reports: unknown[]): Promise<void> {
    if (this.wanted.delayMs) await delay(this.wanted.delayMs)
    for (let tries = 0; tries < mostTries; tries++) {
      const taken = await this.#post(vendor, url, reports)
      if (taken) return
      await delay(20)
    }
  }

  async #post(vendor: SmsVendorName, url: string, body: unknown[]): Promise<boolean> {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json;charset=utf-8' },
        body: JSON.stringify(body),
      })
      const said = (await answer.json().catch(() => ({}))) as { result?: number; code?: number }
      const taken = (vendor === 'tencent' ? said.result : said.code) === 0
      this.pushed.push({ vendor, body, status: answer.status, taken })
      return taken
    } catch {
      return false
    }
  }

  #write({ id, vendor, phone, context }: PhoneSms, delivered: boolean): unknown {
    // The vendors write the time of Beijing, without saying so.
    const at = new Date(this.#clock.now().getTime() + 8 * 3_600_000)
      .toISOString()
      .slice(0, 19)
      .replace('T', ' ')
    if (vendor === 'tencent') {
      return {
        ...{ user_receive_time: at, nationcode: '86', mobile: phone, sid: id, ext: context },
        ...{ report_status: delivered ? 'SUCCESS' : 'FAIL', errmsg: delivered ? 'DELIVRD' : 'UNDELIV' },
        description: delivered ? '用户短信送达成功' : '短信发送失败',
      }
    }
    return {
      ...{ phone_number: phone, send_time: at, report_time: at, success: delivered },
      ...{ err_code: delivered ? 'DELIVERED' : 'UNDELIV', err_msg: delivered ? '用户接收成功' : '空号' },
      ...{ sms_size: '1', biz_id: id, out_id: context },
    }
  }
}
