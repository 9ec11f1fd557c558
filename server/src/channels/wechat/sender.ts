import { randomInt } from 'node:crypto'
import type { Clock } from '../../clock'
import type { Outcome } from '../channel'
import type { SubscribeMessage, WeChatClient } from './client'
import { neverSent, type RetryContext, refusal } from './errors'
import { fitTemplateData, type TemplateData, templateProblems } from './template'

export interface WechatMessage {
  openid: string
  templateId: string
  /** A page of the mini-program, without a leading slash, with its query. */
  page: string
  /** By field key (`thing1`). Shown on a locked screen: item name and title only, never a name, a sum or a household. */
  fields: TemplateData
  /** How many definite refusals this attempt has had. */
  tries: number
}

export interface WechatSenderOptions {
  client: Pick<WeChatClient, 'subscribeSend'>
  clock: Clock
  miniprogramState?: SubscribeMessage['miniprogramState']
  /** 0 ≤ n < 1; a test may pin it. */
  jitter?: () => number
}

/** One call of the vendor's send address, and what its answer means. */
export class WechatSender {
  #options: WechatSenderOptions

  constructor(options: WechatSenderOptions) {
    this.#options = options
  }

  /** Never throws for what the vendor or the network does. */
  async send(message: WechatMessage): Promise<Outcome> {
    const data = fitTemplateData(message.fields)
    const problems = templateProblems(data)
    if (problems.length > 0) {
      return {
        kind: 'refused',
        code: 'invalidFields',
        retry: 'never',
        effect: 'refused',
        detail: problems.map(({ key, problem }) => `${key}${problem}`).join('；'),
      }
    }
    const result = await this.#options.client.subscribeSend({
      touser: message.openid,
      templateId: message.templateId,
      page: message.page,
      data,
      miniprogramState: this.#options.miniprogramState,
    })
    switch (result.kind) {
      case 'ok':
        return { kind: 'accepted', ...(result.value.msgId ? { receiptKey: result.value.msgId } : {}) }
      case 'refused':
        return refusal(result.code, result.message, this.#context(message.tries))
      case 'unreachable':
        return neverSent(result.detail, this.#context(message.tries))
      case 'unknown':
        return result
    }
  }

  #context(tries: number): RetryContext {
    const { clock, jitter = () => randomInt(1000) / 1000 } = this.#options
    return { tries, now: clock.now(), jitter: jitter() }
  }
}
