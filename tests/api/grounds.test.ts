import { needsGrounds } from '@hutang/shared'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { approved, completeContent, draftOf, submitted, type Village, villageApp } from './notices-setup'

let t: Village
beforeAll(async () => {
  t = await villageApp()
})
afterAll(() => t.close())

const table = (label: string, cell: string) => ({
  caption: '明细表',
  columns: [
    { key: 'name', label: '姓名', kind: 'name' as const },
    { key: 'why', label, kind: 'text' as const },
  ],
  rows: [{ cells: ['沈大明', cell] }],
})

describe('a public table of names beside illness, disability or relief', () => {
  it.each([
    ['in a cell', '说明', '重度残疾', true],
    ['in a heading', '病情', '稳定', true],
    ['nowhere', '职务', '护林员', false],
  ])('is known by its words: %s', (_, label, cell, needed) => {
    const content = { title: '名单', table: table(label, cell) }
    expect(needsGrounds(content, { maskLevel: 'M1', audience: 'village' })).toBe(needed)
    // Where the names are masked or only the village reads them, the item's own rules hold.
    expect(needsGrounds(content, { maskLevel: 'M2', audience: 'village' })).toBe(false)
  })

  it('is handed in only with grounds, which the reviewer sees with who stated them and when', async () => {
    const draft = await draftOf(t, 2, { ...completeContent(2), table: table('说明', '低保户') })
    expect(draft.problems).toEqual([
      { field: 'grounds', message: expect.stringContaining('个人信息保护法第二十八条') },
    ])
    const refused = await t.ask('POST /api/notices/:id/submit', {
      params: { id: draft.notice },
      body: { revision: draft.revision },
      token: t.token.clerk,
    })
    expect([refused.status, refused.error?.fields?.[0]?.field]).toEqual([422, 'grounds'])
    const { body: stated } = await t.ask('PUT /api/notices/:id', {
      params: { id: draft.notice },
      body: { revision: draft.revision, content: {}, grounds: ' 本人书面同意。 ' },
      token: t.token.clerk,
    })
    expect(stated.grounds).toEqual({
      needed: true,
      text: '本人书面同意。',
      by: '人clerk（村经办）',
      at: t.clock.now().toISOString(),
    })
    const work = await submitted(t, stated)
    const seen = await t.ask('GET /api/screens/edit', {
      query: { id: draft.notice },
      token: t.token.supervisor,
    })
    expect(seen.body.work.grounds.text).toBe('本人书面同意。')
    // The grounds stand outside what is hashed: editions of before keep their hash.
    expect((await approved(t, work)).contentHash).toBe(work.contentHash)
  })

  it('asks again where they are taken back', async () => {
    const draft = await draftOf(t, 2, { ...completeContent(2), table: table('说明', '低保户') })
    const put = async (revision: number, grounds: string) =>
      (
        await t.ask('PUT /api/notices/:id', {
          params: { id: draft.notice },
          body: { revision, content: {}, grounds },
          token: t.token.clerk,
        })
      ).body
    const stated = await put(draft.revision, '本人书面同意。')
    expect(stated.problems).toEqual([])
    expect((await put(stated.revision, '')).grounds).toMatchObject({ needed: true, text: '', by: null })
  })
})
