import type { Fault } from './events'
import type { Vendors } from './vendors'

const SEND = '/cgi-bin/message/subscribe/send'
const slowMs = 300

/** In each vendor's own words. */
const wechatCodes: Partial<Record<Fault['mode'], number>> = { busy: -1, rate: 45011, token: 42001, no: 45168 }
const smsCodes = {
  tencent: {
    busy: 'RequestLimitExceeded',
    rate: 'LimitExceeded.PhoneNumberThirtySecondLimit',
    token: 'AuthFailure.SignatureExpire',
    no: 'LimitExceeded.DeliveryFrequencyLimit',
  },
  aliyun: {
    busy: 'Throttling.User',
    rate: 'isv.BUSINESS_LIMIT_CONTROL',
    token: 'InvalidTimeStamp.Expired',
    no: 'isv.BLACK_KEY_CONTROL_LIMIT',
  },
} as const
const smtpFaults = {
  busy: { at: 'from', answer: '451 4.3.2 try again later' },
  rate: { at: 'connect', answer: '421 4.7.0 too many connections' },
  token: { at: 'auth', answer: '454 4.7.0 temporary authentication failure' },
  no: { at: 'to', answer: '550 5.7.1 refused by policy' },
  http500: { at: 'data', answer: '451 4.3.0 internal error' },
  reset: 'closedAfterData',
  silence: 'silentAfterData',
} as const

/** What goes wrong at the vendors, until it is calm again. */
export class Faults {
  #vendors: Vendors
  #armed = new Set<string>()
  #lettersBefore = 0
  /** Letters that came and were not acknowledged. */
  lettersUnsure = 0
  /** How many of each kind were ordered. */
  readonly count = new Map<string, number>()

  constructor(vendors: Vendors) {
    this.#vendors = vendors
  }

  arm(fault: Fault): void {
    const { vendor, mode } = fault
    const isSms = vendor === 'tencent' || vendor === 'aliyun'
    // Two of a kind in a row may be a no for good, which is another story; both SMS vendors stopped as well.
    const kind = `${isSms && (mode === 'token' || mode === 'refuse') ? 'sms' : vendor} ${mode}`
    if (this.#armed.has(kind)) return
    this.#armed.add(kind)
    this.count.set(`${vendor} ${mode}`, (this.count.get(`${vendor} ${mode}`) ?? 0) + 1)
    const gate = this.#vendors.gates[isSms ? 'sms' : vendor]
    if (mode === 'refuse') gate.refuse()
    else if (mode === 'slow') gate.slow(slowMs)
    else if (vendor === 'wechat') this.#armWechat(fault)
    else if (vendor === 'smtp') this.#armSmtp(mode)
    else this.#armSms({ ...fault, vendor })
  }

  #armWechat({ mode, times, after }: Fault): void {
    const { faults } = this.#vendors.wechat
    const errcode = wechatCodes[mode]
    if (errcode !== undefined) faults.arm({ path: SEND, mode: 'errcode', errcode, times: 1 })
    else faults.arm({ path: SEND, times, after: afterOf(mode, after), mode: httpModeOf(mode) })
  }

  #armSms({ vendor, mode, times, after }: Fault & { vendor: 'tencent' | 'aliyun' }): void {
    const { sms } = this.#vendors
    if (mode === 'busy' || mode === 'rate' || mode === 'token' || mode === 'no')
      sms.arm({ vendor, mode: 'code', code: smsCodes[vendor][mode], times: 1 })
    else sms.arm({ vendor, times, after: afterOf(mode, after), mode: httpModeOf(mode) })
  }

  #armSmtp(mode: Exclude<Fault['mode'], 'slow' | 'refuse'>): void {
    this.#endSmtp()
    const { smtp } = this.#vendors
    smtp.fault = smtpFaults[mode]
    this.#lettersBefore = smtp.arrived.length
  }

  /** What lasts until it is taken away, and is not for a number of calls. */
  async endLasting(): Promise<void> {
    this.#endSmtp()
    for (const gate of Object.values(this.#vendors.gates)) await gate.calm()
  }

  #endSmtp(): void {
    const { smtp } = this.#vendors
    if (smtp.fault === 'closedAfterData' || smtp.fault === 'silentAfterData')
      this.lettersUnsure += smtp.arrived.length - this.#lettersBefore
    if (smtp.fault === 'silentAfterData') smtp.hangUp()
    smtp.fault = null
  }

  async calm(): Promise<void> {
    await this.endLasting()
    this.#vendors.wechat.faults.clear()
    this.#vendors.sms.calm()
    this.#armed.clear()
  }
}

const afterOf = (mode: Fault['mode'], after: boolean) =>
  after || mode === 'silence' ? ('after-effect' as const) : ('before-effect' as const)

const httpModeOf = (mode: Fault['mode']) =>
  mode === 'reset' || mode === 'http500' ? mode : ('timeout' as const)
