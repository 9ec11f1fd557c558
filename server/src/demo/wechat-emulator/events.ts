import { createHash, randomInt } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { formOf } from './event-form'
import type { Choice, EmulatorEvents, FailedReceipt, PhoneMessage, PushedEvent } from './types'

const TRIES = 3
const ANSWER_WITHIN_MS = 5000
const PAUSE_MS = 200

/**
 * Pushes signed events until the application answers "success", three times at most.
 * https://developers.weixin.qq.com/miniprogram/dev/framework/server-ability/message-push.html
 */
export class EventPush {
  #clock: { now(): Date }
  #appid: string
  #target: EmulatorEvents | undefined
  #underWay = new Set<Promise<void>>()
  #stop = new AbortController()
  readonly pushed: PushedEvent[] = []

  constructor(clock: { now(): Date }, appid: string, target?: EmulatorEvents) {
    this.#clock = clock
    this.#appid = appid
    this.#target = target
  }

  aimAt(target: EmulatorEvents | undefined): void {
    this.#target = target
  }

  /** `scene`: where the sheet came from; 0 is a page of the mini-program. */
  popup(openid: string, choices: Choice[], scene = 0): void {
    this.#push(openid, 'subscribe_msg_popup_event', {
      List: listOf(choices.map((choice) => ({ ...entryOf(choice), PopupScene: String(scene) }))),
    })
  }

  change(openid: string, templateId: string): void {
    this.#push(openid, 'subscribe_msg_change_event', { List: entryOf({ templateId, result: 'reject' }) })
  }

  /** Not from the person, but from the vendor about one. */
  ofPlatform(event: string, fields: Record<string, unknown>): void {
    this.#push('platform-of-the-vendor', event, fields)
  }

  sent(message: PhoneMessage, delayMs: number, failed?: FailedReceipt): void {
    const entry = {
      TemplateId: message.templateId,
      MsgID: message.msgId,
      ErrorCode: String(failed?.code ?? 0),
      ErrorStatus: failed?.status ?? 'success',
    }
    this.#push(message.openid, 'subscribe_msg_sent_event', { List: entry }, delayMs)
  }

  /** The console's check when an address is entered. */
  async checkUrl(): Promise<boolean> {
    if (!this.#target) return false
    const echo = String(randomInt(1e9))
    const timestamp = String(Math.floor(this.#clock.now().getTime() / 1000))
    const nonce = String(randomInt(1e9))
    const signature = signatureOf(this.#target.token, timestamp, nonce)
    const url = new URL(this.#target.url)
    url.search = new URLSearchParams({ signature, timestamp, nonce, echostr: echo }).toString()
    const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
    return response.ok && (await response.text()) === echo
  }

  /** Waits until every event has been pushed or given up. */
  async allPushed(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay)
  }

  async close(): Promise<void> {
    this.#stop.abort()
    await this.allPushed()
  }

  #push(from: string, name: string, fields: Record<string, unknown>, delayMs = 0): void {
    const target = this.#target
    if (!target) return
    const now = this.#clock.now()
    const body = {
      ToUserName: 'gh_emulator',
      FromUserName: from,
      CreateTime: Math.floor(now.getTime() / 1000),
      MsgType: 'event',
      Event: name,
      ...fields,
    }
    const record: PushedEvent = { at: now.toISOString(), body, tries: 0, taken: false }
    this.pushed.push(record)
    const work = this.#deliver(target, from, record, delayMs).finally(() => this.#underWay.delete(work))
    this.#underWay.add(work)
  }

  async #deliver(
    target: EmulatorEvents,
    openid: string,
    record: PushedEvent,
    delayMs: number,
  ): Promise<void> {
    const { signal } = this.#stop
    try {
      if (delayMs > 0) await delay(delayMs, undefined, { signal })
      while (!record.taken && record.tries < TRIES && !signal.aborted) {
        if (record.tries > 0) await delay(PAUSE_MS, undefined, { signal })
        record.tries += 1
        record.taken = await this.#post(target, openid, record.body)
      }
    } catch {
      // Closing: what was not pushed stays not taken.
    }
  }

  async #post(target: EmulatorEvents, openid: string, event: Record<string, unknown>): Promise<boolean> {
    const timestamp = String(Math.floor(this.#clock.now().getTime() / 1000))
    const nonce = String(randomInt(1e9))
    const { body, type, encrypted } = formOf(target, this.#appid, event)
    const url = new URL(target.url)
    const signed = { signature: signatureOf(target.token, timestamp, nonce), timestamp, nonce, openid }
    const more = encrypted
      ? { encrypt_type: 'aes', msg_signature: signatureOf(target.token, timestamp, nonce, encrypted) }
      : {}
    for (const [name, value] of Object.entries({ ...signed, ...more })) url.searchParams.set(name, value)
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': type },
        body,
        signal: AbortSignal.any([this.#stop.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
      })
      return (await response.text()) === 'success' && response.ok
    } catch {
      return false
    }
  }
}

/** One entry is an object, several are an array. */
const listOf = (entries: Record<string, string>[]) => (entries.length === 1 ? entries[0] : entries)

function entryOf({ templateId, result }: Choice): Record<string, string> {
  return { TemplateId: templateId, SubscribeStatusString: result }
}

const signatureOf = (...parts: string[]): string =>
  createHash('sha1').update(parts.sort().join('')).digest('hex')
