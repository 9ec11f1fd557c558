import { beforeAll, describe, expect, it } from '@jest/globals'
import { builtMiniapp } from '../support/built-miniapp'
import { SubscribeSheet } from '../support/weapp/subscribe-sheet'
import { WeappHost } from '../support/weapp-host'
import { subscriptions } from './fixtures/account'
import { region, sessionOf, user } from './fixtures/people'
import { fixtures } from './fixtures/server'

const asVillager = { 'hutang.region': region.code, 'hutang.session': sessionOf(user) }
const once = { templateId: 't1', title: '村务公开通知', long: false }
const long = { templateId: 't2', title: '应急通知', long: true }
const allow = '再提醒我'

beforeAll(() => void builtMiniapp('weapp'), 180_000)

async function opened(templates = [once, long]) {
  const sheet = new SubscribeSheet({ t1: 'once', t2: 'long' })
  const free = new Map<string, number>()
  const grants = () => templates.map(({ templateId }) => ({ templateId, free: free.get(templateId) ?? 0 }))
  const host = new WeappHost({
    respond: fixtures({
      'GET /api/screens/subscriptions': { ...subscriptions, templates, grants: grants() },
      'POST /api/me/grants': ({ body }: { body: unknown }) => {
        const { results } = body as { results: { templateId: string; result: string }[] }
        for (const { templateId, result } of results) {
          if (result === 'accept') free.set(templateId, (free.get(templateId) ?? 0) + 1)
        }
        return { grants: grants() }
      },
    }),
    storage: asVillager,
    wx: sheet.wx,
  })
  const page = await host.open('/account/subscriptions/index')
  const reported = () => host.requests.filter(({ path }) => path === '/api/me/grants').map(({ body }) => body)
  return { sheet, host, page, reported }
}

describe('asking for WeChat messages', () => {
  it('never asks for one-time and long-term templates together, and says 已开通 only after the grant', async () => {
    const { page, sheet, reported, host } = await opened()
    expect(page.text).toContain('还没开通')
    expect(page.text).not.toContain('已开通')
    await page.tap(allow)
    expect(page.text).toContain('还剩 1 次')
    await page.tap('开通长期提醒')
    expect(page.text).toContain('已开通')
    expect(page.text).not.toContain('开通长期提醒')
    expect(sheet.shown).toBe(2)
    expect(reported()).toEqual([
      { results: [{ templateId: 't1', result: 'accept' }] },
      { results: [{ templateId: 't2', result: 'accept' }] },
    ])
    expect(host.errors).toEqual([])
  })

  it.each(['acceptWithAlert', 'acceptWithAudio', 'acceptWithForcePush'] as const)(
    'counts %s',
    async (choice) => {
      const { page, sheet } = await opened()
      sheet.tap = { choice, keep: false }
      await page.tap(allow)
      expect(page.text).toContain('还剩 1 次')
    },
  )

  it('leads to the settings where a refusal is kept, and asks again after it', async () => {
    const { page, sheet } = await opened([once])
    sheet.tap = { choice: 'reject', keep: false }
    await page.tap(allow)
    expect(page.text).not.toContain('微信设置')
    sheet.tap = { choice: 'reject', keep: true }
    await page.tap(allow)
    expect(page.text).toContain('您在微信里选过“总是拒绝”')
    await page.tap('去微信设置里打开')
    expect(page.text).toContain('您在微信里选过“总是拒绝”')
    sheet.inSettings = () => sheet.allowAll()
    await page.tap('去微信设置里打开')
    expect(page.text).not.toContain('总是拒绝')
    await page.tap(allow)
    expect(page.text).toContain('还剩 1 次')
    expect(sheet.shown).toBe(2)
  })

  it('leads to the settings where the main switch is off', async () => {
    const { page, sheet } = await opened([once])
    sheet.mainSwitch = false
    await page.tap(allow)
    expect(page.text).toContain('您在微信里关了这个小程序的提醒')
    sheet.inSettings = () => sheet.allowAll()
    await page.tap('去微信设置里打开')
    await page.tap(allow)
    expect(page.text).toContain('还剩 1 次')
  })

  it('says what is wrong: the network, the template, a ban', async () => {
    const { page, sheet, reported } = await opened([once])
    sheet.online = false
    await page.tap(allow)
    expect(page.text).toContain('网络不太好')
    sheet.online = true
    sheet.banned = true
    await page.tap(allow)
    expect(page.text).toContain('微信停了这个小程序的提醒')
    const unknown = await opened([{ ...once, templateId: 'other' }])
    await unknown.page.tap(allow)
    expect(unknown.page.text).toContain('微信里的这个提醒还没设置好')
    expect([...reported(), ...unknown.reported()]).toEqual([])
  })
})
