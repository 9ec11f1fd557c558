import { setTimeout as delay } from 'node:timers/promises'
import { fieldError } from './fields'
import { type Choice, type EmulatorTemplate, type PhoneMessage, VendorError } from './types'
import type { Users } from './users'

interface Settings {
  clock: { now(): Date }
  templates: EmulatorTemplate[]
  pages?: string[]
  dailyQuota: number
  sendTakesMs: number
}

/** How a person stands to a template: grants left of a one-time one, or a standing answer. */
interface Standing {
  grants: number
  standing: 'none' | 'accept' | 'reject'
}

export interface SendRequest {
  touser?: unknown
  template_id?: unknown
  page?: unknown
  data?: unknown
  miniprogram_state?: unknown
  lang?: unknown
}

const states = ['developer', 'trial', 'formal'] as const
const languages = ['zh_CN', 'en_US', 'zh_HK', 'zh_TW']

/** https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-message-management/subscribe-message/sendMessage.html */
export class Messages {
  #settings: Settings
  #users: Users
  #templates: Map<string, EmulatorTemplate>
  #standings = new Map<string, Standing>()
  #inFlight = new Set<string>()
  #sentOn = new Map<string, number>()
  #received: PhoneMessage[] = []
  /** Ids as the vendor's: numbers beyond 2^53. */
  #lastId = 1_864_323_726_461_255_680n

  constructor(settings: Settings, users: Users) {
    this.#settings = settings
    this.#users = users
    this.#templates = new Map(settings.templates.map((template) => [template.templateId, template]))
  }

  /** Of the released edition; undefined: every page exists. */
  get pages(): readonly string[] | undefined {
    return this.#settings.pages
  }

  get templates(): EmulatorTemplate[] {
    return [...this.#templates.values()]
  }

  /** A template taken from the vendor's library into this mini-program. */
  addTemplate(template: EmulatorTemplate): void {
    this.#templates.set(template.templateId, template)
  }

  /** The person answers the dialog. */
  choose(openid: string, { templateId, result }: Choice): void {
    const standing = this.#standing(openid, templateId)
    const accepted = result !== 'reject'
    if (this.#templates.get(templateId)?.kind === 'long') {
      standing.standing = accepted ? 'accept' : 'reject'
    } else if (accepted) {
      standing.grants += 1
      standing.standing = 'none'
    }
  }

  /** The person turns a template's messages off in the settings: what was granted is gone. */
  turnOff(openid: string, templateId: string): void {
    Object.assign(this.#standing(openid, templateId), { grants: 0, standing: 'reject' } satisfies Standing)
  }

  grantsLeft(openid: string, templateId: string): number {
    return this.#standing(openid, templateId).grants
  }

  /** `lost`: taken, and never shown on the phone. */
  async send(request: SendRequest, { lost = false } = {}): Promise<PhoneMessage> {
    const openid = String(request.touser ?? '')
    const template = this.#templates.get(String(request.template_id ?? ''))
    if (!this.#users.get(openid)) throw new VendorError(40003, 'invalid openid')
    if (!template) throw new VendorError(40037, 'invalid template_id')
    const state = stateOf(request)
    // The pages of the other editions are not known to the vendor.
    if (state === 'formal') this.#requirePage(request.page)
    const wrong = fieldError(template.fields, request.data)
    if (wrong) throw new VendorError(47003, `argument invalid! ${wrong}`)
    if (this.#inFlight.has(openid)) {
      throw new VendorError(43108, 'Cannot make concurrent calls to the same OpenID')
    }
    this.#inFlight.add(openid)
    try {
      if (this.#settings.sendTakesMs > 0) await delay(this.#settings.sendTakesMs)
      this.#requireQuota()
      this.#takeGrant(openid, template)
      const message = this.#newMessage(openid, template, request, state)
      if (!lost) this.#received.push(message)
      return message
    } finally {
      this.#inFlight.delete(openid)
    }
  }

  /** What phones have received, newest first. */
  received(openid?: string): PhoneMessage[] {
    return this.#received.filter((message) => openid === undefined || message.openid === openid).reverse()
  }

  #newMessage(
    openid: string,
    template: EmulatorTemplate,
    request: SendRequest,
    state: PhoneMessage['state'],
  ): PhoneMessage {
    const now = this.#settings.clock.now()
    const day = beijingDay(now)
    this.#sentOn.set(day, (this.#sentOn.get(day) ?? 0) + 1)
    this.#lastId += 1n
    const data = request.data as Record<string, { value: string }>
    return {
      msgId: String(this.#lastId),
      openid,
      templateId: template.templateId,
      title: template.title,
      fields: template.fields.map(({ key, name }) => ({ key, name, value: data[key]?.value ?? '' })),
      page: typeof request.page === 'string' ? request.page : '',
      state,
      at: now.toISOString(),
    }
  }

  #requirePage(page: unknown): void {
    const { pages } = this.#settings
    if (!pages || page === undefined || page === '') return
    const path = String(page).split('?')[0] ?? ''
    if (!pages.includes(path)) throw new VendorError(41030, 'invalid page')
  }

  #requireQuota(): void {
    const sent = this.#sentOn.get(beijingDay(this.#settings.clock.now())) ?? 0
    if (sent >= this.#settings.dailyQuota) throw new VendorError(45009, 'reach max api daily quota limit')
  }

  #takeGrant(openid: string, template: EmulatorTemplate): void {
    const standing = this.#standing(openid, template.templateId)
    const granted = template.kind === 'long' ? standing.standing === 'accept' : standing.grants > 0
    if (!granted) throw new VendorError(43101, 'user refuse to accept the msg')
    if (template.kind === 'once') standing.grants -= 1
  }

  #standing(openid: string, templateId: string): Standing {
    const key = `${openid} ${templateId}`
    const known = this.#standings.get(key)
    if (known) return known
    const fresh: Standing = { grants: 0, standing: 'none' }
    this.#standings.set(key, fresh)
    return fresh
  }
}

/** Both may be absent; what they are not is refused. */
function stateOf({
  miniprogram_state: state = 'formal',
  lang = 'zh_CN',
}: SendRequest): PhoneMessage['state'] {
  const known = states.find((one) => one === state)
  if (!known) throw new VendorError(47003, 'argument invalid! miniprogram_state invalid')
  if (!languages.includes(String(lang))) throw new VendorError(47003, 'argument invalid! lang invalid')
  return known
}

function beijingDay(now: Date): string {
  return new Date(now.getTime() + 8 * 3600_000).toISOString().slice(0, 10)
}
