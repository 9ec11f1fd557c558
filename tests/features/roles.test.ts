import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import wechatTemplates from '../../config/templates/wechat.json'
import { systemClock } from '../../server/src/clock'
import { type RunningWeChatEmulator, startWeChatEmulator } from '../../server/src/demo/wechat-emulator'
import { defaultPreferences } from '../../server/src/features/push/following/preferences'
import { connectStorage } from '../../server/src/storage/connect'
import {
  approved,
  completeContent,
  draftOf,
  peopled,
  renewed,
  submitted,
  type Village,
  village,
} from '../api/notices-setup'
import { StillClock, testApp, testKeys } from '../support/app'
import { aFollower, aGrant } from '../support/builders'
import { exitOf, newDataDir, removeDataDirs, runService } from '../support/service'

const template = 'published-of-the-test'
const item = 1
const readers = ['villager', 'outsider'] as const

let vendor: RunningWeChatEmulator
let t: Village
let dataDir: string
const running: ReturnType<typeof runService>[] = []

/** A part of the service in a process of its own; resolves with what it says when it is ready. */
async function started(role: string, more: Record<string, string> = {}) {
  const one = runService(
    {
      ...testKeys,
      DATA_DIR: dataDir,
      DEMO: '0',
      LOG_LEVEL: 'warn',
      WECHAT_APPID: 'wx-test',
      WECHAT_SECRET: 'secret',
      WECHAT_EVENT_TOKEN: 'event-token',
      WECHAT_BASE_URL: vendor.url,
      WECHAT_TEMPLATE_PUBLISHED: template,
      WECHAT_TEMPLATE_EMERGENCY: `${template}-emergency`,
      ...more,
    },
    [`--role=${role}`],
  )
  running.push(one)
  await until(() => {
    if (one.child.exitCode !== null) throw new Error(`${role} ended\n${one.output()}`)
    return /ready|standing by/.test(one.output())
  })
  return one
}

async function until(done: () => boolean | Promise<boolean>, ms = 30_000): Promise<void> {
  const end = performance.now() + ms
  while (!(await done())) {
    if (performance.now() > end)
      throw new Error(`waited ${ms} ms\n${running.map((one) => one.output()).join('\n')}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const urlOf = (one: ReturnType<typeof runService>) =>
  /(http:\/\/127\.0\.0\.1:\d+)\//.exec(one.output())?.[1] ?? ''
const phone = (who: string) => vendor.messages.received(`o-${who}`)

/** Published by the process that serves the web, as a publisher's phone asks for it. */
async function publish(url: string, title: string): Promise<void> {
  const work = await approved(t, await submitted(t, await draftOf(t, item, completeContent(item, { title }))))
  const answer = await fetch(`${url}/api/notices/${work.notice}/publish`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${renewed(t, 'publisher')}` },
    body: JSON.stringify({ contentHash: work.contentHash }),
  })
  expect([answer.status, await answer.text()]).toEqual([200, expect.any(String)])
}

async function followedBy(who: string): Promise<void> {
  const { models } = t.deps
  const since = new Date(Date.now() - 60_000)
  vendor.users.add({ openid: `o-${who}` })
  await aFollower(models, `p-${who}`, { since })
  await models.Preference.create({
    ...defaultPreferences,
    _id: `p-${who}`,
    frequency: 'immediate',
    quietFrom: '00:00',
    quietTo: '00:00',
  })
  for (let n = 0; n < 5; n++) {
    vendor.messages.choose(`o-${who}`, { templateId: template, result: 'accept' })
    await aGrant(models, `o-${who}`, since, template)
  }
}

beforeAll(async () => {
  dataDir = newDataDir()
  vendor = await startWeChatEmulator({
    clock: systemClock,
    appid: 'wx-test',
    secret: 'secret',
    templates: [
      { ...wechatTemplates.published, templateId: template, kind: 'once' },
      { ...wechatTemplates.emergency, templateId: `${template}-emergency`, kind: 'once' },
    ],
    pages: ['pages/notice/index'],
    sendTakesMs: 3,
  })
  await started('db')
  const storage = await connectStorage({ dataDir })
  const database = { uri: storage.uri, connection: storage.connection, close: () => storage.close() }
  t = await peopled(await testApp({ database, clock: new StillClock(new Date()), demo: false }))
  for (const who of readers) await followedBy(who)
}, 60_000)

afterAll(async () => {
  await t?.close()
  for (const { child } of running.reverse()) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await exitOf(child)
  }
  await vendor?.close()
  removeDataDirs()
})

describe('a service in parts: db, web, worker and scheduler', () => {
  let url: string
  let worker: ReturnType<typeof runService>

  it('tells nobody while there is no worker, and keeps what is to be told', async () => {
    await started('scheduler')
    const web = await started('web')
    url = urlOf(web)
    await publish(url, '村简介更新了一')
    const home = await fetch(`${url}/api/screens/home?region=${village.code}`)
    expect(await home.text()).toContain('村简介更新了一')
    await new Promise((resolve) => setTimeout(resolve, 2500))
    expect(readers.flatMap(phone)).toHaveLength(0)
  }, 60_000)

  it('tells each reader once as soon as there is one; the worker listens for health alone', async () => {
    worker = await started('worker', { HEALTH_PORT: '0' })
    await until(() => readers.every((who) => phone(who).length > 0))
    expect(readers.map((who) => phone(who).length)).toEqual([1, 1])
    expect(urlOf(worker)).toBe('')
  }, 60_000)

  it('loses and repeats nothing when the worker is killed and another one comes', async () => {
    worker.child.kill('SIGKILL')
    await exitOf(worker.child)
    await publish(url, '村简介更新了二')
    const next = await started('worker,scheduler', { HEALTH_PORT: '0' })
    // What the dead one may have been sending holds its phone for a lease of a minute.
    await until(() => readers.every((who) => phone(who).length > 1), 120_000)
    await new Promise((resolve) => setTimeout(resolve, 2500))
    expect(readers.map((who) => phone(who).length)).toEqual([2, 2])
    next.child.kill('SIGTERM')
    expect(await exitOf(next.child)).toBe(0)
  }, 180_000)
})

describe('a part of the service', () => {
  it('answers whoever watches over it, where it is told to', async () => {
    const token = 'a-token-of-the-operators'
    const taken = await started('worker', { HEALTH_PORT: '39517', OPERATIONS_TOKEN: token })
    const health = urlOf(taken)
    expect((await fetch(`${health}/readyz`)).status).toBe(200)
    expect((await fetch(`${health}/metrics`)).status).toBe(401)
    const figures = await fetch(`${health}/metrics`, { headers: { authorization: `Bearer ${token}` } })
    expect(await figures.text()).toMatch(
      /^process_cpu_user_seconds_total [\d.]+[\s\S]*^nodejs_eventloop_lag_seconds [\d.]+/m,
    )
    expect((await fetch(`${health}/api/regions`)).status).toBe(404)
    taken.child.kill('SIGTERM')
    expect(await exitOf(taken.child)).toBe(0)
  }, 60_000)

  it('is told in one sentence when there is no such part, or the data are a demo', async () => {
    for (const [role, words] of [
      ['webb', 'webb'],
      ['web', 'DEMO=0'],
    ] as const) {
      const one = runService({ DATA_DIR: newDataDir(), DEMO: role === 'web' ? '1' : '0' }, [`--role=${role}`])
      expect(await exitOf(one.child)).toBe(1)
      expect(one.output()).toMatch(/^[^\n]+[。；][^\n]*\n$/)
      expect(one.output()).toContain(words)
    }
  }, 60_000)
})
