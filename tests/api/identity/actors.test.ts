import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../../../server/src/app'
import { accountModels } from '../../../server/src/features/accounts/accounts.model'
import { residentModels } from '../../../server/src/features/residents/residents.model'
import { createMarks, type Marks } from '../../../server/src/storage/marks'
import { silentLog, type TestApp, testApp } from '../../support/app'
import { commandCounter } from '../../support/commands'
import { aClerk, anAccount, aVillage, emptyAll, session, village } from './people'

const day = 86_400_000

let t: TestApp
let count: ReturnType<typeof commandCounter>
/** Another process on the same database: its own application, its own memory. */
let other: FastifyInstance
let marks: Marks
let villager: string
let clerk: string

beforeAll(async () => {
  t = await testApp({ monitorCommands: true })
  count = commandCounter(t.deps.db)
  marks = createMarks(t.deps.db, silentLog)
  await marks.poll()
  other = await buildApp({ ...t.deps, marks })
})
afterAll(async () => {
  await other.close()
  await t.close()
})

beforeEach(async () => {
  await emptyAll(t)
  await aVillage(t)
  villager = await anAccount(t, 'villager', 'r-1')
  clerk = await aClerk(t)
  await Promise.all([villager, clerk].flatMap((token) => [here(token), there(token)]))
})

const me = (app: FastifyInstance, token: string) =>
  app.inject({ url: '/api/me', headers: { authorization: `Bearer ${token}` } })
const here = async (token: string) => (await me(t.app, token)).json()
const there = async (token: string) => (await me(other, token)).json()
const issueSlip = (app: FastifyInstance) =>
  app.inject({
    method: 'POST',
    url: `/api/regions/${village}/households/HT-15-001/slips`,
    headers: { authorization: `Bearer ${clerk}` },
  })

/** Past the features and past the tests’ own hand: a change that no mark tells of. */
const unseen = () => ({ ...accountModels(t.deps.db), ...residentModels(t.deps.db) })

interface Change {
  what: string
  make(): Promise<unknown>
  /** What `GET /api/me` of the villager says afterwards. */
  shows: object
}

const changes: Change[] = [
  {
    what: 'a sign-out',
    make: () => t.ask('DELETE /api/sessions/current', { token: villager }),
    shows: { error: { code: 'sessionExpired' } },
  },
  {
    what: 'a new name',
    make: () => t.ask('PUT /api/me', { token: villager, body: { name: '新名字' } }),
    shows: { name: '新名字' },
  },
  {
    what: 'a household given up',
    make: () => t.ask('DELETE /api/me/residence', { token: villager }),
    shows: { verified: false, residence: null },
  },
  {
    what: 'a dispute',
    async make() {
      const sister = await anAccount(t, 'sister', 'r-2')
      await there(villager)
      return t.ask('POST /api/me/household/disputes', { token: sister, body: { account: 'villager' } })
    },
    shows: { verified: false, residence: null },
  },
  {
    what: 'a removal to another place',
    make: () =>
      t.ask('POST /api/regions/:code/residents/:resident/end', {
        params: { code: village, resident: 'r-1' },
        token: clerk,
        body: { reason: 'moved' },
      }),
    shows: { verified: false, residence: null },
  },
]

describe.each(changes)('$what', ({ make, shows }) => {
  it('holds at once in the process that made it, and elsewhere after the next poll', async () => {
    await make()
    expect(await here(villager)).toMatchObject(shows)
    await marks.poll()
    expect(await there(villager)).toMatchObject(shows)
  })
})

describe('a verification', () => {
  it('holds at once here, and elsewhere after the next poll', async () => {
    const token = await anAccount(t, 'newcomer')
    await there(token)
    const claim = await t.ask('POST /api/me/claims', {
      token,
      body: { region: village, householdCode: 'HT-15-002', name: '赵示例' },
    })
    await t.ask('POST /api/claims/:id/decision', {
      params: { id: claim.body.id },
      token: clerk,
      body: { decision: 'confirm' },
    })
    const verified = { verified: true, residence: { householdCode: 'HT-15-002' } }
    expect(await here(token)).toMatchObject(verified)
    await marks.poll()
    expect(await there(token)).toMatchObject(verified)
  })
})

describe('a refresh token that comes back', () => {
  it('ends the session elsewhere after the next poll', async () => {
    const first = await session(t, 'villager')
    await there(first.accessToken)
    await t.ask('POST /api/sessions/refresh', { body: { refreshToken: first.refreshToken } })
    t.clock.advance(10_000)
    await t.ask('POST /api/sessions/refresh', { body: { refreshToken: first.refreshToken } })
    await marks.poll()
    expect(await there(first.accessToken)).toMatchObject({ error: { code: 'sessionExpired' } })
    t.clock.advance(-10_000)
  })
})

describe('what ends by the clock', () => {
  it('is a role at the instant that was set, without any mark', async () => {
    await t.deps.models.Role.updateOne(
      { person: 'own-clerk' },
      { until: new Date(t.clock.now().getTime() + 60_000) },
    )
    expect((await here(clerk)).roles).toHaveLength(1)
    t.clock.advance(60_000)
    const { answer, commands } = await count(() => here(clerk))
    expect(answer.roles).toEqual([])
    expect(commands).toHaveLength(1)
    t.clock.advance(-60_000)
  })

  it('is a session, and it goes on where it was refreshed', async () => {
    const first = await session(t, 'villager')
    await here(first.accessToken)
    t.clock.advance(29 * day)
    const next = (await t.ask('POST /api/sessions/refresh', { body: { refreshToken: first.refreshToken } }))
      .body
    expect(await here(next.accessToken)).toMatchObject({ verified: true })
    t.clock.advance(29 * day)
    expect(
      (await t.ask('POST /api/sessions/refresh', { body: { refreshToken: next.refreshToken } })).status,
    ).toBe(200)
    t.clock.advance(-58 * day)
  })
})

describe('a signed-in request', () => {
  it('asks the database nothing about who asks', async () => {
    expect((await count(() => here(villager))).commands).toEqual(['aggregate matches'])
    const screen = await count(() => t.ask('GET /api/screens/me', { token: villager }))
    const again = await count(() => t.ask('GET /api/screens/me', { token: villager }))
    expect(again.commands).toEqual(['aggregate matches'])
    expect(again.answer.body).toEqual(screen.answer.body)
  })

  it('reads afresh where it cannot be undone, though no mark has moved', async () => {
    expect((await issueSlip(t.app)).statusCode).toBe(201)
    await unseen().Role.deleteMany({ person: 'own-clerk' })
    expect((await here(clerk)).roles).toHaveLength(1)
    expect((await issueSlip(t.app)).json()).toMatchObject({ error: { code: 'forbidden' } })
    await unseen().Session.updateMany({ account: 'clerk' }, { revokedAt: t.clock.now() })
    expect((await issueSlip(t.app)).json()).toMatchObject({ error: { code: 'sessionExpired' } })
  })

  it('does not read twice what was not kept', async () => {
    t.forget()
    const { commands } = await count(() => issueSlip(t.app))
    expect(commands.filter((one) => one === 'aggregate sessions')).toHaveLength(1)
  })

  it('is not believed from memory while the marks cannot be read', async () => {
    await unseen().Account.updateOne({ _id: 'villager' }, { name: '改了' })
    expect(await there(villager)).toMatchObject({ name: 'villager' })
    const own = Object.getOwnPropertyDescriptor(marks, 'trusted')
    Object.defineProperty(marks, 'trusted', { configurable: true, get: () => false })
    try {
      expect(await there(villager)).toMatchObject({ name: '改了' })
    } finally {
      Object.defineProperty(marks, 'trusted', own ?? {})
    }
  })
})
