import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { itemOf } from '../../server/src/features/catalogue'
import { completeContent, published, renewed, type Village, village, villageApp } from './notices-setup'

let t: Village
const ids: Record<'open' | 'land' | 'elder' | 'masked', string> = {
  open: '',
  land: '',
  elder: '',
  masked: '',
}
beforeAll(async () => {
  t = await villageApp()
  ids.open = (
    await published(t, 1, { ...completeContent(1, { title: '垃圾分类评比' }), body: '土地平整一并完成。' })
  ).notice
  t.clock.advance(60_000)
  ids.land = (await published(t, 31, completeContent(31, { table: true, title: '土地流转费发放' }))).notice
  t.clock.advance(60_000)
  ids.elder = (await published(t, 13, completeContent(13, { table: true, title: '幸福80发放' }))).notice
  t.clock.advance(60_000)
  ids.masked = (await published(t, 16, completeContent(16, { table: true, title: '临时困难补助' }))).notice
})
afterAll(() => t.close())

type Reader = Parameters<typeof renewed>[1] | null
const screen = async (q: string, who: Reader = null, query: object = {}) =>
  t.ask('GET /api/screens/search', {
    query: { region: village.code, q, ...query },
    ...(who ? { token: renewed(t, who) } : {}),
  })
const found = async (q: string, who: Reader = null) => (await screen(q, who)).body.notices.map(({ id }) => id)

describe('a search', () => {
  it('wants every word, wherever each of them stands', async () => {
    expect(await found('土地 发放')).toEqual([ids.land])
    expect(await found('土地　垃圾')).toEqual([ids.open])
    expect(await found('土地 幸福')).toEqual([])
  })

  it('puts the title before the text, and marks what it found', async () => {
    const { body } = await screen('土地')
    expect(body.notices.map(({ id }) => id)).toEqual([ids.land, ids.open])
    expect(body.notices[0]?.found.titleMarks).toEqual([{ from: 0, to: 2 }])
    expect(body.notices[1]?.found).toEqual({
      titleMarks: [],
      snippet: { place: 'body', text: '土地平整一并完成。', marks: [{ from: 0, to: 2 }] },
    })
    expect(body.near).toBe(false)
  })

  it('finds by pinyin and its first letters, items by their name first', async () => {
    expect(await found('tudi')).toEqual([ids.land, ids.open])
    expect(await found('tdlz')).toEqual([ids.land])
    const { body } = await screen('liuzhuan')
    expect(body.items[0]).toMatchObject({ no: 31, name: expect.stringContaining('流转') })
    const [mark] = body.items[0]?.marks ?? []
    expect(body.items[0]?.name.slice(mark?.from, mark?.to)).toBe('流转')
  })

  it('finds a notice by the name of its item', async () => {
    const name = itemOf(village, 13)?.level2 ?? ''
    const { body } = await screen(name)
    expect(body.items[0]).toMatchObject({ no: 13, marks: [{ from: 0, to: name.length }] })
    expect(body.notices.map(({ id }) => id)).toEqual([ids.elder])
  })

  it('finds what is near only where nothing holds the words, and says so', async () => {
    const { body } = await screen('土地流砖')
    expect(body.near).toBe(true)
    expect(body.notices.map(({ id }) => id)).toEqual([ids.land])
    expect((await screen('幸服80')).body.notices.map(({ id }) => id)).toEqual([ids.elder])
    expect((await screen('飞机')).body).toMatchObject({ items: [], notices: [] })
  })

  it('comes in pages, each hit once', async () => {
    const page = async (cursor?: string) =>
      (
        await t.ask('GET /api/regions/:code/notices', {
          params: { code: village.code },
          query: { q: '发放', limit: 1, ...(cursor ? { cursor } : {}) } as never,
        })
      ).body
    const first = await page()
    const second = await page(first.next)
    expect([first.items, second.items].flat().map(({ id }) => id)).toEqual([ids.elder, ids.land])
    expect(first.items[0]?.found).toBeDefined()
    expect(second.next).toBeUndefined()
  })

  it('asks for a word where there is none', async () => {
    for (const q of [' ', '，。', '\u200b']) {
      const answer = await screen(q)
      expect([answer.status, answer.error.fields?.[0]?.field]).toEqual([422, 'q'])
    }
  })
})

describe('the rows of tables', () => {
  it('are found by who may see them, with the row', async () => {
    expect(await found('沈大明', 'villager')).toEqual([ids.land])
    const { body } = await screen('沈大明', 'villager')
    expect(body.notices[0]?.found.snippet).toMatchObject({ place: 'row', text: '15组 · 沈大明' })
    expect(await found('shendaming', 'villager')).toEqual([ids.land])
    expect(await found('sdm', 'villager')).toEqual([ids.land])
    expect(await found('沈大民', 'villager')).toEqual([ids.land])
  })

  it('are not found by others, masked, or beside the own row', async () => {
    for (const q of ['沈大明', '顾芳', 'sdm', 'shendaming', '沈大民']) {
      expect(await found(q)).toEqual([])
      expect(await found(q, 'neighbour')).toEqual([])
    }
    // M3 hides it in one table, the other is for the own household.
    expect(await found('陆小青', 'villager')).toEqual(
      expect.arrayContaining([ids.land, ids.elder, ids.masked]),
    )
    expect(await found('陆小青', 'outsider')).toEqual([ids.land])
  })

  it('say nothing of a hidden name, however near the words are to what is shown', async () => {
    await t.deps.models.Notice.updateOne({ _id: ids.land }, { state: 'withdrawn' })
    try {
      for (const q of ['沈大明', '沈小明', '沈大民', '沈＊明']) expect(await found(q, 'villager')).toEqual([])
    } finally {
      await t.deps.models.Notice.updateOne({ _id: ids.land }, { state: 'published' })
    }
  })
})
