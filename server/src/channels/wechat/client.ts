import type { Clock } from '../../clock'
import { isTokenRefusal } from './errors'
import {
  callWechat,
  type VendorBody,
  type WechatCall,
  type WechatHttpOptions,
  type WechatResult,
} from './http'
import type { VendorTemplate } from './own-templates.rules'
import { type IssuedToken, StableToken, type TokenStore } from './token'

export interface WechatClientOptions {
  appid: string
  secret: string
  clock: Clock
  baseUrl?: string
  /** Longer than the ten seconds fetch gives a connection, so that a dead host shows as never connected. */
  timeoutMs?: number
  /** Which edition a code opens; the released one unless told. */
  state?: WechatState
  /** Shared with other processes; absent: each has its own token. */
  store?: TokenStore
}

/** 正式版, 体验版, 开发版. */
export type WechatState = 'formal' | 'trial' | 'developer'

/** The same editions by the names that codes have for them. */
const editions = { formal: 'release', trial: 'trial', developer: 'develop' } as const

export interface WechatIdentity {
  openid: string
  unionid?: string
}

/** 1 资料, 2 评论, 3 论坛, 4 社交日志 */
export type WordsScene = 1 | 2 | 3 | 4

export interface WordsAsked {
  /** Who writes; was in the mini-program within two hours, or the answer is 61010. */
  openid: string
  scene: WordsScene
  /** At most 2,500 characters. */
  content: string
}

export interface WordsAnswer {
  suggest: 'pass' | 'review' | 'risky'
  /** 100: nothing found. */
  label: number
}

export interface SubscribeMessage {
  touser: string
  templateId: string
  page: string
  data: Record<string, string>
  miniprogramState?: WechatState
}

/** The vendor's server interfaces this application uses. https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/ */
export class WeChatClient {
  #appid: string
  #secret: string
  #http: WechatHttpOptions
  #token: StableToken
  #state: WechatState

  constructor(options: WechatClientOptions) {
    this.#appid = options.appid
    this.#secret = options.secret
    this.#state = options.state ?? 'formal'
    this.#http = {
      baseUrl: options.baseUrl ?? 'https://api.weixin.qq.com',
      timeoutMs: options.timeoutMs ?? 15_000,
    }
    this.#token = new StableToken(() => this.#issueToken(), options.clock, options.store)
  }

  /** The session key the vendor answers beside the openid is not needed here and goes no further. */
  async code2session(jsCode: string): Promise<WechatResult<WechatIdentity>> {
    const answer = await callWechat(this.#http, {
      method: 'GET',
      path: '/sns/jscode2session',
      query: { appid: this.#appid, secret: this.#secret, js_code: jsCode, grant_type: 'authorization_code' },
    })
    return read(answer, (body) => {
      if (typeof body.openid !== 'string') return undefined
      return typeof body.unionid === 'string'
        ? { openid: body.openid, unionid: body.unionid }
        : { openid: body.openid }
    })
  }

  /** There is no idempotency key: a call that may have arrived must not be repeated. */
  async subscribeSend(message: SubscribeMessage): Promise<WechatResult<{ msgId?: string }>> {
    const data = Object.fromEntries(Object.entries(message.data).map(([key, value]) => [key, { value }]))
    const answer = await this.#callWithToken('/cgi-bin/message/subscribe/send', {
      touser: message.touser,
      template_id: message.templateId,
      page: message.page,
      miniprogram_state: message.miniprogramState ?? 'formal',
      lang: 'zh_CN',
      data,
    })
    return read(answer, (body) => {
      if (body.errcode !== 0) return undefined
      return typeof body.msgid === 'string' ? { msgId: body.msgid } : {}
    })
  }

  /** The code is single use and, with an openid, of that person alone; the number comes without the country code. */
  async getPhoneNumber(
    code: string,
    openid?: string,
  ): Promise<WechatResult<{ phone: string; countryCode: string }>> {
    const answer = await this.#callWithToken('/wxa/business/getuserphonenumber', { code, openid })
    return read(answer, (body) => {
      const info = body.phone_info as VendorBody | undefined
      if (typeof info?.purePhoneNumber !== 'string') return undefined
      return {
        phone: info.purePhoneNumber,
        // A string in the documentation, a number from some of the vendor's servers.
        countryCode: String(info.countryCode ?? '86'),
      }
    })
  }

  /**
   * 文本内容安全识别, version 2. An error code of 0 says that it was checked, not that it passed.
   * https://developers.weixin.qq.com/miniprogram/dev/server/API/sec-center/sec-check/api_msgseccheck.html
   */
  async msgSecCheck(asked: WordsAsked): Promise<WechatResult<WordsAnswer>> {
    const answer = await this.#callWithToken('/wxa/msg_sec_check', { ...asked, version: 2 })
    return read(answer, (body) => {
      const { suggest, label } = (body.result ?? {}) as VendorBody
      if (suggest !== 'pass' && suggest !== 'review' && suggest !== 'risky') return undefined
      return { suggest, label: Number(label) }
    })
  }

  /** The templates of this mini-program (我的模板), with the keys that the vendor's library gave their fields. */
  async ownTemplates(): Promise<WechatResult<VendorTemplate[]>> {
    const answer = await this.#callWithToken('/wxaapi/newtmpl/gettemplate')
    return read(answer, ({ data }) => {
      if (!Array.isArray(data)) return undefined
      return data.map((one: VendorBody) => ({
        templateId: String(one.priTmplId),
        kind: one.type === 3 ? 'long' : 'once',
        content: String(one.content ?? ''),
      }))
    })
  }

  /**
   * A mini-program code (小程序码) as a data URI. `scene`: at most 32 characters of letters, digits and `-_` among others.
   * The vendor knows the pages of the released edition alone: only there it is asked to look whether the page exists.
   * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/qrcode-link/qr-code/getUnlimitedQRCode.html
   */
  async miniProgramCode(code: { scene: string; page: string }): Promise<WechatResult<string>> {
    const answer = await this.#callWithToken('/wxa/getwxacodeunlimit', {
      ...code,
      check_path: this.#state === 'formal',
      env_version: editions[this.#state],
      width: 430,
    })
    return read(answer, ({ picture }) => (typeof picture === 'string' ? picture : undefined))
  }

  /**
   * Without a token nothing was asked, so its failures are definite. A refused token is a definite no too:
   * the call is repeated once with what the vendor says is the token now.
   */
  async #callWithToken(path: string, body?: unknown): Promise<WechatResult<VendorBody>> {
    const token = await this.#token.get()
    if (token.kind !== 'ok') return notAsked(token)
    const first = await this.#ask(path, token.value, body)
    if (first.kind !== 'refused' || !isTokenRefusal(first.code)) return first
    await this.#token.drop(token.value)
    const renewed = await this.#token.get()
    return renewed.kind === 'ok' ? this.#ask(path, renewed.value, body) : notAsked(renewed)
  }

  #ask(path: string, accessToken: string, body: unknown): Promise<WechatResult<VendorBody>> {
    const method = body === undefined ? 'GET' : 'POST'
    const call: WechatCall = { method, path, query: { access_token: accessToken }, body }
    return callWechat(this.#http, call)
  }

  async #issueToken(): Promise<WechatResult<IssuedToken>> {
    const answer = await callWechat(this.#http, {
      method: 'POST',
      path: '/cgi-bin/stable_token',
      body: { grant_type: 'client_credential', appid: this.#appid, secret: this.#secret },
    })
    return read(answer, (body) =>
      typeof body.access_token === 'string' && typeof body.expires_in === 'number'
        ? { token: body.access_token, expiresInSeconds: body.expires_in }
        : undefined,
    )
  }
}

function read<T>(
  answer: WechatResult<VendorBody>,
  pick: (body: VendorBody) => T | undefined,
): WechatResult<T> {
  if (answer.kind !== 'ok') return answer
  const value = pick(answer.value)
  return value === undefined
    ? { kind: 'unknown', detail: 'the answer lacks what the vendor documents' }
    : { kind: 'ok', value }
}

function notAsked(
  token: Exclude<WechatResult<string>, { kind: 'ok' }>,
): Exclude<typeof token, { kind: 'unknown' }> {
  return token.kind === 'unknown'
    ? { kind: 'unreachable', detail: `no access token: ${token.detail}` }
    : token
}
