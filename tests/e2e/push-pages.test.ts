import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { axeFindings } from '../support/axe'
import { closeBrowser, freshPage, front } from '../support/browser'
import { goTo } from './every-size'
import { subscriptions } from './fixtures/account'
import { region, sessionOf, user } from './fixtures/people'
import { digest, why } from './fixtures/push'
import { type Asked, fixtures } from './fixtures/server'
import { notice } from './fixtures/village'
import { Site } from './site'

let site: Site
const asked: Asked[] = []
beforeAll(async () => {
  site = await Site.start()
}, 240_000)
afterAll(async () => {
  await closeBrowser()
  await site?.stop()
})

async function villager(path: string, other: Record<string, unknown> = {}): Promise<Page> {
  const answer = fixtures(other)
  asked.length = 0
  site.respond = (request) => {
    if (request.method !== 'GET') asked.push(request)
    return answer(request)
  }
  const storage = { 'hutang.region': region.code, 'hutang.session': sessionOf(user) }
  const page = await freshPage({ origin: site.origin, storage })
  await goTo(page, site.origin, path)
  return page
}

const sent = () => asked.map(({ method, path }) => `${method} ${path}`)
const button = (page: Page, name: string) => front(page).getByRole('button', { name, exact: true })

describe('我的订阅', () => {
  const path = 'account/subscriptions/index'

  it('says first when and by what, and what the next message will say', async () => {
    const page = await villager(path)
    await front(page).getByText('每天 18:30', { exact: true }).waitFor()
    await front(page).getByText('用微信告诉您', { exact: true }).waitFor()
    await button(page, '今天 18:30 要告诉您 2 条，点开先看').click()
    await front(page).getByText('有一条与您家有关的新公开').waitFor()
    expect(await axeFindings(page)).toEqual([])
  })

  it('ends one in one tap, and takes a slip of the finger back', async () => {
    const page = await villager(path)
    await button(page, '取消，护塘村 财务公开').click()
    await front(page).getByText('已取消', { exact: true }).waitFor()
    expect(sent()).toEqual(['DELETE /api/me/subscriptions/s1'])
    await button(page, '恢复，护塘村 财务公开').click()
    await expectPut([{ region: region.code, category: '财务公开' }])
  })

  it('ends all of it in one tap, and says so', async () => {
    const page = await villager(path)
    await button(page, '都不要提醒了，点这里关掉').click()
    await front(page).getByText('只放在“消息”里', { exact: true }).waitFor()
    expect(asked[0]?.body).toMatchObject({ channels: [] })
    await button(page, '重新告诉我').click()
    await front(page).getByText('每天 18:30', { exact: true }).waitFor()
  })

  it('moves a channel up, and asks for an address', async () => {
    const page = await villager(path)
    await button(page, '往前，先用邮件').click()
    await front(page)
      .getByRole('switch', { name: /^2\. 邮件/ })
      .waitFor()
    expect(asked[0]?.body).toMatchObject({ channels: ['wechat', 'email', 'sms'] })
    await front(page).getByText('用邮箱收').waitFor()
  })

  it('follows the township, and a word', async () => {
    const page = await villager(path)
    await front(page)
      .getByRole('button', { name: /^再订一些/ })
      .click()
    await button(page, '订阅，漕泾镇（镇里）的公开和政策').click()
    await expectPut([{ region: region.code, category: '财务公开' }, { region: '310116109' }])
    await front(page)
      .getByRole('textbox', { name: /^订一个词/ })
      .fill('停水')
    await button(page, '订这个词').click()
    await expectPut([
      { region: region.code, category: '财务公开' },
      { region: region.code, word: '停水' },
    ])
  })

  it('says when nothing can come on the phone', async () => {
    const noGrant = [{ channel: 'wechat', name: '微信', reaches: false, text: '次数用完了。', way: null }]
    const page = await villager(path, {
      'GET /api/me/digest': { ...digest, channels: noGrant },
      'GET /api/screens/subscriptions': { ...subscriptions, grants: [] },
    })
    await front(page).getByText('先放在“消息”里。').waitFor()
    await front(page).getByText('现在微信里收不到。').waitFor()
  })
})

async function expectPut(wanted: object[]): Promise<void> {
  for (let n = 0; n < 100; n++) {
    const puts = asked.filter(({ method, path }) => method === 'PUT' && path === '/api/me/subscriptions')
    if (JSON.stringify(puts.at(-1)?.body) === JSON.stringify({ subscriptions: wanted })) return
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error(`not asked: ${JSON.stringify(asked)}`)
}

describe('a page that a message opened', () => {
  const own = subscriptions.subscriptions[0]

  it('ends the subscription it came for in one tap, on its first screen', async () => {
    const page = await villager('pages/notice/index?from=push&id=n31', {
      'GET /api/screens/notice': { ...notice, subscription: own },
    })
    const stop = button(page, '取消订阅')
    expect((await stop.boundingBox())?.y).toBeLessThan(700)
    await stop.click()
    await front(page).getByText('已取消订阅。公开栏和这里随时能看。').first().waitFor()
    expect(sent()).toEqual(['DELETE /api/me/subscriptions/s1'])
    expect(await axeFindings(page)).toEqual([])
  })

  it('ends the reminders of the item where nothing is subscribed', async () => {
    const page = await villager('pages/notice/index?from=push&id=n31')
    await button(page, '这项不再提醒').click()
    await front(page).getByText('好，这一项不再提醒。').waitFor()
    expect(asked.map(({ body }) => body)).toEqual([{ mutes: [{ region: region.code, item: 31 }] }])
  })

  it('ends the digests from the inbox', async () => {
    const page = await villager('account/inbox/index?from=push')
    await button(page, '不要提醒了').click()
    await front(page).getByText('好，手机上不再提醒。').waitFor()
    expect(asked.at(-1)?.body).toMatchObject({ channels: [] })
  })

  it('offers nothing of it where no message led there', async () => {
    const page = await villager('account/inbox/index')
    expect(await button(page, '不要提醒了').count()).toBe(0)
  })
})

describe('why', () => {
  it('is one tap from each entry of the inbox, and there the item is muted', async () => {
    const page = await villager('account/inbox/index', {
      'GET /api/me/inbox/i1/why': why,
    })
    await front(page).getByRole('link', { name: '与我家有关，为什么收到' }).click()
    await front(page).getByText('11月20日 18:30 微信已发到').waitFor()
    await button(page, '这一项不再提醒').click()
    await front(page).getByText('好，不再提醒。公开栏和“消息”里随时能看').waitFor()
    expect(asked.at(-1)?.body).toEqual({ mutes: [{ region: region.code, item: 31 }] })
  })

  it('is asked on a notice, also where no message came, with the way out', async () => {
    const page = await villager('pages/notice/index?id=n31')
    await front(page)
      .getByRole('link', { name: /^这条怎么告诉我的/ })
      .click()
    await front(page).getByText('没收到提醒：微信次数用完了').waitFor()
    await front(page)
      .getByRole('button', { name: /^允许微信提醒/ })
      .click()
    await page.waitForURL(/account\/subscriptions/)
  })
})

describe('代家人收消息', () => {
  it('is agreed to, ended, and asked for', async () => {
    const page = await villager('account/proxies/index', {
      'POST /api/proxies/p3/decision': {},
      'POST /api/me/proxies': {},
      'DELETE /api/me/proxies/p2': { mine: [], ours: [] },
    })
    await button(page, '同意').click()
    await front(page).getByText('好，他也会收到您家的消息').waitFor()
    expect(asked[0]).toMatchObject({ path: '/api/proxies/p3/decision', body: { consent: true } })
    await front(page).getByRole('textbox', { name: /^户号/ }).fill('HT-12-007')
    await front(page)
      .getByRole('textbox', { name: /^您是他家什么人/ })
      .fill('女儿')
    await button(page, '请他家同意').click()
    await front(page).getByText('提出了，他家或村里同意后就能收到').waitFor()
    expect(asked.at(-1)?.body).toEqual({ region: region.code, relation: '女儿', householdCode: 'HT-12-007' })
    await button(page, '不替他收了，顾阿凤').click()
    await front(page).getByText('顾阿凤').waitFor({ state: 'detached' })
  })
})
