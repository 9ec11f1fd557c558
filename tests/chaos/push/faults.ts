import type { Fault } from './events'
import type { Vendors } from './vendors'

const SEND = '/cgi-bin/message/subscribe/send'

/** What goes wrong at the vendors, until it is calm again. */
export class Faults {
  #vendors: Vendors

  constructor(vendors: Vendors) {
    this.#vendors = vendors
  }

  arm(fault: Fault): void {
    const { wechat, sms, smtp } = this.#vendors
    const after = 'after' in fault && fault.after ? ('after-effect' as const) : ('before-effect' as const)
    // Two of a kind in a row may be a no for good, which is another story.
    const kind = `${fault.vendor} ${fault.mode}`
    if (this.#armed.has(kind)) return
    this.#armed.add(kind)
    if (fault.vendor === 'smtp') {
      this.endSmtp()
      smtp.fault =
        fault.mode === 'refuses' ? { at: 'from', answer: '451 try again later' } : 'closedAfterData'
      this.#lettersBefore = smtp.arrived.length
    } else if (fault.vendor === 'wechat') {
      const { mode, times } = fault
      if (mode === 'busy') wechat.faults.arm({ path: SEND, mode: 'errcode', errcode: -1, times: 1 })
      else if (mode === 'token') wechat.faults.arm({ path: SEND, mode: 'errcode', errcode: 42001, times: 1 })
      else wechat.faults.arm({ path: SEND, mode, times, after })
    } else sms.arm({ vendor: fault.vendor, mode: fault.mode, times: fault.times, ms: 300, after })
  }

  #armed = new Set<string>()
  #lettersBefore = 0
  /** Letters that came and were not acknowledged. */
  lettersUnsure = 0

  endSmtp(): void {
    const { smtp } = this.#vendors
    if (smtp.fault === 'closedAfterData') this.lettersUnsure += smtp.arrived.length - this.#lettersBefore
    smtp.fault = null
  }

  calm(): void {
    this.endSmtp()
    this.#vendors.wechat.faults.clear()
    this.#vendors.sms.calm()
    this.#armed.clear()
  }
}
