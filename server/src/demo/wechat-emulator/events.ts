import { createHash, randomInt } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Choice, EmulatorEvents, PhoneMessage, PushedEvent } from './types'

const TRIES = 3
const ANSWER_WITHIN_MS = 5000
const PAUSE_MS = 200

/**
 * Pushes signed events until the application answers "success", three times at most.
 * https://developers.weixin.qq.com/miniprogram/dev/framework/server-ability/message-push.html
 */
export class EventPush {
  #clock: { now(): Date }
  #target: EmulatorEvents | undefined
  #underWay = new Set<Promise<void>>()
  #stop = new AbortController()
  readonly pushed: PushedEvent[] = []

  constructor(clock: { now(): Date }, target?: EmulatorEvents) {
    this.#clock = clock
    this.#target = target
  }

  aimAt(target: EmulatorEvents | undefined): void {
    this.#target = target
  }

  popup(openid: string, choices: Choice[]): void {
    this.#push(
      openid,
      'subscribe_msg_popup_event',
      choices.map((choice) => ({ ...entryOf(choice), PopupScene: '0' })),
    )
  }

  change(openid: string, templateId: string): void {
    this.#push(openid, 'subscribe_msg_change_event', [entryOf({ templateId, result: 'reject' })])
  }

  sent(message: PhoneMessage, delayMs: number): void {
    const entry = {
      TemplateId: message.templateId,
      MsgID: message.msgId,
      ErrorCode: '0',
      ErrorStatus: 'success',
    }
    this.#push(message.openid, 'subscribe_msg_sent_event', [entry], delayMs)
  }

  /** The console's check when an address is entered. */
  async checkUrl(): Promise<boolean> {
    if (!this.#target) return false
    const echo = String(randomInt(1e9))
    const url = signedUrl(this.#target, this.#clock.now(), { echostr: echo })
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

  #push(openid: string, name: string, entries: Record<string, string>[], delayMs = 0): void {
    const target = this.#target
    if (!target) return
    const now = this.#clock.now()
    const body = {
      ToUserName: 'gh_emulator',
      FromUserName: openid,
      CreateTime: Math.floor(now.getTime() / 1000),
      MsgType: 'event',
      Event: name,
      // One entry is an object, several are an array.
      List: entries.length === 1 ? entries[0] : entries,
    }
    const record: PushedEvent = { at: now.toISOString(), body, tries: 0, taken: false }
    this.pushed.push(record)
    const work = this.#deliver(target, openid, record, delayMs).finally(() => this.#underWay.delete(work))
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

  async #post(target: EmulatorEvents, openid: string, body: unknown): Promise<boolean> {
    try {
      const response = await fetch(signedUrl(target, this.#clock.now(), { openid }), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.any([this.#stop.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
      })
      return (await response.text()) === 'success' && response.ok
    } catch {
      return false
    }
  }
}

function entryOf({ templateId, result }: Choice): Record<string, string> {
  return { TemplateId: templateId, SubscribeStatusString: result }
}

function signedUrl(target: EmulatorEvents, now: Date, more: Record<string, string>): URL {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const nonce = String(randomInt(1e9))
  const signature = createHash('sha1').update([target.token, timestamp, nonce].sort().join('')).digest('hex')
  const url = new URL(target.url)
  for (const [name, value] of Object.entries({ signature, timestamp, nonce, ...more })) {
    url.searchParams.set(name, value)
  }
  return url
}
