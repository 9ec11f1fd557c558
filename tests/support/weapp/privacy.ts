import { type Answering, failureOf, type Options, WxFailure } from './answers'

/**
 * What the privacy guide has to name before a function may be called, each with the words of the vendor's form.
 * https://developers.weixin.qq.com/miniprogram/dev/framework/user-privacy/miniprogram-intro.html
 */
export const privacyNeeds: Readonly<Record<string, string>> = {
  chooseImage: '选中的照片或视频信息',
  chooseMedia: '选中的照片或视频信息',
  chooseVideo: '选中的照片或视频信息',
  chooseMessageFile: '选中的文件',
  setClipboardData: '剪切板',
  getClipboardData: '剪切板',
  addPhoneCalendar: '日历（仅写入）权限',
  addPhoneRepeatCalendar: '日历（仅写入）权限',
  saveImageToPhotosAlbum: '相册（仅写入）权限',
  getPhoneNumber: '手机号',
}

/**
 * The privacy guide of the app and what the person says to it.
 * https://developers.weixin.qq.com/miniprogram/dev/framework/user-privacy/PrivacyAuthorize.html
 */
export class Privacy {
  /** What the guide names; a release without one of them cannot call what needs it. */
  declared: ReadonlySet<string> = new Set(Object.values(privacyNeeds))
  /** Whether the person agreed before; otherwise WeChat's own sheet comes up at the first call. */
  agreed = true
  /** What the person taps on that sheet. */
  tap: 'agree' | 'disagree' = 'agree'
  /** How often the sheet came up, and how often the guide was opened. */
  sheets = 0
  opened = 0

  readonly wx: Record<string, Answering> = {
    openPrivacyContract: () => void this.opened++,
    getPrivacySetting: () => ({ needAuthorization: !this.agreed, privacyContractName: '《隐私保护指引》' }),
    requirePrivacyAuthorize: () => this.#consent(),
  }

  /** Before the call of a function, or the event of a button, that touches what the guide must name. */
  check(name: string): void {
    const need = privacyNeeds[name]
    if (need === undefined) return
    if (!this.declared.has(need)) {
      throw new WxFailure('api scope is not declared in the privacy agreement', { errno: 112 })
    }
    this.#consent()
  }

  /** What the event of a button says: its answer, or why there is none. */
  shielded(name: string, detail: object): object {
    try {
      this.check(name)
      return detail
    } catch (problem) {
      return failureOf(name, problem)
    }
  }

  #consent(): void {
    if (this.agreed) return
    this.sheets++
    if (this.tap === 'disagree') {
      throw new WxFailure('privacy permission is not authorized', { errno: 104 })
    }
    this.agreed = true
  }
}

/** https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/authorize.html */
const scopeOf: Readonly<Record<string, string>> = {
  addPhoneCalendar: 'scope.addPhoneCalendar',
  addPhoneRepeatCalendar: 'scope.addPhoneCalendar',
  saveImageToPhotosAlbum: 'scope.writePhotosAlbum',
}

/** What the person allowed the app: asked once, and a refusal stays until the settings are opened. */
export class Scopes {
  /** What the person taps when asked. */
  tap: 'allow' | 'refuse' = 'allow'
  /** The scopes that were asked for, in order. */
  readonly asked: string[] = []
  readonly #given = new Map<string, boolean>()

  set(scope: string, given: boolean): void {
    this.#given.set(scope, given)
  }

  get authSetting(): Record<string, boolean> {
    return Object.fromEntries(this.#given)
  }

  check(name: string): void {
    const scope = scopeOf[name]
    if (scope !== undefined) this.#require(scope)
  }

  readonly wx: Record<string, Answering> = {
    authorize: ({ scope }: Options) => this.#require(String(scope)),
  }

  #require(scope: string): void {
    if (!this.#given.has(scope)) {
      this.asked.push(scope)
      this.#given.set(scope, this.tap === 'allow')
    }
    if (!this.#given.get(scope)) throw new WxFailure('auth deny', { errno: 103 })
  }
}
