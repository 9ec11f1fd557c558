import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { completeContent, draftOf, published, type Village, villageApp, type Who } from './notices-setup'

let t: Village
beforeAll(async () => {
  t = await villageApp()
})
afterAll(() => t.close())

const withTable = completeContent(31, { table: true })
const rowsOf = (id: string, query: object = {}, who?: Who) =>
  t.ask('GET /api/notices/:id/rows', {
    params: { id },
    query,
    ...(who ? { token: t.token[who] } : {}),
  })

describe('the rows of a published table', () => {
  it('come in pages, the own household first, and only to who may see them', async () => {
    const { notice, edition } = await published(t, 31, withTable)
    const first = await rowsOf(notice, { limit: 2 }, 'villager')
    expect(first.body).toMatchObject({ edition, total: 3 })
    expect(first.body.rows.map(({ own, cells }) => [own, cells[1]])).toEqual([
      [true, '陆小青'],
      [false, '沈大明'],
    ])
    const { next: cursor } = first.body
    const last = await rowsOf(notice, { limit: 2, ...(cursor ? { cursor } : {}) }, 'villager')
    expect(last.body.rows.map(({ cells }) => cells[1])).toEqual(['顾为'])
    expect(last.body.next).toBeUndefined()
    expect((await rowsOf(notice)).body).toMatchObject({ rows: [], total: 3 })
    expect((await rowsOf(notice, { cursor: 'x' })).error.code).toBe('invalidCursor')
    expect((await rowsOf(notice, { limit: 501 })).status).toBe(422)
  })

  it('may be taken over whole by whoever writes for the region', async () => {
    const { notice } = await published(t, 31, withTable)
    const { body } = await rowsOf(notice, { work: true }, 'clerk2')
    expect(body.rows.map(({ household }) => household)).toEqual(['HT-15-003', 'HT-15-001', 'HT-15-002'])
    for (const who of ['villager', 'officer'] as const)
      expect([who, (await rowsOf(notice, { work: true }, who)).error.code]).toEqual([who, 'forbidden'])
    expect((await rowsOf(notice, { work: true })).status).toBe(401)
  })
})

describe('the rows of a draft', () => {
  it('are read by who works on it and by nobody else', async () => {
    const { notice, revision } = await draftOf(t, 31, withTable)
    expect((await rowsOf(notice, { work: true }, 'clerk')).body).toMatchObject({ revision, total: 3 })
    expect((await rowsOf(notice, { work: true }, 'clerk2')).error.code).toBe('forbidden')
    expect((await rowsOf(notice, {}, 'clerk')).status).toBe(404)
  })
})
