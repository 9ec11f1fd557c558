import wechatTemplates from '../../config/templates/wechat.json'
import { WeChatClient } from '../../server/src/channels/wechat'
import { type RunningWeChatEmulator, startWeChatEmulator } from '../../server/src/demo/wechat-emulator'
import type { Announced } from '../../server/src/features/announcements'
import type { EngineOptions } from '../../server/src/features/push/delivery/engine'
import { engineOf, newEngine } from '../../server/src/features/push/engines'
import { defaultPreferences } from '../../server/src/features/push/following/preferences'
import { wechatChannel } from '../../server/src/features/push/grants/wechat-channel'
import type { DeliveryDoc, MatchDoc, PreferenceDoc } from '../../server/src/features/push/push.model'
import { type StillClock, type TestApp, testApp, testNow } from '../support/app'
import {
  aFollower,
  aGrant,
  aHousehold,
  aNotice,
  announceNotice,
  aPerson,
  aVillage,
  hutang,
  openidOf,
} from '../support/builders'

export const SEND = '/cgi-bin/message/subscribe/send'
export const minute = 60_000

export interface Published
  extends Partial<Pick<Announced, 'validUntil' | 'visit' | 'againHours' | 'urgency'>> {
  households?: string[]
  title?: string
}

export interface Rig extends TestApp {
  emulator: RunningWeChatEmulator
  /** An empty village, a new vendor, the clock back at its beginning. */
  reset(): Promise<void>
  /** From now on the vendor pushes its events to the application. */
  receipts(): Promise<void>
  engine(options?: EngineOptions): ReturnType<typeof newEngine>
  /** Somebody who follows everything of the village and has `grants` for messages on the phone. */
  follower(id: string, grants?: number): Promise<void>
  /** Many who follow everything of the village, without phones. */
  followers(ids: readonly string[], preference?: Partial<PreferenceDoc>): Promise<void>
  /** Published and announced now. */
  publish(id: string, item?: number, more?: Published): Promise<void>
  /** Messages on the person's phone, as the vendor knows. */
  phone(person: string): ReturnType<RunningWeChatEmulator['messages']['received']>
  /** Calls to the vendor's send address for the person. */
  calls(person?: string): number
  matchOf(person: string): Promise<string>
}

/** The application over the vendor's emulator, under one clock that only the test moves. `reset` between tests. */
export async function pushRig(options: { monitorCommands?: boolean } = {}): Promise<Rig> {
  const t = await testApp({ monitorCommands: true, ...options })
  const { models } = t.deps
  let origin: string | undefined
  const rig: Rig = {
    ...t,
    emulator: await newEmulator(t.clock),
    async reset() {
      await rig.emulator.close()
      await Promise.all(
        Object.values(models).map((model) => (model as { deleteMany(all: object): unknown }).deleteMany({})),
      )
      t.clock.moveTo(testNow)
      rig.emulator = await newEmulator(t.clock)
      const { appid, secret, url: baseUrl } = rig.emulator
      Object.assign(t.deps, {
        wechat: new WeChatClient({ appid, secret, clock: t.clock, baseUrl, timeoutMs: 20_000 }),
      })
      await aVillage(models)
    },
    async receipts() {
      origin ??= await t.app.listen({ host: '127.0.0.1', port: 0 })
      // The test alone decides when an engine works.
      await engineOf(t.deps).stop()
      rig.emulator.events.aimAt({ url: `${origin}/api/wechat/events`, token: 'event-token' })
    },
    engine: (options) => newEngine(t.deps, { channels: [wechatChannel(t.deps)], ...options }),
    async follower(id, grants = 1) {
      rig.emulator.users.add({ openid: openidOf(id) })
      await aPerson(models, { id, now: t.clock.now() })
      await aFollower(models, id, { since: new Date(t.clock.now().getTime() - minute) })
      await giveGrants(rig, id, grants)
    },
    async followers(ids, preference = {}) {
      const since = new Date(t.clock.now().getTime() - minute)
      const { Person, Preference, Subscription } = models
      const how = { ...defaultPreferences, frequency: 'immediate' as const, ...preference }
      const one = { region: hutang, below: false, category: null, item: null, word: null, scope: hutang }
      const begun = { ...one, since, until: null, open: true }
      await Person.insertMany(
        ids.map((id) => ({ _id: id, name: `示例${id}`, residence: null })),
        { lean: true },
      )
      await Preference.insertMany(
        ids.map((id) => ({ ...how, _id: id })),
        { lean: true },
      )
      await Subscription.insertMany(
        ids.map((id) => ({ ...begun, _id: `${id}-all`, person: id })),
        { lean: true },
      )
    },
    async publish(id, item = 1, { households = [], title, ...more } = {}) {
      const at = t.clock.now()
      const notice = await aNotice(models, {
        id,
        item,
        at,
        households,
        ...(title === undefined ? {} : { title }),
      })
      await announceNotice(models, notice, at, more)
    },
    phone: (person) => rig.emulator.messages.received(openidOf(person)),
    calls: (person) =>
      rig.emulator.log.filter(
        ({ path, body }) =>
          path === SEND && (!person || (body as { touser?: string }).touser === openidOf(person)),
      ).length,
    async matchOf(person) {
      const match = await models.Match.findOne({ person }).lean<MatchDoc>()
      const delivery = await models.Delivery.findById(match?.delivery).lean<DeliveryDoc>()
      return `${match?.state ?? 'none'} ${delivery?.result ?? '-'}`
    },
    async close() {
      await rig.emulator.close()
      await t.close()
    },
  }
  await rig.reset()
  return rig
}

const newEmulator = (clock: StillClock) =>
  startWeChatEmulator({
    clock,
    appid: 'wx-test',
    secret: 'secret',
    templates: [
      { ...wechatTemplates.published, kind: 'once' },
      { ...wechatTemplates.emergency, kind: 'once' },
    ],
    pages: ['pages/notice/index', 'account/inbox/index'],
    sendTakesMs: 3,
  })

/** Given a minute ago, known to both sides. */
export async function giveGrants(
  rig: Rig,
  person: string,
  grants: number,
  template = wechatTemplates.published.templateId,
): Promise<void> {
  for (let n = 0; n < grants; n++) {
    rig.emulator.messages.choose(openidOf(person), { templateId: template, result: 'accept' })
    await aGrant(rig.deps.models, openidOf(person), new Date(rig.clock.now().getTime() - minute), template)
  }
}

/** A verified resident of a household, with grants. */
export async function resident(rig: Rig, id: string, code: string, grants = 1): Promise<string> {
  const household = await aHousehold(rig.deps.models, code)
  rig.emulator.users.add({ openid: openidOf(id) })
  await aPerson(rig.deps.models, { id, household, now: rig.clock.now() })
  await giveGrants(rig, id, grants)
  return household
}
