import type { Channel, Refused } from '../../../channels/channel'
import { subscribeFields, WechatSender } from '../../../channels/wechat'
import { wechatConnected } from '../../../config'
import type { Deps } from '../../../deps'
import { inPages } from '../../../storage/pages'
import { reachableAccounts } from '../../accounts'
import { preferencesOf } from '../following/preferences'
import { pushModels } from '../push.model'
import { chooseGrant } from './choice'
import { finishGrant, freeGrant } from './grants'
import { templateOf } from './templates'

/** What waited for another try when the credentials were taken away. */
const notConnected: Refused = {
  kind: 'refused',
  code: 'notConnected',
  retry: 'never',
  effect: 'refused',
  detail: 'no WeChat credentials',
}

/** WeChat's subscribe messages: each call spends one grant of the person for the template. */
export function wechatChannel(deps: Deps): Channel {
  const { db, clock, config } = deps
  const sender = new WechatSender({ client: deps.wechat, clock })
  return {
    name: 'wechat',
    async reserve(request) {
      // Told in the inbox alone, for good: what comes later is told by later messages.
      if (!wechatConnected(config)) return { kind: 'none', why: 'notConnected' }
      const { wechat } = await preferencesOf(db, request.person)
      if (!wechat) return { kind: 'none', why: 'wechatOff' }
      const accounts = await reachableAccounts(db, request.person)
      if (accounts.length === 0) return { kind: 'none', why: 'noAccount' }
      return chooseGrant(deps, request, accounts)
    },
    release: (delivery, grant) => freeGrant(db, grant, delivery),
    async *reserved() {
      for await (const page of inPages(pushModels(db).Grant, { state: 'reserved' })) {
        yield page.flatMap(({ _id, delivery }) => (delivery === null ? [] : [{ _id, delivery }]))
      }
    },
    send: async ({ address, template }, message, tries) =>
      wechatConnected(config)
        ? sender.send({
            openid: address,
            templateId: template,
            page: message.link,
            fields: subscribeFields(message, templateOf(deps, template).fields),
            tries,
          })
        : notConnected,
    finish: (attempt) => finishGrant(deps, attempt),
  }
}
