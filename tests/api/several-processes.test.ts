import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { buildApp } from '../../server/src/app'
import { createMarks } from '../../server/src/storage/marks'
import { silentLog } from '../support/app'
import {
  approved,
  completeContent,
  draftOf,
  published,
  renewed,
  submitted,
  type Village,
  village,
  villageApp,
} from './notices-setup'

let t: Village
let other: Awaited<ReturnType<typeof buildApp>>
let marks: ReturnType<typeof createMarks>

beforeAll(async () => {
  t = await villageApp()
  marks = createMarks(t.deps.db, silentLog)
  await marks.poll()
  other = await buildApp({ ...t.deps, marks })
})
afterAll(async () => {
  await other.close()
  await t.close()
})

const home = async () => (await other.inject({ url: `/api/screens/home?region=${village.code}` })).body

it('tells the other processes of a publication', async () => {
  expect(await home()).not.toContain('惠农补贴到账')
  await published(t, 31, completeContent(31, { title: '惠农补贴到账（测试）', table: true }))
  await marks.poll()
  expect(await home()).toContain('惠农补贴到账')
})

it('keeps shared answers while nothing has changed', async () => {
  await marks.poll()
  const before = await home()
  await t.deps.models.Notice.updateMany({}, { $set: { title: '没有经过发布的改动' } })
  await t.deps.models.Edition.updateMany({}, { $set: { title: '没有经过发布的改动' } })
  await marks.poll()
  expect(await home()).toBe(before)
})

it('publishes though the others cannot be told', async () => {
  const draft = await approved(t, await submitted(t, await draftOf(t, 12)))
  const { bulkWrite } = t.deps.models.Mark
  t.deps.models.Mark.bulkWrite = (() => Promise.reject(new Error('away'))) as unknown as typeof bulkWrite
  const answer = await t.ask('POST /api/notices/:id/publish', {
    params: { id: draft.notice },
    body: { contentHash: draft.contentHash },
    token: renewed(t, 'publisher'),
  })
  t.deps.models.Mark.bulkWrite = bulkWrite
  expect(answer.status).toBe(200)
})
