// A process to be killed: a village's database and its push engine. What it answers is acknowledged.

import { features } from '../../server/src/app'
import { WeChatClient } from '../../server/src/channels/wechat'
import { OffsetClock } from '../../server/src/clock'
import { readConfig } from '../../server/src/config'
import type { Deps } from '../../server/src/deps'
import { newEngine } from '../../server/src/features/push/engines'
import type { DeliveryDoc, MatchDoc } from '../../server/src/features/push/push.model'
import { type AllModels, allModels, initModels } from '../../server/src/models'
import { createSignal } from '../../server/src/signal'
import { connectStorage } from '../../server/src/storage/connect'
import { createMarks } from '../../server/src/storage/marks'
import { aFollower, aNotice, announceNotice, aPerson, aVillage, openidOf } from '../support/builders'
import { type Answer, type Ask, grantsEach, type Told } from './push-talk'

const [dataDir = '', workerFile = '', baseUrl = '', offset = '0', people = ''] = process.argv.slice(2)

const silentLog: Deps['log'] = { info() {}, warn() {}, error() {}, debug() {} }

async function seed(models: AllModels, now: Date): Promise<void> {
  await aVillage(models)
  const before = new Date(now.getTime() - 60_000)
  for (const id of people.split(',')) {
    await aPerson(models, {
      id,
      now,
      preference: { frequency: 'immediate', quietFrom: '00:00', quietTo: '00:00' },
    })
    await aFollower(models, id, { since: before })
    await models.Grant.insertMany(
      Array.from({ length: grantsEach }, (_, n) => ({
        _id: `${id}:${n}`,
        openid: openidOf(id),
        template: 'demo-published',
        state: 'free' as const,
        at: before,
      })),
    )
  }
}

async function atRest({ Announcement, Match, Delivery, Attempt, Grant }: AllModels): Promise<boolean> {
  const left = await Promise.all([
    Announcement.countDocuments({ matchedAt: null }),
    Match.countDocuments({ state: { $in: ['pending', 'taken'] } }),
    Delivery.countDocuments({ state: { $ne: 'done' } }),
    Attempt.countDocuments({ state: { $in: ['sending', 'waiting'] } }),
    Grant.countDocuments({ state: 'reserved' }),
  ])
  return left.every((n) => n === 0)
}

async function ledger({ Match, Delivery }: AllModels): Promise<Told[]> {
  const matches = await Match.find().lean<MatchDoc[]>()
  const deliveries = new Map((await Delivery.find().lean<DeliveryDoc[]>()).map((one) => [one._id, one]))
  return matches.map(({ subject, person, delivery: id }) => {
    const delivery = deliveries.get(id ?? '')
    const isSummary = (delivery?.items.length ?? 0) > 1
    return { notice: subject.id, person, result: delivery?.result ?? 'none', delivery: id ?? '', isSummary }
  })
}

async function main(): Promise<void> {
  const storage = await connectStorage({ dataDir, workerFile })
  const db = storage.connection
  const models = allModels(db)
  await initModels(db)
  const clock = new OffsetClock(undefined, Number(offset))
  if ((await models.Region.countDocuments()) === 0) await seed(models, clock.now())
  const deps: Deps = {
    config: { ...readConfig({ LOG_LEVEL: 'silent', WECHAT_APPID: 'wx-test' }), demo: true },
    clock,
    db,
    marks: createMarks(db, silentLog),
    work: createSignal(),
    features,
    wechat: new WeChatClient({ appid: 'wx-test', secret: 'secret', clock, baseUrl }),
    log: silentLog,
  }
  const engine = newEngine(deps)
  engine.start()
  const answer = (said: Answer) => process.send?.(said)
  process.on('message', async (ask: Ask) => {
    if (ask.kind === 'publish') {
      const notice = await aNotice(models, { id: ask.id, item: 1, at: clock.now() })
      await announceNotice(models, notice, clock.now())
      engine.wake()
      answer({ kind: 'published', id: ask.id })
    } else if (ask.kind === 'settle') {
      for (let looks = 0; looks < 20 && !(await atRest(models)); looks++) {
        clock.advance(61_000)
        await engine.runOnce()
      }
      answer({ kind: 'settled', atRest: await atRest(models), told: await ledger(models) })
    }
  })
  answer({ kind: 'ready' })
}

void main()
