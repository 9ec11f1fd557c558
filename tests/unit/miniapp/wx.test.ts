import { describe, expect, it } from '@jest/globals'
import { wxAlone } from '../../support/weapp/alone'
import type { WeappRequest } from '../../support/weapp/network'

const url = 'https://bff.example.cn/api/x'

const asked = async (options: object) => {
  const sent: WeappRequest[] = []
  const { ask } = wxAlone({
    send: async (request) => {
      sent.push(request)
      return { status: 200, body: 'done' }
    },
  })
  const told = await ask('request', { url, ...options })
  return { told, sent: sent[0] }
}

const soon = () => new Promise((done) => setTimeout(done, 5))

describe("the stand-in for WeChat's wx.request", () => {
  it.each(['GET', 'POST', 'PUT', 'DELETE'])('sends %s', async (method) => {
    expect((await asked({ method })).sent).toMatchObject({ method })
  })

  it('says that it sends JSON, with and without a body, where the app names no type', async () => {
    expect((await asked({ method: 'DELETE' })).sent).toMatchObject({
      headers: { 'content-type': 'application/json' },
      body: undefined,
    })
    const named = await asked({ method: 'POST', header: { 'Content-Type': 'text/plain' } })
    expect(named.sent).toMatchObject({ headers: { 'content-type': 'text/plain' } })
  })

  it('refuses PATCH, which WeChat does not have', async () => {
    const { told, sent } = await asked({ method: 'PATCH' })
    expect([told.errMsg, sent]).toEqual(['request:fail method PATCH is not supported', undefined])
  })

  it('writes Referer itself', async () => {
    expect((await asked({ header: { Referer: 'https://x.cn' } })).sent?.headers).not.toHaveProperty('referer')
  })

  it('hands over bytes where bytes are asked for', async () => {
    const { told } = await asked({ responseType: 'arraybuffer' })
    expect(Buffer.from(told.data as ArrayBuffer).toString()).toBe('done')
  })

  it('takes no address without an origin', async () => {
    expect((await asked({ url: '/api/x' })).told).toMatchObject({ errno: 600009 })
  })

  it('keeps ten under way, whatever their kind, and the rest in line', async () => {
    const going: (() => void)[] = []
    const { ask, network } = wxAlone({
      send: () => new Promise((done) => void going.push(() => done({ status: 200, body: '' }))),
    })
    const all = Array.from({ length: 12 }, (_, n) => ask(n % 2 ? 'request' : 'downloadFile', { url }))
    await soon()
    expect(going).toHaveLength(10)
    going[0]?.()
    await soon()
    expect(going).toHaveLength(11)
    for (const go of going) go()
    await soon()
    for (const go of going) go()
    expect((await Promise.all(all)).map(({ statusCode }) => statusCode)).toEqual(Array(12).fill(200))
    expect(network.peak).toBe(10)
  })

  it('gives up after its timeout, in line or under way, and when it is aborted', async () => {
    const { ask, wx } = wxAlone({ send: () => new Promise(() => undefined) })
    const all = Array.from({ length: 11 }, () => ask('request', { url, timeout: 10 }))
    for (const told of await Promise.all(all)) {
      expect(told).toMatchObject({ errMsg: 'request:fail timeout', errno: 5 })
    }
    const told: object[] = []
    const fail = (result: object) => told.push(result)
    const task = wx.request?.({ url, fail }) as { abort(): void }
    task.abort()
    expect(told).toEqual([{ errMsg: 'request:fail abort' }])
  })

  it('calls the domains of the account alone, each for its kind', async () => {
    const { ask } = wxAlone({ domains: { request: ['https://bff.example.cn'] } })
    expect(await ask('request', { url })).toMatchObject({ statusCode: 200 })
    const refused = { errMsg: 'request:fail url not in domain list', errno: 600002 }
    expect(await ask('request', { url: 'https://other.cn/' })).toMatchObject(refused)
    expect(await ask('request', { url: url.replace('https', 'http') })).toMatchObject(refused)
    expect(await ask('downloadFile', { url })).toMatchObject({ errno: 600002 })
  })
})
