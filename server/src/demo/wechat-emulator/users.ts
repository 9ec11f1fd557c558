import { randomBytes } from 'node:crypto'
import { type EmulatorUser, VendorError } from './types'

const CODE_LIFE_MS = 5 * 60_000
const LOGINS_A_MINUTE = 100
const VISIT_LASTS_MS = 2 * 3600_000

interface Code {
  openid: string
  until: number
  spent: boolean
}

/** The people with a phone, and the codes their mini-program got for them. */
export class Users {
  #clock: { now(): Date }
  #users = new Map<string, EmulatorUser>()
  #loginCodes = new Map<string, Code>()
  #phoneCodes = new Map<string, Code>()
  #logins = new Map<string, number[]>()
  #visits = new Map<string, number>()
  #everybodyIsHere: boolean
  /** How many phone numbers the account has paid for. */
  phoneCredit = Number.POSITIVE_INFINITY

  constructor(clock: { now(): Date }, everybodyIsHere = false) {
    this.#clock = clock
    this.#everybodyIsHere = everybodyIsHere
  }

  add(user: Partial<EmulatorUser>): EmulatorUser {
    const openid = user.openid ?? `o${randomBytes(20).toString('base64url')}`
    const whole = { ...this.#users.get(openid), ...user, openid }
    this.#users.set(openid, whole)
    return whole
  }

  get(openid: string): EmulatorUser | undefined {
    return this.#users.get(openid)
  }

  all(): EmulatorUser[] {
    return [...this.#users.values()]
  }

  loginCode(openid: string): string {
    return this.#newCode(this.#loginCodes, openid)
  }

  phoneCode(openid: string): string {
    return this.#newCode(this.#phoneCodes, openid)
  }

  /** What the button 手机号快速验证 gives the page; 1400001: the account has no money left. */
  pressPhoneButton(openid: string): { code: string } | { errno: number; errMsg: string } {
    if (this.phoneCredit <= 0)
      return { errno: 1400001, errMsg: 'getPhoneNumber:fail jsapi has no permission' }
    this.phoneCredit -= 1
    return { code: this.phoneCode(openid) }
  }

  /** The person opens the mini-program. */
  visit(openid: string): void {
    this.#visits.set(openid, this.#clock.now().getTime())
  }

  /** For interfaces that want somebody who was there within two hours. */
  requireVisit(openid: string): void {
    if (this.#everybodyIsHere) return
    if (!this.#users.has(openid)) throw new VendorError(40003, 'invalid openid')
    const seen = this.#visits.get(openid) ?? Number.NEGATIVE_INFINITY
    if (this.#clock.now().getTime() - seen > VISIT_LASTS_MS) throw new VendorError(61010, 'code is expired')
  }

  /** https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html */
  login(jsCode: string | undefined): EmulatorUser {
    const now = this.#clock.now().getTime()
    const code = this.#loginCodes.get(jsCode ?? '')
    if (!code || code.until <= now) throw new VendorError(40029, 'invalid code')
    const recent = (this.#logins.get(code.openid) ?? []).filter((at) => now - at < 60_000)
    this.#logins.set(code.openid, [...recent, now])
    if (recent.length >= LOGINS_A_MINUTE) throw new VendorError(45011, 'api minute-quota reach limit')
    if (code.spent) throw new VendorError(40163, 'code been used')
    code.spent = true
    const user = this.add({ openid: code.openid })
    if (user.blocked) throw new VendorError(40226, 'code blocked')
    this.visit(user.openid)
    return user
  }

  /** https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-info/phone-number/getPhoneNumber.html */
  phone(phoneCode: string | undefined, openid?: string): { phone: string; countryCode: string | number } {
    const now = this.#clock.now().getTime()
    const code = this.#phoneCodes.get(phoneCode ?? '')
    const user = code && this.#users.get(code.openid)
    const usable = code && !code.spent && code.until > now && (openid === undefined || openid === code.openid)
    if (!usable || !user?.phone) throw new VendorError(40029, 'invalid code')
    code.spent = true
    return { phone: user.phone, countryCode: user.countryCode ?? '86' }
  }

  #newCode(codes: Map<string, Code>, openid: string): string {
    if (!this.#users.has(openid)) this.add({ openid })
    const code = randomBytes(16).toString('hex')
    codes.set(code, { openid, until: this.#clock.now().getTime() + CODE_LIFE_MS, spent: false })
    return code
  }
}
