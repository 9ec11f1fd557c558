import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { siteUrl } from '../../server/src/http/site'
import { completeContent, published, type Village, village, villageApp } from './notices-setup'

let t: Village
let id = ''
let code = ''
beforeAll(async () => {
  t = await villageApp()
  id = (await published(t, 31, completeContent(31, { table: true, title: '本季度流转' }))).notice
  code = (await t.ask('GET /api/notices/:id', { params: { id } })).body.code
})
afterAll(() => t.close())

const check = async (text: string) => (await t.ask('GET /api/check', { query: { code: text } })).body

describe('核对码', () => {
  it('is of the notice, whoever reads it and whichever edition', async () => {
    expect(code).toMatch(/^109213-[2-9A-Z]{4}-[2-9A-Z]{4}$/)
    const own = await t.ask('GET /api/notices/:id', { params: { id }, token: t.token.villager })
    expect(own.body.code).toBe(code)
  })

  it.each([
    ['as printed', (printed: string) => printed],
    ['in small letters, without dashes', (printed: string) => printed.toLowerCase().replaceAll('-', '')],
    [
      'with its name, spaces and wide letters',
      (printed: string) => `核对码： ${printed.replaceAll('-', ' － ')}`,
    ],
  ])('is found %s', async (_how, typed) => {
    expect(await check(typed(code))).toMatchObject({
      outcome: 'published',
      found: { id, code, region: { code: village.code, name: '护塘村' }, title: '本季度流转', newest: null },
    })
  })

  it('is found by the link that a board’s QR code holds, of this site alone', async () => {
    const site = siteUrl(t.deps.config)
    expect((await check(`${site}/#/pages/notice/index?id=${id}`)).found?.id).toBe(id)
    expect(await check(`https://evil.example/#/pages/notice/index?id=${id}`)).toMatchObject({
      outcome: 'elsewhere',
      found: null,
    })
  })

  it.each(['109213-2222-2222', 'x', '😀', '0', '999999-7K3M-9Q2T', 'http://', 'https://[', '%E0%A4%A'])(
    'of nothing is nothing: %s',
    async (text) => {
      expect((await check(text)).found).toBeNull()
    },
  )

  it('tells what was published of the same item since', async () => {
    t.clock.advance(60_000)
    await published(t, 31, completeContent(31, { table: true, title: '下季度流转' }))
    expect((await check(code)).found?.newest).toMatchObject({ title: '下季度流转' })
  })

  it('tells that a notice was withdrawn, and of one that was taken down no title', async () => {
    const gone = (await published(t, 51, completeContent(51, { title: '要撤下的题目' }))).notice
    const { body } = await t.ask('GET /api/notices/:id', { params: { id: gone } })
    await t.deps.models.Notice.updateOne(
      { _id: gone },
      {
        $set: {
          state: 'withdrawn',
          ended: { at: t.clock.now(), by: '', body: '村民委员会', reason: '', tell: false },
        },
      },
    )
    await t.deps.marks.move(`region:${village.code}`)
    expect(await check(body.code)).toMatchObject({ outcome: 'ended', found: { stateText: '已撤回' } })
    await t.deps.models.Notice.updateOne({ _id: gone }, { $set: { state: 'takenDown' } })
    await t.deps.marks.move(`region:${village.code}`)
    expect(JSON.stringify(await check(body.code))).not.toContain('要撤下的题目')
  })
})
