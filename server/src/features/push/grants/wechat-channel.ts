import type { Channel, Refused } from '../../../channels/channel'
import { subscribeFields, WechatSender } from '../../../channels/wechat'
import { wechatConnected } from '../../../config'
import type { Deps } from '../../../deps'
import { inPages } from '../../../storage/pages'
import { pushModels } from '../push.model'
import { reserveMany } from './choice'
import { finishGrants } from './ended'
import { freeReserved } from './grants'
import { reachOf } from './reach'
import { templateOf } from './templates'

/** What waited for another try when the credentials were taken away. */
const notConnected: Refused = {
  kind: 'refused',
  code: 'notConnected',
  retry: 'never',
  effect: 'refused',
  detail: 'no WeChat credentials',
}

/** Our words or our templates are at fault: nothing goes until somebody changes them. */
const ourFault = new Set(['45168', '47003', 'invalidFields'])

/** The vendor pushes its receipts within seconds, and pushes again for a few minutes where we did not answer. */
const receiptWindowMs = 5 * 60_000

/** WeChat's subscribe messages: each call spends one grant of the person for the template. */
export function wechatChannel(deps: Deps): Channel {
  const { db, clock, config, log } = deps
  const sender = new WechatSender({ client: deps.wechat, clock, miniprogramState: config.wechat.state })
  return {
    name: 'wechat',
    receiptWindowMs,
    limits: { wechat: config.wechat.limits },
    reserve: async (requests, heldUntil) =>
      wechatConnected(config)
        ? reserveMany(deps, requests, heldUntil)
        : // For good: what comes later is told by later messages.
          new Map(requests.map(({ delivery }) => [delivery, { kind: 'none', why: 'notConnected' }])),
    release: (held) => freeReserved(db, held),
    async *reserved() {
      for await (const page of inPages(pushModels(db).Grant, { state: 'reserved' })) {
        yield page.flatMap(({ _id, delivery }) => (delivery === null ? [] : [{ _id, delivery }]))
      }
    },
    async send({ address, template }, message, tries) {
      if (!wechatConnected(config)) return notConnected
      const outcome = await sender.send({
        openid: address,
        templateId: template,
        page: message.link,
        fields: subscribeFields(message, templateOf(deps, template).fields),
        tries,
      })
      if (outcome.kind === 'refused' && ourFault.has(outcome.code)) {
        const { code, detail } = outcome
        log.error({ code, detail, link: message.link }, 'push: WeChat does not take these words')
      }
      return outcome
    },
    finish: (attempts) => finishGrants(deps, attempts),
    canReach: async (persons, message) =>
      wechatConnected(config)
        ? reachOf(deps, persons, message)
        : new Map(persons.map((person) => [person, 'notConnected'])),
    price: () => 0,
  }
}
