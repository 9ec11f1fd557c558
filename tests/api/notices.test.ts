import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import {
  completeContent,
  draftOf,
  neighbour,
  published,
  renewed,
  township,
  type Village,
  village,
  villageApp,
} from './notices-setup'

let t: Village
const ids: Record<'open' | 'village' | 'household' | 'masked', string> = {
  open: '',
  village: '',
  household: '',
  masked: '',
}
beforeAll(async () => {
  t = await villageApp()
  ids.open = (await published(t, 1)).notice
  t.clock.advance(60_000)
  ids.village = (await published(t, 31, completeContent(31, { table: true, title: '土地流转' }))).notice
  t.clock.advance(60_000)
  ids.household = (await published(t, 13, completeContent(13, { table: true, title: '幸福80发放' }))).notice
  t.clock.advance(60_000)
  ids.masked = (await published(t, 16, completeContent(16, { table: true, title: '临时困难补助' }))).notice
})
afterAll(() => t.close())

const sum = { kind: 'sum', label: '合计', cells: [null, null, 745, 223_500] }

type Reader = Parameters<typeof renewed>[1] | null
const read = async (id: string, who: Reader) =>
  t.ask('GET /api/notices/:id', { params: { id }, ...(who ? { token: renewed(t, who) } : {}) })

describe('a notice for everybody', () => {
  it('is read by a visitor, with its item, days on show and hash', async () => {
    const { body, headers } = await read(ids.open, null)
    expect(body).toMatchObject({ access: 'full', accessText: null, state: 'published', editionNo: 1 })
    expect(body.item.no).toBe(1)
    expect(body.contentHash).toMatch(/^[0-9a-f]{64}$/)
    expect(new Date(body.displayUntil).getTime() - new Date(body.publishedAt).getTime()).toBe(15 * 86_400_000)
    expect(headers['cache-control']).toBe('public, max-age=0, must-revalidate')
    const again = await t.ask('GET /api/notices/:id', {
      params: { id: ids.open },
      headers: { 'if-none-match': String(headers.etag) },
    })
    expect(again.status).toBe(304)
  })
})

describe('a notice for the village', () => {
  it('shows a visitor title and date, never the content', async () => {
    const { body } = await read(ids.village, null)
    expect(body).toMatchObject({
      title: '土地流转',
      access: 'title',
      plain: null,
      elements: [],
      body: null,
      table: null,
      pictures: [],
      contentHash: '',
    })
    expect(body.accessText).toContain('本村村民认证后可看')
    expect((await read(ids.village, 'stranger')).body.access).toBe('title')
    expect((await read(ids.village, 'neighbour')).body.accessText).toContain('只给护塘村的居民看')
  })

  it('shows a resident the whole table, the own household first, and the sums', async () => {
    const { body } = await read(ids.village, 'villager')
    expect(body.table?.rows.map(({ own }) => own)).toEqual([true, false, false])
    expect(body.table?.rows[1]?.cells[1]).toBe('沈大明')
    expect(body.table).toMatchObject({ total: 3, access: 'all', totals: [sum] })
  })
})

describe('a notice of M3', () => {
  it('hides the middle of other names, never of the own', async () => {
    const { body } = await read(ids.masked, 'villager')
    expect(body.table?.rows.map(({ cells }) => cells[1])).toEqual(['陆小青', '沈＊明', '顾＊'])
    expect(body.contentHash).toBe('')
  })
})

describe('a notice for the own household', () => {
  it('shows each household its own row, and no sum that two other households make up', async () => {
    const { body } = await read(ids.household, 'villager')
    expect(body.access).toBe('summary')
    expect(body.table?.rows).toEqual([
      { household: `${village.code}:HT-15-001`, own: true, cells: ['15组', '陆小青', 226, 67_800] },
    ])
    expect(body.table).toMatchObject({ access: 'own', total: 3, totals: [] })
    expect((await read(ids.household, 'supervisor')).body.table?.rows).toEqual([])
    expect((await read(ids.household, null)).body).toMatchObject({ access: 'title', table: null })
  })
})

describe('the list', () => {
  const list = (query: object, who: Reader = null, code = village.code) =>
    t.ask('GET /api/regions/:code/notices', {
      params: { code },
      query: query as never,
      ...(who ? { token: renewed(t, who) } : {}),
    })

  it('is newest first, with the plain sentence only for who may read on', async () => {
    const { body } = await list({})
    expect(body.items.map(({ id }) => id)).toEqual([ids.masked, ids.household, ids.village, ids.open])
    expect(body.items.map(({ plain }) => plain === null)).toEqual([true, true, true, false])
    const mine = (await list({}, 'villager')).body.items
    expect(mine.map((one) => one.mine)).toEqual([true, true, true, false])
    expect(mine.every(({ plain }) => plain !== null)).toBe(true)
  })

  it('comes in pages without a gap or a repetition', async () => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const { body } = await list({ limit: 1, ...(cursor ? { cursor } : {}) })
      seen.push(...body.items.map(({ id }) => id))
      cursor = body.next
    } while (cursor && seen.length < 10)
    expect(seen).toEqual([ids.masked, ids.household, ids.village, ids.open])
  })

  it('refuses a page position that was not given out', async () => {
    for (const cursor of [
      'x',
      '%00',
      Buffer.from('[1]').toString('base64url'),
      Buffer.from('["a","b"]').toString('base64url'),
    ]) {
      expect((await list({ cursor })).error.code).toBe('invalidCursor')
    }
  })

  it('narrows to an item or a category', async () => {
    expect((await list({ item: 31 })).body.items.map(({ id }) => id)).toEqual([ids.village])
    expect((await list({ category: '民生保障' })).body.items).toHaveLength(2)
    expect((await list({ category: '没有' })).body.items).toEqual([])
    expect((await list({ item: 900 })).error.code).toBe('itemNotFound')
    expect((await list({}, null, '310116109000')).error.code).toBe('regionNotFound')
    expect((await list({}, null, neighbour.code)).body.items).toEqual([])
  })

  it('is searched through what the viewer may read, and nothing else', async () => {
    const hits = async (q: string, who: Reader) => (await list({ q }, who)).body.items.map(({ id }) => id)
    expect(await hits('土地', null)).toEqual([ids.village])
    const hidden = t.deps.models.Notice.findById(ids.village)
    const word = (await hidden.lean())?.head?.words.split('\n')[2]?.slice(0, 4) ?? ''
    expect(word).not.toBe('')
    expect(await hits(word, null)).not.toContain(ids.village)
    expect(await hits(word, 'neighbour')).not.toContain(ids.village)
    expect(await hits(word, 'villager')).toContain(ids.village)
    expect(await hits('沈大明', 'villager')).toEqual([ids.village])
    expect(await hits('沈大明', 'neighbour')).toEqual([])
    // Both widths are the same sign, and the title holds it.
    expect(await hits('(', null)).toEqual([ids.open])
    for (const q of ['.*', '[', '\\', '$', '^', '*', '{1}', '-', '/', '\\d', 'a\u0000b'])
      expect(await hits(q, null)).toEqual([])
  })
})

describe('what is not there', () => {
  it('is answered with 404 and a sentence', async () => {
    const answer = await read('nothing', null)
    expect([answer.status, answer.error.code]).toEqual([404, 'noticeNotFound'])
    expect((await t.ask('GET /api/notices/:id/editions', { params: { id: 'nothing' } })).status).toBe(404)
    const draft = await draftOf(t, 1)
    expect((await read(draft.notice, 'clerk')).status).toBe(404)
  })
})

describe('editions', () => {
  it('are listed, and of a restricted one the hash only to who sees the whole', async () => {
    const editions = async (id: string, who: Reader) =>
      (
        await t.ask('GET /api/notices/:id/editions', {
          params: { id },
          ...(who ? { token: renewed(t, who) } : {}),
        })
      ).body.editions
    expect(await editions(ids.open, null)).toMatchObject([
      { editionNo: 1, current: true, state: 'published' },
    ])
    expect((await editions(ids.village, null))[0]?.contentHash).toBe('')
    expect((await editions(ids.village, 'villager'))[0]?.contentHash).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('the township', () => {
  it('reads over its villages (组织法 36)', async () => {
    expect((await read(ids.village, 'officer')).body.access).toBe('full')
    const { body } = await t.ask('GET /api/regions/:code/catalogue', { params: { code: township.code } })
    expect(body.items.length).toBe(40)
  })
})
