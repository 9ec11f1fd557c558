import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import {
  approved,
  draftOf,
  renewed,
  submitted,
  type Village,
  village,
  villageApp,
  type Who,
} from './notices-setup'

let t: Village
beforeAll(async () => {
  t = await villageApp()
})
afterAll(() => t.close())

const waiting = async (who: Who) => {
  const { body } = await t.ask('GET /api/screens/home', {
    query: { region: village.code },
    token: renewed(t, who),
  })
  return body.user?.waiting.map(({ what, count, region }) => `${what} ${count} ${region.name}`)
}

describe('work that waits for somebody', () => {
  it('is shown on the home page of whoever has the next step, and of nobody else', async () => {
    const people: Who[] = ['clerk', 'supervisor', 'publisher', 'villager']
    const all = async () => Promise.all(people.map(waiting))
    expect(await all()).toEqual([[], [], [], []])

    const draft = await draftOf(t, 1)
    expect(await all()).toEqual([[], [], [], []])

    const work = await submitted(t, draft)
    expect(await all()).toEqual([[], ['review 1 护塘村'], [], []])

    const back = await t.ask('POST /api/notices/:id/review', {
      params: { id: work.notice },
      body: { decision: 'return', reason: '请补上日期。', contentHash: work.contentHash },
      token: renewed(t, 'supervisor'),
    })
    expect(await all()).toEqual([['return 1 护塘村'], [], [], []])
    expect(await waiting('clerk2')).toEqual([])

    const edited = await t.ask('PUT /api/notices/:id', {
      params: { id: work.notice },
      body: { revision: back.body.revision, content: { body: '补上了日期。' } },
      token: renewed(t, 'clerk'),
    })
    expect(await all()).toEqual([[], [], [], []])

    await approved(t, await submitted(t, edited.body))
    expect(await all()).toEqual([[], [], ['publish 1 护塘村'], []])
  })

  it('is never one’s own work', async () => {
    const draft = await draftOf(t, 2, undefined, 'both')
    const before = await waiting('both')
    await t.ask('POST /api/notices/:id/submit', {
      params: { id: draft.notice },
      body: { revision: draft.revision },
      token: renewed(t, 'both'),
    })
    expect(await waiting('both')).toEqual(before)
    expect(await waiting('supervisor')).toEqual(['review 1 护塘村'])
  })

  it('goes with a returned draft that is thrown away', async () => {
    const work = await submitted(t, await draftOf(t, 3))
    await t.ask('POST /api/notices/:id/review', {
      params: { id: work.notice },
      body: { decision: 'return', reason: '重复了。', contentHash: work.contentHash },
      token: renewed(t, 'supervisor'),
    })
    expect(await waiting('clerk')).toEqual(['return 1 护塘村'])
    await t.ask('DELETE /api/notices/:id', { params: { id: work.notice }, token: renewed(t, 'clerk') })
    expect(await waiting('clerk')).toEqual([])
  })
})
