import { describe, expect, it } from '@jest/globals'
import { createWx, type WeappRequest } from '../../support/weapp/wx'

const nowhere = {
  navigateTo: () => undefined,
  redirectTo: () => undefined,
  reLaunch: () => undefined,
  switchTab: () => undefined,
  navigateBack: () => undefined,
}

const ask = (method: string, header?: Record<string, string>) => {
  const state = { storage: new Map(), titles: [], calls: [], files: new Map() }
  const sent: WeappRequest[] = []
  const send = async (request: WeappRequest) => {
    sent.push(request)
    return { status: 200, body: 'done' }
  }
  const wx = createWx(state, nowhere, send, {}) as { request(options: object): void }
  return new Promise<WeappRequest | 'refused'>((done) => {
    const options = {
      url: 'http://bff/api/x',
      method,
      header,
      success: () => done(sent[0] ?? 'refused'),
      fail: () => done('refused'),
    }
    wx.request(options)
  })
}

describe("the stand-in for WeChat's wx.request", () => {
  it.each(['GET', 'POST', 'PUT', 'DELETE'])('sends %s', async (method) => {
    expect(await ask(method)).toMatchObject({ method })
  })

  it('says that it sends JSON, with and without a body, where the app names no type', async () => {
    expect(await ask('DELETE')).toMatchObject({
      headers: { 'content-type': 'application/json' },
      body: undefined,
    })
    const named = await ask('POST', { 'Content-Type': 'text/plain' })
    expect(named).toMatchObject({ headers: { 'content-type': 'text/plain' } })
  })

  it('refuses PATCH, which WeChat does not have', async () => {
    expect(await ask('PATCH')).toBe('refused')
  })
})
