import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../../../server/src/app'
import { createMarks, type Marks } from '../../../server/src/storage/marks'
import { silentLog } from '../../support/app'
import { draftOf, village } from '../notices-setup'
import { clerkBody, type Office, officeApp } from './office'

const day = 86_400_000

let t: Office
/** Another process on the same database. */
let other: FastifyInstance
let marks: Marks
beforeAll(async () => {
  t = await officeApp()
  marks = createMarks(t.deps.db, silentLog)
  await marks.poll()
  other = await buildApp({ ...t.deps, marks })
})
afterAll(async () => {
  await other.close()
  await t.close()
})

type Who = Parameters<Office['as']>[0]
const end = (id: string, body: object, who: Who = 'admin') =>
  t.ask('POST /api/posts/:id/end', { params: { id }, body, token: t.as(who) })
const leave = (id: string, body: object, who: Who = 'admin') =>
  t.ask('POST /api/posts/:id/leave', { params: { id }, body, token: t.as(who) })
const back = (id: string, who: Who = 'admin') =>
  t.ask('POST /api/posts/:id/back', { params: { id }, token: t.as(who) })
const rolesOf = async (who: Who) =>
  (await t.ask('GET /api/me', { token: t.as(who) })).body.roles.map(({ role }) => role)
const elsewhere = async (who: Who) => {
  const answer = await other.inject({ url: '/api/me', headers: { authorization: `Bearer ${t.as(who)}` } })
  return answer.json().roles.map(({ role }: { role: string }) => role)
}
const idOf = (who: Who, role: string) => `${who}:${village.code}:${role}`
/** A day later or earlier, and back again afterwards. */
async function inDays<T>(days: number, work: () => Promise<T>): Promise<T> {
  t.clock.advance(days * day)
  try {
    return await work()
  } finally {
    t.clock.advance(-days * day)
  }
}

describe('a post that is ended at once', () => {
  it('is dead in this process at once, and elsewhere after the next poll', async () => {
    await Promise.all([rolesOf('clerk2'), elsewhere('clerk2')])
    const { body } = await end(idOf('clerk2', 'clerk'), {})
    expect(body).toMatchObject({ asks: [], unfinished: 0, post: { state: 'ended', until: '2026-11-20' } })
    expect(await rolesOf('clerk2')).toEqual([])
    await marks.poll()
    expect(await elsewhere('clerk2')).toEqual([])
  })

  it('cannot be ended again, or made longer: it is given anew', async () => {
    const { error } = await end(idOf('clerk2', 'clerk'), { never: true })
    expect(error.message).toBe('这个岗位已经结束，请重新给。')
    const anew = await t.ask('POST /api/regions/:code/posts', {
      params: { code: village.code },
      body: { person: 'p-clerk2', role: 'clerk', committee: false },
      token: t.as('admin'),
    })
    expect(anew.body.post?.state).toBe('working')
    expect(await rolesOf('clerk2')).toEqual(['clerk'])
  })
})

describe('a post that ends after a day', () => {
  it('works through that day and not a moment longer, by the clock alone', async () => {
    const id = idOf('clerk', 'clerk')
    const { body } = await end(id, { last: '2026-11-22' })
    expect(body.post).toMatchObject({ until: '2026-11-22', text: '任职中，11 月 22 日结束' })
    expect(await inDays(2, () => rolesOf('clerk'))).toEqual(['clerk'])
    // 20 November 10:00 and two days and fourteen hours: the 23rd has begun.
    expect(await inDays(2 + 14 / 24, () => rolesOf('clerk'))).toEqual([])
    expect(await inDays(2 + 14 / 24 - 1 / 86_400, () => rolesOf('clerk'))).toEqual(['clerk'])
    expect((await end(id, { never: true })).body.post?.until).toBeNull()
  })

  it('says how much is unfinished and who could take it over', async () => {
    await draftOf(t, 12)
    const { body } = await end(idOf('clerk', 'clerk'), { last: '2026-11-25' })
    expect(body).toMatchObject({ post: null, unfinished: 1, successor: null })
    expect(body.asks[0]?.text).toBe('人clerk手头有1件没办完。转给谁接着办？')
    expect(body.asks[0]?.choices.map(({ label }) => label).sort()).toEqual([
      '人both',
      '人clerk2',
      '先放着，由接任的人接手',
    ])
    const named = await end(idOf('clerk', 'clerk'), { last: '2026-11-26', successor: 'p-clerk2' })
    expect(named.body.successor).toBe('人clerk2')
    const stranger = await end(idOf('clerk', 'clerk'), { last: '2026-11-26', successor: 'p-stranger' })
    expect(stranger.error.fields?.[0]?.message).toMatch(/^接手的人/)
    await end(idOf('clerk', 'clerk'), { never: true })
  })

  it('asks first where nobody else has the post, and is ended all the same when it is said so', async () => {
    await end(idOf('both', 'supervisor'), { last: '2026-11-24' })
    const { body } = await end(idOf('supervisor', 'supervisor'), { last: '2026-11-25' })
    expect(body.post).toBeNull()
    expect(body.asks[0]).toMatchObject({
      what: 'last',
      text: '到时护塘村没有别的村监会，送审的没有人审核。最好先定好接任的人。',
    })
    const done = await end(idOf('supervisor', 'supervisor'), { last: '2026-11-25', alone: true })
    expect(done.body.post?.until).toBe('2026-11-25')
    for (const who of ['both', 'supervisor'] as const) await end(idOf(who, 'supervisor'), { never: true })
  })
})

describe('leave', () => {
  it('rests the post from the first to the last day, while the deputy works', async () => {
    const id = idOf('clerk2', 'clerk')
    const role = await t.deps.models.Role.findOne({ person: 'p-clerk2', until: null }).lean()
    const held = role?._id ?? id
    const deputy = await t.ask('POST /api/regions/:code/posts', {
      params: { code: village.code },
      body: { ...clerkBody, as: 'deputy', since: '2026-11-23', until: '2026-11-24' },
      token: t.as('admin'),
    })
    expect(deputy.body.post).toMatchObject({ as: 'deputy', state: 'coming', text: '11 月 23 日开始' })
    const { body } = await leave(held, { from: '2026-11-23', until: '2026-11-24' })
    expect(body.post?.leaves).toEqual([{ from: '2026-11-23', until: '2026-11-24' }])
    expect(await rolesOf('clerk2')).toEqual(['clerk'])
    expect(await inDays(3, () => rolesOf('clerk2'))).toEqual([])
    expect(await inDays(5, () => rolesOf('clerk2'))).toEqual(['clerk'])
    expect((await leave(held, { from: '2026-11-24', until: '2026-11-26' })).status).toBe(422)
    expect((await back(held)).body.post?.leaves).toEqual([])
    expect(await inDays(3, () => rolesOf('clerk2'))).toEqual(['clerk'])
    expect((await back(held)).error.code).toBe('postChanged')
  })

  it('is over at once when the person is back early', async () => {
    const id = idOf('publisher', 'publisher')
    await leave(id, { from: '2026-11-20', until: '2026-11-30', alone: true })
    expect(await rolesOf('publisher')).toEqual([])
    expect((await back(id)).body.post?.state).toBe('working')
    expect(await rolesOf('publisher')).toEqual(['publisher'])
  })
})

describe('nobody', () => {
  it('makes their own post last longer, or comes back early from their own leave', async () => {
    const { Role } = t.deps.models
    await Role.updateOne({ _id: 'admin2-role' }, { until: new Date(t.clock.now().getTime() + 5 * day) })
    expect((await end('admin2-role', { never: true }, 'admin2')).error.code).toBe('ownPost')
    expect((await end('admin2-role', { last: '2026-12-31' }, 'admin2')).error.code).toBe('ownPost')
    expect((await end('admin2-role', { last: '2026-11-22' }, 'admin2')).status).toBe(200)
    await Role.updateOne({ _id: 'admin2-role' }, { until: null })
  })

  it('but an administrator of the place changes a post; of another it is as if it were not there', async () => {
    const id = 'officer:310116109:township-officer'
    expect((await end(id, {}, 'village-admin')).error.code).toBe('postNotFound')
    expect((await leave(id, { from: '2026-11-23', until: '2026-11-24' }, 'clerk')).error.code).toBe(
      'postsManaged',
    )
    expect((await end('nothing', {})).error.code).toBe('postNotFound')
  })

  it('overwrites what another administrator has changed at the same moment', async () => {
    const { Audit } = t.deps.models
    const create = Audit.create
    // Each has read the post before one of them changes it.
    let come = 0
    let letGo = () => {}
    const both = new Promise<void>((done) => {
      letGo = done
    })
    Audit.create = (async (...args: Parameters<typeof create>) => {
      if (++come === 2) letGo()
      await both
      return create.apply(Audit, args)
    }) as unknown as typeof create
    const answers = await Promise.all(
      ['2026-11-27', '2026-11-28'].map((last) => end(idOf('publisher', 'publisher'), { last, alone: true })),
    ).finally(() => {
      Audit.create = create
    })
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })
})
