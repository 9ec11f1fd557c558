import { type Options, WxFailure } from './answers'

type Choice = 'accept' | 'reject' | 'acceptWithAlert' | 'acceptWithAudio' | 'acceptWithForcePush'

/**
 * The phone's side of wx.requestSubscribeMessage, getSetting and openSetting, after the vendor's pages.
 * https://developers.weixin.qq.com/miniprogram/dev/api/open-api/subscribe-message/wx.requestSubscribeMessage.html
 */
export class SubscribeSheet {
  mainSwitch = true
  banned = false
  online = true
  /** How often a sheet came up. */
  shown = 0
  /** What the person taps in the next sheets, and whether with 总是保持以上选择. */
  tap: { choice: Choice; keep: boolean } = { choice: 'accept', keep: false }
  /** What the person does in the settings. */
  inSettings: () => void = () => undefined
  readonly #kinds: Readonly<Record<string, 'once' | 'long'>>
  readonly #kept = new Map<string, Choice>()

  constructor(kinds: Readonly<Record<string, 'once' | 'long'>>) {
    this.#kinds = kinds
  }

  readonly wx = {
    requestSubscribeMessage: (options: Options) => this.#ask(options.tmplIds),
    getSetting: (options: Options) => this.#settings(options),
    openSetting: (options: Options) => {
      this.inSettings()
      return this.#settings(options)
    },
  }

  allowAll(): void {
    this.mainSwitch = true
    for (const id of this.#kept.keys()) this.#kept.set(id, 'accept')
  }

  #ask(tmplIds: unknown): Record<string, string> {
    const ids = Array.isArray(tmplIds) ? tmplIds.map(String) : []
    if (ids.length === 0) throw new WxFailure('TmplIds cannot be empty', { errCode: 10001 })
    if (ids.length > 5) throw new WxFailure('Templates count out of max bounds', { errCode: 20003 })
    if (!this.online) throw new WxFailure('request list fail', { errCode: 10002 })
    const kinds = new Set(ids.map((id) => this.#kinds[id]))
    if (kinds.has(undefined)) throw new WxFailure('No template data return', { errCode: 20001 })
    if (kinds.size > 1) throw new WxFailure('Templates type must be same', { errCode: 20002 })
    if (this.banned)
      throw new WxFailure('This mini program was banned from subscribing messages', { errCode: 20005 })
    if (!this.mainSwitch) throw new WxFailure('The main switch is switched off', { errCode: 20004 })
    const open = ids.filter((id) => !this.#kept.has(id))
    if (open.length > 0) this.shown += 1
    const { choice, keep } = this.tap
    if (keep) for (const id of open) this.#kept.set(id, choice)
    return Object.fromEntries(ids.map((id) => [id, this.#kept.get(id) ?? choice]))
  }

  #settings({ withSubscriptions }: Options): object {
    const itemSettings = Object.fromEntries(this.#kept)
    const subscriptionsSetting = { mainSwitch: this.mainSwitch, itemSettings }
    return withSubscriptions ? { subscriptionsSetting } : {}
  }
}
