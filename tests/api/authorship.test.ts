import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { draftOf, type Village, village, villageApp } from './notices-setup'

let t: Village
beforeAll(async () => {
  t = await villageApp()
})
afterAll(() => t.close())

/** As a confirmed claim does: the account stands for a resident now, and keeps the roles of its own person. */
const verifyAs = (resident: string) =>
  t.deps.models.Account.updateOne({ _id: 'a-both' }, { person: resident, verifiedAt: t.clock.now() })

describe('what an account wrote', () => {
  it('stays its own when it is verified as a resident: to edit, and never to review or publish', async () => {
    const draft = await draftOf(t, 41, undefined, 'both')
    await verifyAs('p-villager')
    const token = t.token.both
    const desk = await t.ask('GET /api/screens/desk', { query: { region: village.code }, token })
    expect(desk.body.drafts.map(({ notice, mine }) => [notice, mine])).toEqual([[draft.notice, true]])
    expect(desk.body.reviews).toEqual([])
    const params = { id: draft.notice }
    const edited = await t.ask('PUT /api/notices/:id', {
      params,
      body: { revision: draft.revision, content: { title: '改过的标题' } },
      token,
    })
    expect([edited.status, edited.body.mine]).toEqual([200, true])
    const submitted = await t.ask('POST /api/notices/:id/submit', {
      params,
      body: { revision: edited.body.revision },
      token,
    })
    expect(submitted.status).toBe(200)
    const { contentHash } = submitted.body
    for (const person of ['p-villager', 'p-both']) {
      await verifyAs(person)
      const review = { decision: 'approve', contentHash }
      const approve = await t.ask('POST /api/notices/:id/review', { params, body: review, token })
      expect([person, approve.error.code]).toEqual([person, 'ownWork'])
    }
    await t.ask('POST /api/notices/:id/review', {
      params,
      body: { decision: 'approve', contentHash },
      token: t.token.supervisor,
    })
    await verifyAs('p-villager')
    const publish = await t.ask('POST /api/notices/:id/publish', { params, body: { contentHash }, token })
    expect(publish.error.code).toBe('ownWork')
  })
})
