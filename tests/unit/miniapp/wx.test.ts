import { describe, expect, it } from '@jest/globals'
import { createWx } from '../../support/weapp/wx'

const nowhere = {
  navigateTo: () => undefined,
  redirectTo: () => undefined,
  reLaunch: () => undefined,
  switchTab: () => undefined,
  navigateBack: () => undefined,
}

const ask = (method: string) => {
  const state = { storage: new Map(), titles: [], calls: [] }
  const wx = createWx(state, nowhere, async () => ({ status: 200, body: 'done' }), {}) as {
    request(options: object): void
  }
  return new Promise<string>((done) => {
    const options = {
      url: 'http://bff/api/x',
      method,
      success: () => done('sent'),
      fail: () => done('refused'),
    }
    wx.request(options)
  })
}

describe("the stand-in for WeChat's wx.request", () => {
  it.each(['GET', 'POST', 'PUT', 'DELETE'])('sends %s', async (method) => {
    expect(await ask(method)).toBe('sent')
  })

  it('refuses PATCH, which WeChat does not have', async () => {
    expect(await ask('PATCH')).toBe('refused')
  })
})
