import { afterAll, beforeAll, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { runs } from '../support/runs'
import {
  completeContent,
  people,
  published,
  renewed,
  type Village,
  village,
  villageApp,
  type Who,
} from './notices-setup'

let t: Village
const ids: string[] = []
beforeAll(async () => {
  t = await villageApp()
  for (const no of [1, 31, 13, 16])
    ids.push((await published(t, no, completeContent(no, { table: true }))).notice)
})
afterAll(() => t.close())

const urls = () => [
  ...ids.flatMap((id) => [
    `/api/notices/${id}`,
    `/api/screens/notice?id=${id}`,
    `/api/notices/${id}/editions`,
    `/api/notices/${id}/rows?limit=2`,
  ]),
  `/api/regions/${village.code}/notices`,
  `/api/screens/home?region=${village.code}`,
  `/api/screens/item?region=${village.code}&no=31`,
  `/api/screens/search?region=${village.code}&q=${encodeURIComponent('内容')}`,
]

/** Says who is looking and what was just then, which differ for good reasons. */
const steady = (body: string) => body.replace(/"(unread|requestId)":[^,}]*/g, '')

it('one URL read by all roles in random order answers each what it answers alone', async () => {
  const ask = async (url: string, who: Who | null) => {
    const answer = await t.app.inject({
      url,
      headers: who ? { authorization: `Bearer ${renewed(t, who)}` } : {},
    })
    expect(answer.statusCode).toBe(200)
    if (who) expect(answer.headers['cache-control']).toContain('private')
    return steady(answer.body)
  }
  const alone = new Map<string, string>()
  for (const url of urls()) {
    for (const who of [null, ...people]) {
      t.forget()
      alone.set(`${url} ${who}`, await ask(url, who))
    }
  }
  const visit = fc.tuple(fc.constantFrom(...urls()), fc.constantFrom(null, ...people))
  await fc.assert(
    fc.asyncProperty(fc.array(visit, { minLength: 5, maxLength: 20 }), async (visits) => {
      for (const [url, who] of visits) expect(await ask(url, who)).toBe(alone.get(`${url} ${who}`))
    }),
    { numRuns: runs(8, 80) },
  )
  for (const url of urls()) {
    for (const who of [null, 'stranger', 'neighbour'] as const) {
      const body = alone.get(`${url} ${who}`)
      for (const secret of ['沈大明', '陆小青', '顾为', '67800']) {
        if (!url.includes(ids[0] ?? '-')) expect(body).not.toContain(secret)
      }
    }
  }
})
