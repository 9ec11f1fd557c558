import type { Vendors } from './vendors'
import { emergencyTemplate, whoHas } from './world'

export type Channel = 'wechat' | 'sms' | 'email'

/** A line of a message that is on somebody's phone or in their mailbox, or may be. */
export interface Line {
  /** Null: the message names it by its number alone (digests of WeChat, every SMS). */
  notice: string | null
  kind: 'published' | 'corrected' | 'withdrawn' | 'takenDown'
}

/** One call to a vendor, by the vendor's own log. */
export interface Came {
  person: string
  channel: Channel
  at: number
  lines: Line[]
  /** `here`: it is on the phone; `asked`: the call came and was spoiled before anything was done; `no`: refused for good. */
  state: 'here' | 'asked' | 'no'
  /** The answer was spoiled: the application could not know. */
  unsure: boolean
}

/** After these the same message is not sent by the same channel again. */
const forGood: readonly unknown[] = [
  45168,
  'LimitExceeded.DeliveryFrequencyLimit',
  'isv.BLACK_KEY_CONTROL_LIMIT',
]
const SEND = '/cgi-bin/message/subscribe/send'

/** Reads on in the logs of all vendors; each call once. */
export class Arrivals {
  readonly all: Came[] = []
  #vendors: Vendors
  #wechat = 0
  #sms = 0
  #mail = 0
  #mailNo = 0
  /** Calls of WeChat that the person had not granted. */
  withoutGrant = 0

  constructor(vendors: Vendors) {
    this.#vendors = vendors
  }

  /** What came since the last time it was asked. */
  readOn(now: Date): Came[] {
    const fresh = [...this.#readWechat(), ...this.#readSms(), ...this.#readMail(now)]
    this.all.push(...fresh)
    return fresh
  }

  /** Calls whose answer was spoiled. */
  faults(): number {
    return this.all.filter(({ unsure }) => unsure).length
  }

  #readWechat(): Came[] {
    const { log } = this.#vendors.wechat
    const fresh = log.slice(this.#wechat)
    this.#wechat = log.length
    return fresh.flatMap(({ path, body, answer, delivered, fault, at }): Came[] => {
      if (path !== SEND) return []
      const { touser, page, data, template_id } = body as WechatBody
      const definiteNo = answer !== undefined && answer.errcode !== 0
      if (answer?.errcode === 43101) this.withoutGrant += 1
      // A definite no that came through is no call that may have been a yes.
      if (definiteNo && delivered === undefined && !forGood.includes(answer.errcode)) return []
      const title = data.thing2?.value ?? ''
      const count = Number(/^(\d+)件新公开$/.exec(data.thing1?.value ?? '')?.[1] ?? 1)
      const notice = /notice\/index\?(?:.*&)?id=(.+)$/.exec(page)?.[1] ?? null
      const line: Line = { notice, kind: template_id === emergencyTemplate ? kindIn(title) : kindIn(title) }
      return [
        {
          ...{ person: whoHas.openid(touser), channel: 'wechat', at: Date.parse(at) },
          lines: Array.from({ length: count }, () => line),
          state: definiteNo ? 'no' : delivered === undefined ? 'asked' : 'here',
          unsure: fault !== undefined && fault !== 'errcode',
        },
      ]
    })
  }

  #readSms(): Came[] {
    const { log, sent } = this.#vendors.sms
    const fresh = log.slice(this.#sms)
    this.#sms = log.length
    return fresh.flatMap(({ phone, code, delivered, fault, at }): Came[] => {
      const definiteNo = code !== undefined && code !== 'OK'
      if (definiteNo && !forGood.includes(code)) return []
      const text = sent.find(({ id }) => id === delivered)?.text ?? ''
      const count = Number(/(\d+)条/.exec(text)?.[1] ?? 1)
      return [
        {
          ...{ person: whoHas.phone(phone), channel: 'sms', at: Date.parse(at) },
          lines: Array.from({ length: count }, () => ({ notice: null, kind: 'published' as const })),
          state: definiteNo ? 'no' : delivered === undefined ? 'asked' : 'here',
          unsure: fault !== undefined && fault !== 'code' && fault !== 'slow',
        },
      ]
    })
  }

  #readMail(now: Date): Came[] {
    const { arrived, refused, fault } = this.#vendors.smtp
    const [fresh, no] = [arrived.slice(this.#mail), refused.slice(this.#mailNo)]
    this.#mail = arrived.length
    this.#mailNo = refused.length
    const at = now.getTime()
    const letters = fresh.map(({ to, mail }): Came => {
      const text = mail.text ?? ''
      const lines = [...text.matchAll(/^(.*)\n.*\n\S*pages\/notice\/index\?(?:\S*&)?id=(\S+)$/gm)].map(
        ([, title = '', notice = '']): Line => ({ notice, kind: kindIn(title) }),
      )
      return {
        ...{ person: whoHas.email(to[0] ?? ''), channel: 'email', at, lines },
        state: 'here',
        unsure: typeof fault === 'string',
      }
    })
    return [
      ...letters,
      ...no.map(
        (to): Came => ({
          ...{ person: whoHas.email(to), channel: 'email', at, lines: [] },
          ...{ state: 'no', unsure: false },
        }),
      ),
    ]
  }
}

interface WechatBody {
  touser: string
  page: string
  template_id: string
  data: Record<string, { value: string }>
}

function kindIn(title: string): Line['kind'] {
  if (/更正/.test(title)) return 'corrected'
  if (/撤回/.test(title)) return 'withdrawn'
  return /撤下/.test(title) ? 'takenDown' : 'published'
}
