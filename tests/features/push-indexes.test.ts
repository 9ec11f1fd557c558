import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Embedded, startEmbedded } from '@hutang/embedded-db'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import mongoose from 'mongoose'
import { announcementModels } from '../../server/src/features/announcements/announcements.model'
import { newEngine } from '../../server/src/features/push/engines'
import { pushModels } from '../../server/src/features/push/push.model'
import {
  completeContent,
  peopled,
  published,
  renewed,
  type Village,
  village,
  type Who,
} from '../api/notices-setup'
import { testApp } from '../support/app'
import { aFollower } from '../support/builders'
import { describeEmbedded } from '../support/database'
import { smsEnv } from './push-sms-rig'

/** The database says of a query that it walks where a collection has more than five thousand documents. */
const walkedAbove = 5000
const warnings: string[] = []
const log = {
  warn: (message: string) => warnings.push(message),
  error: (message: string) => warnings.push(message),
}

let t: Village
let embedded: Embedded
let folder: string
const minute = 60_000

describeEmbedded('with very much in every collection of the engine', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ht-'))
    embedded = await startEmbedded({ dataDir: folder, log })
    const connection = await mongoose.createConnection(embedded.uri).asPromise()
    const database = { uri: embedded.uri, connection, close: () => connection.close() }
    t = await peopled(await testApp({ database, env: smsEnv('http://127.0.0.1:9') }))
    await fill()
  }, 120_000)
  afterAll(async () => {
    await t?.close()
    await embedded?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('whatever the engine and its pages ask is found by an index', async () => {
    const { notice } = await throughTheEngine()
    await throughThePages(notice)
    expect(warnings.filter((one) => one.includes('walked'))).toEqual([])
  }, 120_000)
})

/** Documents that no query asks for. Of what is paused or stopped there is never more than channels and templates. */
async function fill(): Promise<void> {
  const {
    Pause: _pauses,
    SmsStop: _stops,
    ...models
  } = { ...pushModels(t.deps.db), ...announcementModels(t.deps.db) }
  const matchedAt = t.clock.now()
  const ids = Array.from({ length: walkedAbove + 1 }, (_, n) => ({
    _id: `!${String(n).padStart(5, '0')}`,
    matchedAt,
  }))
  for (const model of Object.values(models)) {
    await t.deps.db.collection<{ _id: string }>(model.collection.name).insertMany(ids)
  }
}

/** Told, refused, tried again, by digests, corrected, important, on the visit list, swept. */
async function throughTheEngine() {
  const { models } = t.deps
  const engine = () => newEngine(t.deps)
  for (const who of ['villager', 'outsider', 'neighbour'] as const) {
    const since = new Date(t.clock.now().getTime() - minute)
    await aFollower(models, `p-${who}`, { region: village.code, since })
    await aFollower(models, `p-${who}`, { region: village.code, word: '补贴', since })
  }
  await put('villager', 'PUT /api/me/preferences', { frequency: 'immediate' })
  const work = await published(t, 31, completeContent(31, { table: true }))
  await published(t, 50, completeContent(50, { title: '明天停水，请提前备水' }))
  for (let round = 0; round < 6; round++) {
    await engine().runOnce()
    t.clock.advance([minute, 10 * minute, 60 * minute][round % 3] ?? minute)
  }
  t.clock.advance(24 * 60 * minute)
  await engine().resetHints()
  await engine().runOnce()
  await engine().sweep()
  return work
}

const put = (who: Who, key: 'PUT /api/me/preferences' | 'PUT /api/me/mutes', body: object) =>
  t.ask(key, { body, token: renewed(t, who) } as never)

async function throughThePages(notice: string): Promise<void> {
  const params = { id: notice }
  const ask = async (who: Who, key: Parameters<Village['ask']>[0], options: object = {}) => {
    const answer = await t.ask(key, { ...options, token: renewed(t, who) } as never)
    expect([key, answer.status, answer.error]).toEqual([key, 200, undefined])
    return answer.body as never
  }
  const entry = await t.deps.models.Match.findOne({ person: 'p-villager' }).sort({ at: -1 }).lean()
  for (const key of [
    ...(['GET /api/screens/subscriptions', 'GET /api/screens/inbox', 'GET /api/me/digest'] as const),
    ...(['GET /api/me/subscriptions', 'GET /api/me/preferences', 'GET /api/me/email'] as const),
  ])
    await ask('villager', key, {
      query: key === 'GET /api/screens/subscriptions' ? { region: village.code } : {},
    })
  await ask('villager', 'GET /api/live/state', { query: { region: village.code } })
  await ask('villager', 'GET /api/me/inbox/:id/why', { params: { id: entry?._id } })
  await ask('villager', 'GET /api/notices/:id/why', { params, query: {} })
  await ask('villager', 'PUT /api/me/mutes', { body: { mutes: [{ notice }] } })
  await ask('villager', 'POST /api/me/inbox/read', { body: {} })
  await ask('publisher', 'GET /api/notices/:id/reach', { params, query: { ending: 'withdrawn' } })
  await ask('clerk', 'GET /api/notices/:id/told', { params })
  await ask('clerk', 'GET /api/notices/:id/told/people', { params, query: { part: 'inbox' } })
  await ask('clerk', 'GET /api/regions/:code/visits', { params: { code: village.code }, query: {} })
  await ask('clerk', 'GET /api/regions/:code/sms', { params: { code: village.code } })
  await ask('clerk', 'GET /api/screens/desk', { query: { region: village.code } })
  for (const url of ['/api/operator/push', '/metrics']) {
    const answer = await t.app.inject({ method: 'GET', url })
    expect([url, answer.statusCode]).toEqual([url, 200])
  }
}
