import { contract, type Route } from '@hutang/shared'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import sharp from 'sharp'
import { formOf } from '../support/form'
import {
  completeContent,
  draftOf,
  submitted,
  type Village,
  village,
  villageApp,
  type Who,
} from './notices-setup'

/**
 * WeChat asks that a picture which users upload goes through mediaCheckAsync before others see it. Here none does
 * (ADR 37): this holds only while no villager can send one, and while others see an office's after four eyes.
 */
const withFile = Object.entries<Route>(contract).flatMap(([key, { consumes }]) =>
  consumes === 'multipart/form-data' ? [key] : [],
)

let t: Village
let photo: Buffer
let notice: string
beforeAll(async () => {
  t = await villageApp()
  photo = await sharp({ create: { width: 80, height: 60, channels: 3, background: '#2a7' } })
    .jpeg()
    .toBuffer()
  notice = (await draftOf(t, 29, completeContent(29))).notice
})
afterAll(() => t.close())

const send = (key: string, id: string, token?: string, fields: Record<string, string> = { alt: '照片' }) => {
  const [method, path = ''] = key.split(' ')
  const { payload, headers } = formOf({ name: 'a.jpg', type: 'image/jpeg', data: photo }, fields)
  return t.app.inject({
    method: method as 'POST',
    url: path.replace(':code', village.code).replace(/:\w+/g, id),
    payload,
    headers: { ...headers, ...(token ? { authorization: `Bearer ${token}` } : {}) },
  })
}
const kept = () => t.deps.models.Picture.countDocuments({})

describe('a picture of a villager', () => {
  it('can be sent nowhere: these are all the routes that take a file, and each refuses', async () => {
    expect(withFile.length).toBeGreaterThan(8)
    const before = await kept()
    for (const key of withFile)
      for (const who of ['villager', 'outsider', 'stranger', 'neighbour'] as const) {
        const { statusCode } = await send(key, notice, t.token[who])
        expect([key, who, [401, 403, 404].includes(statusCode)]).toEqual([key, who, true])
      }
    expect(await kept()).toBe(before)
  })

  it('can be sent nowhere without an account either', async () => {
    for (const key of withFile) {
      const { statusCode } = await send(key, notice)
      expect([key, [401, 404].includes(statusCode)]).toEqual([key, true])
    }
  })

  it('does not hide in a text: no field of any other route is a file', () => {
    const binary = Object.entries<Route>(contract).filter(
      ([key, { body }]) =>
        !withFile.includes(key) &&
        /"(contentEncoding|format)":"(base64|binary|data-url)"/.test(JSON.stringify(body ?? {})),
    )
    expect(binary.map(([key]) => key)).toEqual([])
  })
})

describe('a picture of the office', () => {
  const reading = (path: string, who?: Who) =>
    t.app.inject({ url: path, headers: who ? { authorization: `Bearer ${t.token[who]}` } : {} })

  it('is seen by no villager until another has looked at it and a third has published it', async () => {
    const { notice: id } = await draftOf(t, 29, completeContent(29))
    const work = (await send('POST /api/notices/:id/pictures', id, t.token.clerk)).json()
    const path = (work.pictures[0].url as string).split('?')[0] ?? ''
    const unseen = async () => {
      for (const who of [undefined, 'villager', 'outsider', 'neighbour'] as const)
        expect([who, (await reading(path, who)).statusCode]).toEqual([who, 404])
    }
    await unseen()
    const { contentHash } = await submitted(t, work)
    await unseen()
    const of = { params: { id }, body: { contentHash } }
    // Who wrote it neither looks at it for the others nor publishes it.
    expect((await t.ask('POST /api/notices/:id/publish', { ...of, token: t.token.clerk })).status).not.toBe(
      200,
    )
    expect((await t.ask('POST /api/notices/:id/publish', { ...of, token: t.token.publisher })).status).toBe(
      409,
    )
    await unseen()
    const look = { ...of, body: { contentHash, decision: 'approve' } }
    const reviewed = await t.ask('POST /api/notices/:id/review', { ...look, token: t.token.supervisor })
    expect(reviewed.status).toBe(200)
    await unseen()
    expect((await t.ask('POST /api/notices/:id/publish', { ...of, token: t.token.publisher })).status).toBe(
      200,
    )
    expect((await reading(path)).statusCode).toBe(200)
  })
})
