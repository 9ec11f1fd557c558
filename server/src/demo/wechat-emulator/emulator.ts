import { EventPush } from './events'
import { Faults } from './faults'
import { Messages } from './messages'
import { Quotas } from './quotas'
import { Tokens } from './tokens'
import type { Choice, EmulatorOptions, FailedReceipt, LogEntry } from './types'
import { Users } from './users'
import { type Verdict, Words } from './words'

/** The vendor's side of everything, and the controls a test or the demo has over it. */
export class WechatEmulator {
  readonly appid: string
  readonly secret: string
  readonly tokens: Tokens
  readonly users: Users
  readonly messages: Messages
  readonly faults = new Faults()
  readonly events: EventPush
  readonly quotas: Quotas
  readonly words: Words
  /** Every call from the application, oldest first. */
  readonly log: LogEntry[] = []
  #receipts: { enabled: boolean; delayMs: number }
  #failing: FailedReceipt[] = []
  #clock: { now(): Date }

  constructor(options: EmulatorOptions) {
    this.#clock = options.clock
    this.appid = options.appid ?? 'wx0123456789abcdef'
    this.secret = options.secret ?? 'emulator-secret'
    this.tokens = new Tokens(options.clock)
    this.users = new Users(options.clock, options.everybodyIsHere)
    this.quotas = new Quotas(options.clock, options.quotas)
    this.words = new Words(this.users)
    this.messages = new Messages(
      {
        clock: options.clock,
        templates: options.templates ?? [],
        pages: options.pages,
        dailyQuota: options.dailyQuota ?? 10_000_000,
        sendTakesMs: options.sendTakesMs ?? 0,
      },
      this.users,
    )
    this.events = new EventPush(
      options.clock,
      this.appid,
      options.eventUrl ? { url: options.eventUrl, token: options.eventToken ?? '' } : undefined,
    )
    this.#receipts = { enabled: options.receipts?.enabled ?? true, delayMs: options.receipts?.delayMs ?? 0 }
  }

  /** The person answers the dialog `times` over, one tap after another; `scene` 0: in the mini-program. */
  grant(openid: string, choices: Choice[], times = 1, scene = 0): void {
    for (let tap = 0; tap < times; tap += 1) {
      for (const choice of choices) this.messages.choose(openid, choice)
      this.events.popup(openid, choices, scene)
    }
  }

  /** The person takes back in WeChat what they gave the mini-program: 8 手机号, 14 选中的图片或视频, 15 选中的文件 and others. */
  revoke(openid: string, info: string): void {
    this.#aboutUser('user_authorization_revoke', { OpenID: openid, RevokeInfo: info })
  }

  /** The person closes their WeChat account. */
  cancelAccount(openid: string): void {
    this.#aboutUser('user_authorization_cancellation', { OpenID: openid })
  }

  /** The vendor has looked at a picture; without a verdict it could not load it. */
  mediaChecked(traceId: string, verdict?: Verdict): void {
    const found = verdict ? { errcode: 0, result: verdict, detail: [] } : { errcode: -1008 }
    this.events.ofPlatform('wxa_media_check', {
      ...{ appid: this.appid, trace_id: traceId, version: 2 },
      ...found,
    })
  }

  #aboutUser(event: string, fields: Record<string, string>): void {
    this.events.ofPlatform(event, { ...fields, AppID: this.appid })
  }

  /** The person turns a template off in WeChat's settings. */
  turnOff(openid: string, templateId: string): void {
    this.messages.turnOff(openid, templateId)
    this.events.change(openid, templateId)
  }

  /** `delivered`: whether the phone has it; the caller is told of that by the receipt alone. */
  async send(request: object): Promise<{ msgId: string; delivered: boolean }> {
    const failed = this.#failing.shift()
    const message = await this.messages.send(request, { lost: failed !== undefined }).catch((refusal) => {
      if (failed) this.#failing.unshift(failed)
      throw refusal
    })
    if (this.#receipts.enabled) this.events.sent(message, this.#receipts.delayMs, failed)
    return { msgId: message.msgId, delivered: failed === undefined }
  }

  /** The next message is taken and never shown, and its receipt says why. */
  failReceipt(failed: FailedReceipt): void {
    this.#failing.push(failed)
  }

  setReceipts(receipts: { enabled?: boolean; delayMs?: number }): void {
    this.#receipts = { ...this.#receipts, ...receipts }
  }

  record(path: string, query: unknown, body: unknown): LogEntry {
    const entry: LogEntry = {
      seq: this.log.length + 1,
      at: this.#clock.now().toISOString(),
      path,
      query: query as Record<string, string>,
      body,
    }
    this.log.push(entry)
    return entry
  }
}
