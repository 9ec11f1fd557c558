import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import sharp from 'sharp'
import { handInPaper } from '../../server/src/features/notices/paper/hand-in'
import { finishPending } from '../../server/src/features/notices/workflow/sweep'
import {
  completeContent,
  draftOf,
  submitted,
  type Village,
  village,
  villageApp,
  type Who,
} from '../api/notices-setup'
import { actorIn, atEveryWrite, Crash, dyingAt } from '../support/dying'
import { formOf } from '../support/form'

let t: Village
let photo: Buffer
let folder: string
beforeAll(async () => {
  t = await villageApp()
  folder = await mkdtemp(join(tmpdir(), 'hutang-test-'))
  photo = await sharp({ create: { width: 60, height: 80, channels: 3, background: '#eee' } })
    .jpeg()
    .toBuffer()
  await writeFile(join(folder, 'sheet.jpg'), photo)
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await t.close()
})

const give = (person: string, role: 'supervisor' | 'clerk' | 'publisher') =>
  t.deps.models.Role.create({
    _id: `${person}-${role}`,
    person,
    region: village.code,
    role,
    since: new Date(t.clock.now().getTime() - 1000),
  })
const handIn = (notice: string, fields: Record<string, string>, who: Who) => {
  const { payload, headers } = formOf({ name: 'a.jpg', data: photo }, fields)
  const authorization = `Bearer ${t.token[who]}`
  const url = `/api/notices/${notice}/review/paper`
  return t.app.inject({ method: 'POST', url, payload, headers: { ...headers, authorization } })
}
const fieldsOf = ({ revision, contentHash }: { revision: number; contentHash: string }, signer: string) => ({
  signer,
  decision: 'approve',
  reason: '',
  revision: String(revision),
  contentHash,
})

it('四只眼睛, on paper too: who wrote any of it neither signs nor photographs', async () => {
  // One who may do everything writes; the clerk goes on with it.
  const draft = await draftOf(t, 29, completeContent(29), 'both')
  const work = (
    await t.ask('POST /api/notices/:id/submit', {
      params: { id: draft.notice },
      body: { revision: draft.revision },
      token: t.token.both,
    })
  ).body
  const ready = await t.ask('GET /api/notices/:id/review/paper', {
    params: { id: work.notice },
    token: t.token.both,
  })
  expect(ready.body.refused).toContain('这条公开是您写的')
  expect(ready.body.signers.map(({ person }) => person)).toEqual(['p-supervisor'])
  const photographed = await handIn(work.notice, fieldsOf(work, 'p-supervisor'), 'both')
  expect([photographed.statusCode, photographed.json().error.code]).toEqual([403, 'ownWork'])
  const signed = await handIn(work.notice, fieldsOf(work, 'p-both'), 'publisher')
  expect([signed.statusCode, signed.json().error.fields[0].field]).toEqual([422, 'signer'])
  const himself = await handIn(work.notice, fieldsOf(work, 'p-supervisor'), 'supervisor')
  expect([himself.statusCode, himself.json().error.fields[0].field]).toEqual([422, 'signer'])
  for (const who of ['villager', 'stranger', 'officer'] as const)
    expect((await handIn(work.notice, fieldsOf(work, 'p-supervisor'), who)).statusCode).toBe(403)
  expect(await t.deps.models.Picture.countDocuments({})).toBe(0)
  expect((await handIn(work.notice, fieldsOf(work, 'p-supervisor'), 'publisher')).statusCode).toBe(201)
})

it('a post that has ended signs no more', async () => {
  await t.deps.models.Person.create({ _id: 'p-former', name: '前任', residence: null })
  await give('p-former', 'supervisor')
  const work = await submitted(t, await draftOf(t, 29))
  await t.deps.models.Role.updateOne({ _id: 'p-former-supervisor' }, { $set: { until: t.clock.now() } })
  const answer = await handIn(work.notice, fieldsOf(work, 'p-former'), 'publisher')
  expect([answer.statusCode, answer.json().error.fields[0].field]).toEqual([422, 'signer'])
})

it('that breaks off at any write has approved with its photo, or has not', async () => {
  const publisher = await actorIn(t, 'publisher')
  const { Edition, Picture } = t.deps.models
  const deaths = await atEveryWrite(async (nth, when) => {
    const { notice, revision, contentHash } = await submitted(t, await draftOf(t, 29))
    const { deps, died } = dyingAt(t, nth, when)
    const read = async () => ({
      file: join(folder, 'sheet.jpg'),
      fileName: 'sheet.jpg',
      fields: fieldsOf({ revision, contentHash }, 'p-supervisor'),
    })
    await handInPaper(deps, publisher, notice, read).catch((problem) => {
      if (!(problem instanceof Crash)) throw problem
    })
    const edition = await Edition.findOne({ notice }).lean()
    const paper = edition?.history.at(-1)?.paper
    const kept = await Picture.find({ notice }, { _id: 1 }).lean()
    if (edition?.state === 'approved') expect(kept.map(({ _id }) => _id)).toEqual([paper?.picture?._id])
    else {
      expect([edition?.state, paper ?? null]).toEqual(['submitted', null])
      // A photo that no step points to is seen by nobody, and the sheet can be handed in again.
      for (const { _id } of kept) expect((await t.app.inject(`/api/pictures/${_id}`)).statusCode).toBe(404)
      const again = await handIn(notice, fieldsOf({ revision, contentHash }, 'p-supervisor'), 'publisher')
      expect(again.statusCode).toBe(201)
    }
    return died()
  })
  // The photo and the step (the audit's note is logged when it fails): each before and after.
  expect(deaths).toBeGreaterThanOrEqual(4)
})

it('the photo goes with a takedown', async () => {
  const work = await submitted(t, await draftOf(t, 29))
  const { notice, contentHash } = work
  expect((await handIn(notice, fieldsOf(work, 'p-supervisor'), 'publisher')).statusCode).toBe(201)
  const of = { params: { id: notice } }
  const publish = { ...of, body: { contentHash }, token: t.token.publisher }
  expect((await t.ask('POST /api/notices/:id/publish', publish)).status).toBe(200)
  const reason = '误带号码'
  await t.ask('POST /api/notices/:id/hide', { ...of, body: { reason }, token: t.token.publisher })
  const body = { reason, kinds: ['phone'], tell: false }
  const taken = await t.ask('POST /api/notices/:id/takedown', { ...of, body, token: t.token.supervisor })
  expect(taken.status).toBe(200)
  expect(await t.deps.models.Picture.countDocuments({ notice })).toBe(0)
  const edition = await t.deps.models.Edition.findOne({ notice }).lean()
  const step = edition?.history.find(({ paper }) => paper)
  expect(step?.paper).toMatchObject({ by: '人publisher（书记/主任）', picture: null })
})

it('the photo stays when a correction that was begun is discarded', async () => {
  const work = await submitted(t, await draftOf(t, 29))
  const { notice, contentHash } = work
  await handIn(notice, fieldsOf(work, 'p-supervisor'), 'publisher')
  const of = { params: { id: notice } }
  await t.ask('POST /api/notices/:id/publish', { ...of, body: { contentHash }, token: t.token.publisher })
  const begun = await t.ask('POST /api/notices/:id/correct', { ...of, body: {}, token: t.token.clerk })
  expect(begun.status).toBe(201)
  t.clock.advance(1000)
  expect((await t.ask('DELETE /api/notices/:id', { ...of, token: t.token.clerk })).status).toBe(200)
  await finishPending(t.deps)
  expect(await t.deps.models.Picture.countDocuments({ notice })).toBe(1)
})
