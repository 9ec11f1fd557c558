import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { published, renewed, type Village, village, villageApp } from '../api/notices-setup'

let t: Village
beforeAll(async () => {
  t = await villageApp()
})
afterAll(() => t.close())

const report = (id: string, what: string) =>
  t.ask('POST /api/notices/:id/leak-reports', { params: { id }, body: { what } })
const reportsOnDesk = async () =>
  (
    await t.ask('GET /api/screens/desk', {
      query: { region: village.code },
      token: renewed(t, 'publisher'),
    })
  ).body.leaks?.reports ?? []

describe('reports of leaks', () => {
  it('of one notice are enough at ten, and never push the report of another from the desk', async () => {
    const [flooded, other] = await Promise.all([published(t, 27), published(t, 27)])
    for (let n = 0; n < 12; n++)
      expect((await report(flooded.notice, `这里有号码，第${n}次`)).status).toBe(201)
    await report(other.notice, '名单里有门牌')
    const cards = await reportsOnDesk()
    expect(cards.slice(0, 2).map(({ notice }) => notice)).toEqual([flooded.notice, other.notice])
    expect(cards.filter(({ notice }) => notice === flooded.notice)).toHaveLength(10)
    const { id } = (await report(flooded.notice, '还有一处')).body
    const state = await t.ask('GET /api/leak-reports/:id', { params: { id } })
    expect(state.body).toMatchObject({ state: 'open', text: '已经收到，还在核对。' })
  })

  it('say something that can be seen, and so does the answer', async () => {
    const { notice } = await published(t, 27)
    for (const nothing of ['\u200b\u200b', ' \u3000', '\u3164\u2800', '\ufe0f\u202e'])
      expect((await report(notice, nothing)).status).toBe(422)
    const { id } = (await report(notice, '名单里有门牌')).body
    const close = (done: string) =>
      t.ask('POST /api/leak-reports/:id/close', {
        params: { id },
        body: { done },
        token: renewed(t, 'publisher'),
      })
    expect((await close('\u200b\u200b')).error.fields?.[0]?.field).toBe('done')
    expect((await close('核对过，没有')).status).toBe(200)
  })
})
