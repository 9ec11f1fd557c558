import { type ChildProcess, fork } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import wechatTemplates from '../../config/templates/wechat.json'
import { type RunningWeChatEmulator, startWeChatEmulator } from '../../server/src/demo/wechat-emulator'
import { openidOf } from '../support/builders'
import { bundle } from '../support/bundle'
import { type Answer, type Ask, grantsEach, noticesEach, rounds, type Told } from './push-talk'

const SEND = '/cgi-bin/message/subscribe/send'
const people = Array.from({ length: 6 }, (_, n) => `p${n}`)
const root = join(__dirname, '../..')
// Where the server's own versions of its libraries are found.
const worker = join(root, 'server/node_modules/.cache/hutang/push-worker.cjs')

let dataDir: string
let emulator: RunningWeChatEmulator
let offset = 0

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'hp-'))
  await bundle('tests/chaos/push-worker.ts', worker)
  emulator = await startWeChatEmulator({
    clock: { now: () => new Date(Date.now() + offset) },
    appid: 'wx-test',
    secret: 'secret',
    templates: [{ ...wechatTemplates.published, kind: 'once' }],
    sendTakesMs: 5,
  })
  for (const person of people) {
    emulator.users.add({ openid: openidOf(person) })
    const choice = { templateId: wechatTemplates.published.templateId, result: 'accept' as const }
    for (let n = 0; n < grantsEach; n++) emulator.messages.choose(openidOf(person), choice)
  }
})
afterAll(async () => {
  await emulator?.close()
  rmSync(dataDir, { recursive: true, force: true })
})

interface Process {
  child: ChildProcess
  published: string[]
  ask(what: Ask): void
  heard<K extends Answer['kind']>(kind: K): Promise<Extract<Answer, { kind: K }>>
}

/** Each begins over a lease later than the one before, so that what that one held is free. */
async function start(): Promise<Process> {
  offset += 61_000
  const args = [
    dataDir,
    join(root, 'server/dist/embedded-worker.js'),
    emulator.url,
    String(offset),
    people.join(','),
  ]
  const child = fork(worker, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const published: string[] = []
  child.on('message', (said: Answer) => {
    if (said.kind === 'published') published.push(said.id)
  })
  const heard: Process['heard'] = (kind) =>
    new Promise((resolve, reject) => {
      child.on('message', (said: Answer) => {
        if (said.kind === kind) resolve(said as Extract<Answer, { kind: typeof kind }>)
      })
      child.once('exit', () => reject(new Error(`ended before it said ${kind}`)))
    })
  await heard('ready')
  return { child, published, ask: (what) => child.send(what), heard }
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
}

describe('an engine that is killed again and again', () => {
  it(
    `${rounds} times: everybody who was promised is told once, by the vendor's own log`,
    async () => {
      const acknowledged: string[] = []
      for (let round = 0; round < rounds; round++) {
        const { child, ask, published } = await start()
        const until = performance.now() + randomInt(80, 700)
        for (let n = 0; n < noticesEach && performance.now() < until; n++) {
          ask({ kind: 'publish', id: `r${round}n${n}` })
          await delay(randomInt(10, 80))
        }
        await delay(Math.max(0, until - performance.now()))
        await kill(child)
        acknowledged.push(...published)
      }
      const last = await start()
      last.ask({ kind: 'settle' })
      const { atRest, told } = await last.heard('settled')
      await kill(last.child)

      expect(atRest).toBe(true)
      expect(acknowledged.length).toBeGreaterThan(0)
      const results = new Map(told.map(({ notice, person, result }) => [key(notice, person), result]))
      const calls = callsByKey()
      const expected = acknowledged.flatMap((notice) => people.map((person) => key(notice, person)))
      expect(expected.filter((one) => !results.has(one))).toEqual([])
      const singles = [...calls].filter(([one]) => !one.startsWith(summary))
      expect(singles.filter(([, { made }]) => made > 1)).toEqual([])
      for (const one of told.filter(({ isSummary }) => !isSummary))
        expect(disagreement(one, calls)).toBeNull()
      for (const person of people) expect(summariesAstray(person, told, calls)).toBeNull()
    },
    rounds * 15_000,
  )
})

/** More than three within ten minutes: what a summary tells stands behind its link. */
const summary = 'summary'

/** Each summary was called once at most, and those that were delivered are on the phone. */
function summariesAstray(
  person: string,
  told: readonly Told[],
  calls: ReturnType<typeof callsByKey>,
): string | null {
  const own = new Map(
    told.flatMap((one) => (one.isSummary && one.person === person ? [[one.delivery, one.result]] : [])),
  )
  const { made, delivered } = calls.get(key(summary, person)) ?? { made: 0, delivered: 0 }
  const sure = [...own.values()].filter((result) => result === 'delivered').length
  const good =
    made <= own.size &&
    sure <= delivered &&
    [...own.values()].every((one) => ['delivered', 'unknown'].includes(one))
  return good ? null : `${person}: ${[...own.values()].join()}; ${made} calls, ${delivered} on the phone`
}

const key = (notice: string, person: string) => `${notice} ${person}`

/** From the vendor's side alone: calls that may have been a yes, and messages on phones, by notice and person. */
function callsByKey(): Map<string, { made: number; delivered: number }> {
  const calls = new Map<string, { made: number; delivered: number }>()
  for (const { path, body, answer, delivered } of emulator.log) {
    const definiteNo = typeof answer?.errcode === 'number' && answer.errcode !== 0
    if (path !== SEND || definiteNo) continue
    const { touser, page } = body as { touser: string; page: string }
    const one = key(page.split('id=')[1] ?? summary, touser.replace('openid-', ''))
    const known = calls.get(one) ?? { made: 0, delivered: 0 }
    calls.set(one, { made: known.made + 1, delivered: known.delivered + (delivered ? 1 : 0) })
  }
  return calls
}

/** Delivered is on the phone; unknown may be either; nothing else may have happened here. */
function disagreement({ notice, person, result }: Told, calls: ReturnType<typeof callsByKey>): string | null {
  const delivered = calls.get(key(notice, person))?.delivered ?? 0
  if (result === 'delivered' && delivered === 1) return null
  return result === 'unknown' ? null : `${notice} ${person}: ${result}, ${delivered} on the phone`
}
