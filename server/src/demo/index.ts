import { contract } from '@hutang/shared'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Deps } from '../deps'
import { AppError } from '../errors'
import { type Actor, actorOf } from '../features/accounts'
import { networkOf, noteAct } from '../features/audit'
import { openPhone } from '../features/residents'
import { serve } from '../http/contract'
import { pagePolicy } from '../http/inline-scripts'
import { publicMark } from '../http/public-cache'
import { allModels } from '../models'
import { demoPage } from './page'
import type { DemoParts } from './parts'
import { personaViews } from './persona-view'
import { phonePage } from './phone-page'
import { householdId } from './seed-people'
import { smsOnPhone } from './sms'

export { type DemoParts, startDemo } from './parts'
export { aimReceipts } from './sms'

/** The doors of the demo: who one can be, what time it is, and what the emulated phones received. */
export function demoFeature(deps: Deps, parts: DemoParts) {
  return async (app: FastifyInstance): Promise<void> => {
    const on = serve(app)
    const clockView = () => ({
      now: parts.clock.now().toISOString(),
      offsetSeconds: Math.round(parts.clock.offsetMs / 1000),
    })

    on('GET /demo', (_request, reply) => sendPage(reply, demoPage(personaViews())))
    on('GET /demo/phone', (request, reply) =>
      sendPage(reply, phonePage(personaViews(), request.query.persona)),
    )
    on('GET /demo/personas', () => ({ personas: personaViews() }))
    on('GET /demo/phone/messages', async (request) => ({
      sms: await smsOnPhone(deps, parts.sms, request.query.openid),
      messages: parts.emulator.messages.received(request.query.openid).map((message) => ({
        id: message.msgId,
        openid: message.openid,
        template: message.title,
        fields: message.fields.map(({ name, value }) => ({ name, value })),
        page: message.page,
        at: message.at,
      })),
    }))
    on('GET /demo/clock', clockView)
    on('POST /demo/clock', async (request) => {
      const { advanceSeconds, reset } = request.body
      await parts.clock.move(deps.db, reset ? -parts.clock.offsetMs : (advanceSeconds ?? 0) * 1000)
      await noteAct(deps, {
        act: 'settingChanged',
        detail: 'demoClock',
        by: { from: networkOf(request.ip) },
      })
      // What is kept for visitors may depend on the day.
      await deps.marks.move(publicMark)
      deps.work.send()
      return clockView()
    })
    on('POST /demo/wechat/code', (request) => {
      const user = parts.emulator.users.add(request.body.openid ? { openid: request.body.openid } : {})
      return { code: parts.emulator.users.loginCode(user.openid), openid: user.openid }
    })
    on('POST /demo/wechat/phone-code', async (request) => {
      const { _id } = actorOf(request).account
      const openid = openidOf(actorOf(request))
      parts.emulator.users.add({ openid, phone: (await registeredPhone(deps, _id)) ?? demoPhone })
      return { code: parts.emulator.users.phoneCode(openid) }
    })
    on('POST /demo/wechat/grants', (request) => {
      const openid = openidOf(actorOf(request))
      const { templateIds, result } = request.body
      const known = new Set(Object.values(deps.config.wechat.templates))
      if (templateIds.some((id) => !known.has(id))) {
        throw new AppError('invalidFields', {
          fields: [{ field: 'templateIds', message: '没有这个消息模板。' }],
        })
      }
      parts.emulator.grant(
        openid,
        templateIds.map((templateId) => ({ templateId, result })),
      )
      return { results: templateIds.map((templateId) => ({ templateId, result })) }
    })
  }
}

const demoPhone = '19900009999'

/** The emulated phone has the number the register knows of whom its owner claims to be, so that this way can be tried. */
async function registeredPhone({ db, config }: Deps, account: string): Promise<string | null> {
  const models = allModels(db)
  const claim = await models.Claim.findOne({ account, state: 'open' }).sort({ openedAt: -1 }).lean()
  if (!claim) return null
  const household = householdId(claim.region, claim.householdCode)
  const person = await models.Person.findOne({ 'residence.household': household, name: claim.name }).lean()
  return person?.phoneSealed ? openPhone(person.phoneSealed, [config.secrets.fieldKey]) : null
}

const sendPage = (reply: FastifyReply, html: string): FastifyReply =>
  reply
    .headers({ ...pagePolicy(html), 'cache-control': 'no-store' })
    .type(contract['GET /demo'].produces ?? 'text/html')
    .send(html)

/** Whoever signed in with a sign-in slip (登录单) has no phone in the emulator. */
function openidOf({ account: { openid } }: Actor): string {
  if (openid === null) throw new AppError('wechatNotConnected', { message: '请先用微信登录，再办这一件。' })
  return openid
}
