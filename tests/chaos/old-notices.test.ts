import { randomInt } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { OldBatch, OldEntry } from '@hutang/shared'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import mongoose from 'mongoose'
import { allModels } from '../../server/src/models'
import { demoSession } from '../support/demo-session'
import { formOf } from '../support/form'
import { oldFolder, oldTable } from '../support/old-notices'
import { runs } from '../support/runs'
import { exitOf, filledDataDir, removeDataDirs, runService } from '../support/service'
import { addressOf } from './push/processes'

const region = '310116109213'
/** Of them every twentieth holds a telephone, and waits. */
const notices = 60
const held = notices / 20
const rounds = runs(2, 20)

let dataDir: string
let service: ReturnType<typeof runService>
let url = ''
let kills = 0

beforeAll(async () => {
  dataDir = await filledDataDir()
  await start()
}, 240_000)
afterAll(async () => {
  service?.child.kill('SIGKILL')
  await exitOf(service.child)
  removeDataDirs()
})

async function start(): Promise<void> {
  service = runService({ DATA_DIR: dataDir, DEMO: '1' })
  for (;;) {
    const [, found] = /app\s+(http:\/\/[^\s]+?)\/\s/.exec(service.output()) ?? []
    if (found) {
      url = found
      return
    }
    if (service.child.exitCode !== null) throw new Error(service.output())
    await delay(20)
  }
}

async function kill(): Promise<void> {
  kills += 1
  const { child } = service
  child.kill('SIGKILL')
  if (child.signalCode === null) await new Promise((done) => child.once('exit', done))
}

/** Asks, and kills the process after so long; null where no answer came. Then it runs again. */
async function cutOff<T>(work: Promise<T>, afterMs: number): Promise<T | null> {
  const answer = work.catch(() => null)
  await Promise.race([delay(afterMs), answer])
  await kill()
  const said = await answer
  await start()
  return said
}

interface Session {
  persona: string
  token: string
}
const signIn = async (persona: string): Promise<Session> => ({
  persona,
  token: (await demoSession(url, persona)).accessToken,
})

/** Signs in again where the village's clock has passed the token. */
async function fetched(session: Session, path: string, init: RequestInit): Promise<Response> {
  const headers = () => ({ ...init.headers, authorization: `Bearer ${session.token}` })
  const answer = await fetch(url + path, { ...init, headers: headers() })
  if (answer.status !== 401) return answer
  session.token = (await signIn(session.persona)).token
  return fetch(url + path, { ...init, headers: headers() })
}

async function ask<T>(session: Session, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetched(session, path, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  const said = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${said}`)
  return JSON.parse(said) as T
}

const table = oldTable([
  ['组别', '户号', '户主', '金额（元）'],
  ['15组', 'HT-15-002', '沈国良', 678],
  ['15组', 'HT-15-003', '某户', 123],
])
const titleOf = (round: number, n: number) => `第${round}回旧公示${n}`
const folderOf = (round: number): Buffer =>
  oldFolder(
    Array.from({ length: notices }, (_, n) => [
      `2023-${String((n % 12) + 1).padStart(2, '0')}-10`,
      9,
      titleOf(round, n),
      n % 20 === 7 ? '找人请打 13812345678。' : `第 ${n} 条的正文，原样。`,
      n % 5 === 0 ? '表.xlsx' : '',
      '',
    ]),
    { '表.xlsx': table },
  )

async function imported(session: Session, round: number): Promise<OldBatch> {
  const { payload, headers } = formOf({ name: `第${round}回.zip`, data: folderOf(round) })
  const answer = await fetched(session, `/api/regions/${region}/old-notices/file`, {
    method: 'POST',
    headers,
    body: new Uint8Array(payload),
  })
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  return (await answer.json()) as OldBatch
}

const listed = (session: Session): Promise<OldBatch[]> =>
  ask<{ batches: OldBatch[] }>(session, 'GET', `/api/regions/${region}/old-notices`).then(
    ({ batches }) => batches,
  )
const batchNow = (session: Session, id: string) => ask<OldBatch>(session, 'GET', `/api/old-batches/${id}`)

async function entriesOf(session: Session, id: string): Promise<OldEntry[]> {
  const all: OldEntry[] = []
  let cursor = ''
  do {
    const page: { items: OldEntry[]; next?: string } = await ask(
      session,
      'GET',
      `/api/old-batches/${id}/entries?limit=50${cursor && `&cursor=${cursor}`}`,
    )
    all.push(...page.items)
    cursor = page.next ?? ''
  } while (cursor)
  return all
}

/** What the database holds of a round, past the service's own word. */
async function stored(round: number) {
  const connection = await mongoose.createConnection(addressOf(dataDir), { autoIndex: false }).asPromise()
  try {
    const { Notice, Edition, EditionRow, OldRows, OldEntry, Announcement } = allModels(connection)
    const found = await Notice.find({ 'head.title': { $regex: `^第${round}回旧公示` } }).lean()
    const editions = await Edition.find({ notice: { $in: found.map(({ _id }) => _id) } }).lean()
    const rows = await EditionRow.countDocuments({ edition: { $in: editions.map(({ _id }) => _id) } })
    const waiting = await OldEntry.find(
      { title: { $regex: `^第${round}回旧公示` }, state: 'published' },
      { _id: 1 },
    ).lean()
    return {
      found,
      editions,
      rows,
      left: await OldRows.countDocuments({ entry: { $in: waiting.map(({ _id }) => _id) } }),
      told: await Announcement.countDocuments({ 'subject.id': { $in: found.map(({ _id }) => _id) } }),
    }
  } finally {
    await connection.close()
  }
}

const ready = notices - held
const all = { fresh: ready, held, same: 0, published: 0, refused: 0 }
const countOf = ({ counts }: OldBatch) => counts.fresh + counts.held + counts.published

/** Reads a list in and is killed meanwhile: acknowledged is kept whole, what was not is there whole or not at all. */
async function readIn(round: number): Promise<OldBatch> {
  const publisher = await signIn('publisher')
  const before = await listed(publisher)
  const answered = await cutOff(imported(publisher, round), randomInt(5, 900))
  const again = await signIn('publisher')
  const now = (await listed(again)).filter((one) => !before.some(({ id }) => id === one.id))
  if (answered) expect(now.map(({ id }) => id)).toEqual([answered.id])
  for (const one of now) expect(one.counts).toEqual(all)
  const batch = now[0] ?? (await imported(again, round))
  expect([now.length <= 1, batch.counts]).toEqual([true, all])
  expect(await entriesOf(again, batch.id)).toHaveLength(notices)
  return batch
}

async function approved(round: number): Promise<{ id: string; hash: string }> {
  const { id } = await readIn(round)
  const { hash } = await ask<OldBatch>(await signIn('publisher'), 'POST', `/api/old-batches/${id}/submit`, {})
  const body = { decision: 'approve', hash }
  await ask(await signIn('supervisor'), 'POST', `/api/old-batches/${id}/review`, body)
  return { id, hash }
}

/** Publishes and is killed meanwhile. What was acknowledged stands, and the list says what is left. */
async function publishedBy(publisher: Session, { id, hash }: { id: string; hash: string }, round: number) {
  const publish = () => ask<OldBatch>(publisher, 'POST', `/api/old-batches/${id}/publish`, { hash })
  const answered = await cutOff(publish(), randomInt(5, 1500))
  const standing = await batchNow(publisher, id)
  expect(countOf(standing)).toBe(notices)
  if (answered) expect(standing.counts).toEqual(answered.counts)
  expect((await listed(publisher)).find((one) => one.id === id)?.counts).toEqual(standing.counts)
  const { found } = await stored(round)
  expect(found.length).toBeGreaterThanOrEqual(standing.counts.published)
  if (standing.state === 'approved') await cutOff(publish(), randomInt(5, 1500))
}

/** Waits until each is as it should be, the village's clock going on; killed again when the job has begun. */
async function rest(publisher: Session, isDone: () => Promise<boolean>, cuts: number): Promise<void> {
  let left = ''
  for (let tries = 0; tries < 600; tries++) {
    if (await isDone()) return
    const now = JSON.stringify((await listed(publisher)).map(({ counts }) => counts))
    if (now !== left && left !== '' && cuts-- > 0) await cutOff(delay(60_000), randomInt(0, 400))
    left = now
    if (tries % 60 === 0) await ask(publisher, 'POST', '/demo/clock', { advanceSeconds: 70 })
    await delay(300)
  }
  throw new Error(`it does not come to rest: ${left}`)
}

const batches = new Map<number, { id: string; hash: string }>()

it('补录 under SIGKILL: what was acknowledged is kept, and the list says what is left', async () => {
  for (let round = 1; round <= rounds; round++) {
    batches.set(round, await approved(round))
    const publisher = await signIn('publisher')
    await publishedBy(publisher, batches.get(round) as never, round)
  }
  const publisher = await signIn('publisher')
  await rest(
    publisher,
    async () => {
      for (const [round, { id, hash }] of batches) {
        const batch = await batchNow(publisher, id)
        expect([round, countOf(batch)]).toEqual([round, notices])
        if (batch.state === 'approved')
          await ask(publisher, 'POST', `/api/old-batches/${id}/publish`, { hash })
        if (batch.state !== 'published' || batch.counts.fresh > 0) return false
      }
      return true
    },
    2,
  )
  expect(kills).toBeGreaterThanOrEqual(rounds * 2)
}, 600_000)

it('every notice is there once, through the gate, and nobody was told', async () => {
  const publisher = await signIn('publisher')
  for (const [round, { id }] of batches) {
    const after = await stored(round)
    expect(after.found.map(({ head }) => head?.title).sort()).toEqual(
      Array.from({ length: notices }, (_, n) => titleOf(round, n))
        .filter((_, n) => n % 20 !== 7)
        .sort(),
    )
    expect(after.editions).toHaveLength(ready)
    expect(after.rows).toBe((notices / 5) * 2)
    // No name of a table is kept twice, nor told to anybody.
    expect({ left: after.left, told: after.told }).toEqual({ left: 0, told: 0 })
    expect(JSON.stringify(after.editions)).not.toContain('13812345678')
    const entries = await entriesOf(publisher, id)
    expect(entries.filter(({ state }) => state === 'held')).toHaveLength(held)
    const [one] = entries.filter(({ state }) => state === 'published')
    expect((await fetch(`${url}/api/screens/notice?id=${one?.notice}`)).status).toBe(200)
    // The same again makes nothing twice.
    const twice = await imported(publisher, round)
    expect(twice.counts).toMatchObject({ fresh: 0, same: notices })
    await ask(publisher, 'DELETE', `/api/old-batches/${twice.id}`)
  }
  // Half of an import that was killed is on no list.
  const { checkup, held: waiting } = await ask<{ checkup: { held: number }; held: OldEntry[] }>(
    publisher,
    'GET',
    `/api/regions/${region}/checkup`,
  )
  expect([checkup.held, waiting.length]).toEqual([batches.size * held, batches.size * held])
}, 240_000)

it('an undoing that is killed is finished', async () => {
  const round = rounds + 1
  const { id, hash } = await approved(round)
  const publisher = await signIn('publisher')
  await ask(publisher, 'POST', `/api/old-batches/${id}/publish`, { hash })
  const undo = () => ask<OldBatch>(publisher, 'POST', `/api/old-batches/${id}/undo`, {})
  const answered = await cutOff(undo(), randomInt(5, 600))
  const { state } = await batchNow(publisher, id)
  if (answered) expect(state).toBe('undone')
  if (state === 'published') await undo()
  await rest(publisher, async () => (await stored(round)).found.every((one) => one.state === 'withdrawn'), 0)
  const { found, told } = await stored(round)
  expect([found.length, told]).toEqual([ready, 0])
}, 240_000)
