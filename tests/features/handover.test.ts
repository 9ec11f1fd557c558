import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { loadActor } from '../../server/src/features/accounts/actor'
import { publishDue } from '../../server/src/features/notices/workflow/scheduled'
import { handOverDue } from '../../server/src/features/posts/handover'
import { confirmTurnover } from '../../server/src/features/posts/turnover/confirm'
import { finishTurnovers } from '../../server/src/features/posts/turnover/finish'
import { approved, completeContent, draftOf, submitted, village } from '../api/notices-setup'
import { type Office, officeApp, places } from '../api/posts/office'
import { atEveryWrite, Crash, dyingAt } from '../support/dying'

const day = 86_400_000
const date = '2026-12-01'
const sheet = `村\t岗位\t姓名\t手机\n护塘村\t经办\t周雅琴\t13900000011`

let t: Office
beforeEach(async () => {
  t = await officeApp()
})
afterEach(() => t.close())

type Who = Parameters<Office['as']>[0]

async function confirmed(): Promise<string> {
  const params = { code: places.village }
  const body = { date, text: sheet, answers: [] }
  const token = t.as('admin')
  const plan = await t.ask('POST /api/regions/:code/turnovers/preview', { params, body, token })
  const answer = await t.ask('POST /api/regions/:code/turnovers', {
    params,
    body: { ...body, digest: plan.body.digest, kinChecked: true },
    token,
  })
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.error))
  return answer.body.id
}

/** The new clerk signs in with the slip that the administrator printed. */
async function signedIn(): Promise<string> {
  const { body } = await t.ask('POST /api/regions/:code/invites', {
    params: { code: places.village },
    body: {},
    token: t.as('admin'),
  })
  const slip = body.items.find(({ name }) => name === '周雅琴')
  const session = await t.ask('POST /api/sessions/invite', { body: { code: slip?.code ?? '' } })
  return session.body.accessToken
}

const desk = async (token: string) =>
  (await t.ask('GET /api/screens/desk', { query: { region: village.code }, token })).body
const edit = (notice: string, revision: number, token: string) =>
  t.ask('PUT /api/notices/:id', {
    params: { id: notice },
    body: { revision, content: { title: '接着写的标题' } },
    token,
  })
const works = async (notice: string, token: string) =>
  (await t.ask('GET /api/screens/edit', { query: { id: notice }, token })).body.work

/** Through the night before the date, with the job that runs each minute. */
async function toTheDate(): Promise<void> {
  t.clock.advance(11 * day)
  await handOverDue(t.deps)
}

describe('on the date of a 换届', () => {
  it('no draft is orphaned: the one who begins goes on, and the author neither reviews nor publishes', async () => {
    const draft = await draftOf(t, 12)
    const waiting = await submitted(t, await draftOf(t, 13))
    const ready = await approved(t, await submitted(t, await draftOf(t, 16)))
    await confirmed()
    await toTheDate()

    const token = await signedIn()
    const { drafts } = await desk(token)
    expect(drafts.map(({ state }) => state).sort()).toEqual(['approved', 'draft', 'submitted'])
    expect((await desk(token)).orphans).toEqual([])
    const work = await works(draft.notice, token)
    expect(work).toMatchObject({ mine: true, author: '人clerk（村经办）' })
    expect(work.history.at(-1)).toMatchObject({
      verb: 'handOver',
      by: '周雅琴（村经办）',
      reason: '人clerk岗位结束，转来接着办',
    })
    expect((await edit(draft.notice, work.revision, token)).status).toBe(200)

    // The author is out; and with other posts of the village still may not decide about it.
    expect((await edit(draft.notice, work.revision + 1, t.as('clerk'))).error.code).toBe('forbidden')
    const since = t.clock.now()
    const posts = (['supervisor', 'publisher'] as const).map((role) => ({
      _id: `later:${role}`,
      ...{ person: 'p-clerk', region: village.code, role, since },
    }))
    await t.deps.models.Role.insertMany(posts)
    const review = await t.ask('POST /api/notices/:id/review', {
      params: { id: waiting.notice },
      body: { decision: 'approve', contentHash: waiting.contentHash },
      token: t.as('clerk'),
    })
    expect(review.error.code).toBe('ownWork')
    const publish = await t.ask('POST /api/notices/:id/publish', {
      params: { id: ready.notice },
      body: { contentHash: ready.contentHash },
      token: t.as('clerk'),
    })
    expect(publish.error.code).toBe('ownWork')
  })

  it('what was scheduled stays scheduled and comes out at its time', async () => {
    const ready = await approved(t, await submitted(t, await draftOf(t, 12)))
    t.clock.advance(5 * day)
    const at = new Date(t.clock.now().getTime() + 8 * day).toISOString()
    await t.ask('POST /api/notices/:id/schedule', {
      params: { id: ready.notice },
      body: { at, contentHash: ready.contentHash },
      token: t.as('publisher'),
    })
    await confirmed()
    t.clock.advance(6 * day)
    await handOverDue(t.deps)
    const token = await signedIn()
    expect(await works(ready.notice, token)).toMatchObject({ state: 'scheduled', mine: true })
    t.clock.advance(2 * day)
    expect(await publishDue(t.deps)).toBe(1)
    expect(await t.deps.models.Notice.findById(ready.notice).lean()).toMatchObject({ state: 'published' })
  })

  it('is told to everybody: to the person, to the administrator with the list', async () => {
    const content = { ...completeContent(12), title: '王某的低保材料' }
    await draftOf(t, 12, content)
    await confirmed()
    const me = async (who: Who) => (await t.ask('GET /api/screens/me', { token: t.as(who) })).body.posts
    expect((await me('clerk'))[0]?.text).toBe('您的岗位11 月 30 日结束。还有1件没办完，到时转给周雅琴。')
    await toTheDate()
    expect((await me('clerk'))[0]).toMatchObject({
      state: 'ended',
      text: '您的岗位11 月 30 日已结束。1件没办完的，已转给周雅琴。',
    })
    const list = async (who: Who) =>
      (
        await t.ask('GET /api/regions/:code/posts', {
          params: { code: village.code },
          token: t.as(who),
        })
      ).body
    const [handover] = (await list('admin')).handovers
    expect(handover).toMatchObject({ from: '人clerk', to: '周雅琴', text: '1件没办完的，已转给周雅琴' })
    // Who does not work there reads of which item it is, not what a draft says.
    expect(handover?.lines[0]?.title).toBe(handover?.lines[0]?.itemName)
    expect((await list('supervisor')).handovers[0]?.lines[0]?.title).toBe('王某的低保材料')
  })
})

describe('without a successor', () => {
  it('work waits for any writer of the village, who takes it over; nobody takes it from who is still there', async () => {
    const draft = await draftOf(t, 12)
    const take = (token: string) =>
      t.ask('POST /api/notices/:id/take-over', { params: { id: draft.notice }, token })
    expect((await take(t.as('clerk2'))).error.code).toBe('keptBySomebody')
    const { body } = await t.ask('POST /api/posts/:id/end', {
      params: { id: `clerk:${village.code}:clerk` },
      body: { successor: 'later' },
      token: t.as('admin'),
    })
    expect(body).toMatchObject({ unfinished: 1, successor: null })
    expect((await desk(t.as('clerk2'))).orphans.map(({ notice }) => notice)).toEqual([draft.notice])
    const { orphans, handovers } = (
      await t.ask('GET /api/regions/:code/posts', {
        params: { code: village.code },
        token: t.as('admin'),
      })
    ).body
    expect(orphans).toMatchObject([{ region: { name: '护塘村' }, count: 1 }])
    expect(handovers[0]?.text).toBe('1件没办完的，还没有人接手')
    expect((await take(t.as('supervisor'))).error.code).toBe('forbidden')
    expect((await take(t.as('clerk2'))).body).toMatchObject({ mine: true, revision: draft.revision + 1 })
    expect((await desk(t.as('clerk2'))).orphans).toEqual([])
    expect((await take(t.as('both'))).error.code).toBe('keptBySomebody')
  })

  it('work of who is on leave is taken over, too', async () => {
    const draft = await draftOf(t, 12)
    await t.ask('POST /api/posts/:id/leave', {
      params: { id: `clerk:${village.code}:clerk` },
      body: { from: '2026-11-20', until: '2026-11-30' },
      token: t.as('admin'),
    })
    const taken = await t.ask('POST /api/notices/:id/take-over', {
      params: { id: draft.notice },
      token: t.as('clerk2'),
    })
    expect(taken.status).toBe(200)
  })
})

describe('a crash at any write', () => {
  const stored = async () => {
    const { Edition, Handover, Person, Role, Turnover } = t.deps.models
    const [editions, handovers, persons, roles, turnovers] = await Promise.all([
      Edition.find({}, { keeper: 1, 'history.verb': 1 }).sort({ _id: 1 }).lean(),
      Handover.find({}, { to: 1, editions: 1 }).lean(),
      Person.countDocuments({ name: '周雅琴' }),
      Role.find({}, { until: 1, since: 1, handover: 1 }).sort({ _id: 1 }).lean(),
      Turnover.find({}, { state: 1 }).lean(),
    ])
    return JSON.stringify([editions, handovers, persons, roles, turnovers])
  }

  it('of handing over leaves what a whole run leaves, after the next run of the job', async () => {
    await draftOf(t, 12)
    await submitted(t, await draftOf(t, 13))
    await confirmed()
    t.clock.advance(11 * day)
    const before = await snapshot(t)
    await handOverDue(t.deps)
    const whole = await stored()
    const deaths = await atEveryWrite(async (nth, when) => {
      await restore(t, before)
      const { deps, died } = dyingAt(t, nth, when)
      await handOverDue({ ...deps, log: t.deps.log }).catch(crashed)
      await handOverDue(t.deps)
      expect(await stored()).toBe(whole)
      return died()
    })
    expect(deaths).toBeGreaterThan(6)
  })

  it('of a 换届 leaves what a whole one leaves, after the next run of the job', async () => {
    const params = { code: places.village }
    const body = { date, text: sheet, answers: [] }
    const { digest } = (
      await t.ask('POST /api/regions/:code/turnovers/preview', { params, body, token: t.as('admin') })
    ).body
    const before = await snapshot(t)
    const id = await confirmed()
    const whole = await stored()
    const turnover = await t.deps.models.Turnover.findById(id).lean()
    expect(turnover?.state).toBe('done')
    const deaths = await atEveryWrite(async (nth, when) => {
      await restore(t, before)
      const { deps, died } = dyingAt(t, nth, when)
      const actor = await loadActor(t.deps, { account: 'a-admin', session: 's-admin' }, null)
      await confirmTurnover(deps, actor, places.village, { ...body, digest, kinChecked: true }).catch(crashed)
      await finishTurnovers(t.deps)
      if ((await t.deps.models.Turnover.countDocuments()) > 0) expect(await stored()).toBe(whole)
      else expect(await t.deps.models.Role.countDocuments({ begunIn: id })).toBe(0)
      return died()
    })
    expect(deaths).toBeGreaterThan(8)
  })
})

function crashed(problem: unknown): void {
  if (!(problem instanceof Crash)) throw problem
}

const kept = ['Edition', 'Handover', 'Notice', 'Person', 'Role', 'Turnover', 'Audit'] as const
type Snapshot = Record<(typeof kept)[number], object[]>

const snapshot = async ({ deps }: Office): Promise<Snapshot> => {
  const parts = await Promise.all(
    kept.map(async (name) => [name, await deps.db.model(name).find().lean()] as const),
  )
  return Object.fromEntries(parts) as Snapshot
}

async function restore({ deps }: Office, before: Snapshot): Promise<void> {
  for (const name of kept) {
    await deps.db.model(name).deleteMany({})
    if (before[name].length > 0) await deps.db.model(name).insertMany(before[name], { lean: true })
  }
}
