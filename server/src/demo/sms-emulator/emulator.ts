import { randomInt } from 'node:crypto'
import { SmsReceipts } from './receipts'
import {
  type EmulatedAccount,
  type PhoneSms,
  type SmsEmulatorOptions,
  type SmsFault,
  type SmsLogEntry,
  SmsRefusal,
  type SmsVendorName,
} from './types'

/** A message as either vendor is asked for it. */
export interface Asked {
  vendor: SmsVendorName
  phone: string
  sign: string
  template: string
  /** By name; of Tencent by their order: 1, 2, … */
  variables: Record<string, string>
  context: string
}

const codes = {
  tencent: {
    sign: 'FailedOperation.SignatureIncorrectOrUnapproved',
    template: 'FailedOperation.TemplateIncorrectOrUnapproved',
    variables: 'FailedOperation.TemplateParamSetNotMatchApprovedTemplate',
    long: 'InvalidParameterValue.TemplateParameterLengthLimit',
    phone: 'InvalidParameterValue.IncorrectPhoneNumber',
    often: 'LimitExceeded.PhoneNumberDailyLimit',
    quick: 'RequestLimitExceeded',
  },
  aliyun: {
    sign: 'isv.SMS_SIGNATURE_ILLEGAL',
    template: 'isv.SMS_TEMPLATE_ILLEGAL',
    variables: 'isv.TEMPLATE_MISSING_PARAMETERS',
    long: 'isv.PARAM_LENGTH_LIMIT',
    phone: 'isv.MOBILE_NUMBER_ILLEGAL',
    often: 'isv.BUSINESS_LIMIT_CONTROL',
    quick: 'Throttling.User',
  },
} as const

const longest = { tencent: 6, aliyun: 35 } as const
const dayMs = 86_400_000

/** Both vendors' side of everything, and the controls a test or the demo has over it. */
export class SmsEmulator {
  readonly accounts: SmsEmulatorOptions['accounts']
  readonly nonces = new Set<string>()
  readonly receipts: SmsReceipts
  /** Every call from the application, oldest first. */
  readonly log: SmsLogEntry[] = []
  /** Numbers that no message reaches: their receipts say so. */
  readonly dead = new Set<string>()
  readonly sent: PhoneSms[] = []
  #faults: SmsFault[] = []
  #options: SmsEmulatorOptions

  constructor(options: SmsEmulatorOptions) {
    this.#options = options
    this.accounts = options.accounts
    this.receipts = new SmsReceipts(options.clock)
  }

  now(): Date {
    return this.#options.clock.now()
  }

  arm(fault: SmsFault): void {
    this.#faults.push({ times: 1, ...fault })
  }

  calm(): void {
    this.#faults = []
  }

  takeFault(vendor: SmsVendorName): SmsFault | undefined {
    const fault = this.#faults.find((one) => one.vendor === vendor && (one.times ?? 1) > 0)
    if (fault) fault.times = (fault.times ?? 1) - 1
    return fault
  }

  record(asked: Asked): SmsLogEntry {
    const { vendor, phone, template } = asked
    const seq = this.log.length + 1
    const at = this.now().toISOString()
    const entry: SmsLogEntry = { seq, arrivedAt: Date.now(), at, vendor, phone, template }
    this.log.push(entry)
    return entry
  }

  /** What stands on phones, or on one of them. */
  received(phone?: string): PhoneSms[] {
    return this.sent.filter(
      (one) => (phone === undefined || one.phone === phone) && !this.dead.has(one.phone),
    )
  }

  /** Sends, or throws the vendor's refusal. */
  accept(asked: Asked, account: EmulatedAccount): PhoneSms {
    const { vendor, phone, template, context } = asked
    this.#check(asked, account)
    const text = `【${account.sign}】${fill(account.templates[template] ?? '', asked.variables)}`
    const id = vendor === 'tencent' ? `5000:${serial()}` : `${serial()}^0`
    const message = { id, vendor, phone, template, text, context, at: this.now().toISOString() }
    this.sent.push(message)
    return message
  }

  report(message: PhoneSms): Promise<void> {
    return this.receipts.push(message, !this.dead.has(message.phone))
  }

  #check(asked: Asked, account: EmulatedAccount): void {
    const { vendor, phone, template, variables } = asked
    const code = codes[vendor]
    if (this.#callsOfASecond(vendor) > (this.#options.callsASecond ?? Number.POSITIVE_INFINITY))
      throw new SmsRefusal(code.quick)
    if (!/^1[3-9]\d{9}$/.test(phone)) throw new SmsRefusal(code.phone, `${phone} is not a number`)
    if (asked.sign !== account.sign) throw new SmsRefusal(code.sign)
    const text = account.templates[template]
    if (text === undefined) throw new SmsRefusal(code.template)
    const wanted = namesIn(text)
    if (wanted.length !== Object.keys(variables).length || wanted.some((name) => !variables[name]))
      throw new SmsRefusal(code.variables)
    const values = Object.values(variables)
    if (values.some((value) => value.length > longest[vendor] || /https?:|[【】★¥]/.test(value)))
      throw new SmsRefusal(code.long)
    const since = this.now().getTime() - dayMs
    const before = this.sent.filter((one) => one.phone === phone && Date.parse(one.at) > since)
    if (before.length >= (this.#options.numberLimit ?? 50)) throw new SmsRefusal(code.often)
  }

  #callsOfASecond(vendor: SmsVendorName): number {
    const since = Date.now() - 1000
    return this.log.filter((one) => one.vendor === vendor && one.arrivedAt > since).length
  }
}

const serial = () => `${Date.now()}${randomInt(1_000_000, 9_999_999)}`

const variable = /\$?\{(\w+)\}/g
const namesIn = (text: string) => [...text.matchAll(variable)].map(([, name = '']) => name)
const fill = (text: string, variables: Record<string, string>) =>
  text.replace(variable, (_, name: string) => variables[name] ?? '')
