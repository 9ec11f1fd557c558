import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { completeContent, published, type Village, village, villageApp } from './notices-setup'

let t: Village
beforeAll(async () => {
  t = await villageApp()
  await published(t, 31, completeContent(31, { table: true, title: '上季度流转' }))
  t.clock.advance(60_000)
  await published(t, 31, completeContent(31, { table: true, title: '本季度流转' }))
  t.clock.advance(60_000)
  await published(t, 13, completeContent(13, { table: true, title: '幸福80' }))
})
afterAll(() => t.close())

const own = [
  { label: '金额', kind: 'money', value: 67_800, unit: '元' },
  { label: '面积', kind: 'area', value: 226, unit: '亩' },
]
const home = (token?: string) =>
  t.ask('GET /api/screens/home', { query: { region: village.code }, ...(token ? { token } : {}) })

describe('the household’s own figures', () => {
  it('stand on the home page, the newest of each item', async () => {
    const { body } = await home(t.token.villager)
    expect(body.household.map(({ title, own: figures }) => [title, figures])).toEqual([
      ['幸福80', own],
      ['本季度流转', own],
    ])
  })

  it('stand on 我家, all of them', async () => {
    const { body } = await t.ask('GET /api/me/household', { token: t.token.villager })
    expect(body.notices.map(({ title, own: figures }) => [title, figures])).toEqual([
      ['幸福80', own],
      ['本季度流转', own],
      ['上季度流转', own],
    ])
  })

  it('are nobody else’s', async () => {
    for (const token of [undefined, t.token.supervisor, t.token.neighbour]) {
      const { body } = await home(token)
      expect([...body.household, ...body.newest].flatMap((line) => line.own)).toEqual([])
    }
  })
})
