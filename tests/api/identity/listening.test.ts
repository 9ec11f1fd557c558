import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../../../server/src/app'
import { personMark, residentModels } from '../../../server/src/features/residents/residents.model'
import { createMarks, moveAfter } from '../../../server/src/storage/marks'
import { silentLog, type TestApp, testApp } from '../../support/app'
import { awakeWatch } from '../../support/measured'
import { aClerk, anAccount, aVillage, emptyAll, village } from './people'

let t: TestApp
let villager: string
let clerk: string

beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())
beforeEach(async () => {
  await emptyAll(t)
  await aVillage(t)
  villager = await anAccount(t, 'villager', 'r-1')
  clerk = await aClerk(t)
})

describe('two processes that listen', () => {
  let away: FastifyInstance
  let url: string
  beforeAll(async () => {
    away = await buildApp({ ...t.deps, marks: createMarks(t.deps.db, silentLog) })
    url = await away.listen({ host: '127.0.0.1', port: 0 })
  })
  afterAll(() => away.close())

  const asked = async (token: string) => {
    const answer = await fetch(`${url}/api/me`, { headers: { authorization: `Bearer ${token}` } })
    return { status: answer.status, me: await answer.json() }
  }

  /** What the other process answers as soon as it is no longer what it was, and after how many milliseconds. */
  async function afterwards(token: string, change: () => Promise<unknown>) {
    const before = await asked(token)
    expect(await asked(token)).toEqual(before)
    await change()
    const watch = awakeWatch()
    for (;;) {
      const answer = await asked(token)
      const ms = watch.ms()
      if (!isDeepStrictEqual(answer, before) || ms > 5000) {
        watch.stop()
        return { before, answer, ms }
      }
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }

  it('know of a sign-out within a second', async () => {
    const { before, answer, ms } = await afterwards(villager, () =>
      t.ask('DELETE /api/sessions/current', { token: villager }),
    )
    expect([before.status, answer.status]).toEqual([200, 401])
    expect(ms).toBeLessThan(1000)
  })

  it('know of a role that ended within a second', async () => {
    const { before, answer, ms } = await afterwards(clerk, () =>
      moveAfter(t.deps.marks, [personMark('own-clerk')], () =>
        residentModels(t.deps.db).Role.updateOne({ _id: 'clerk-role' }, { until: t.clock.now() }),
      ),
    )
    expect(before.me).toMatchObject({ roles: [{ role: 'clerk' }] })
    expect(answer).toMatchObject({ status: 200, me: { roles: [] } })
    expect(ms).toBeLessThan(1000)
  })

  it('know of a verification within a second', async () => {
    const token = await anAccount(t, 'newcomer')
    const claimed = { region: village, householdCode: 'HT-15-002', name: '赵示例' }
    const { id } = (await t.ask('POST /api/me/claims', { token, body: claimed })).body
    const { before, answer, ms } = await afterwards(token, () =>
      t.ask('POST /api/claims/:id/decision', { params: { id }, token: clerk, body: { decision: 'confirm' } }),
    )
    expect(before.me).toMatchObject({ verified: false })
    expect(answer.me).toMatchObject({ verified: true, residence: { householdCode: 'HT-15-002' } })
    expect(ms).toBeLessThan(1000)
  })
})
