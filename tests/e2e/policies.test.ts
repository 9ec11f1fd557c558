import { describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { axeFindings } from '../support/axe'
import { arrived, freshPage, front, type Width } from '../support/browser'
import { demoForTests } from '../support/demo'
import { demoSession } from '../support/demo-session'
import { inEverySize } from './every-size'

const village = '310116109213'
const cooperative = 'demo-vegetable-cooperative'
const creditCode = '93310116DEM0000141'
/** 设施菜田改造补贴: asks for five years of lease. */
const renovation = 'facility-field'
/** 最低生活保障 is for households; 规模种粮补贴 does not fit a grower of vegetables. */
const grain = 'grain-scale'

const service = demoForTests()

const sessionOf = (persona: string) => demoSession(service.url, persona)

interface Who {
  persona?: string
  width?: Width
  storage?: Record<string, unknown>
}

async function open(path: string, { persona, width = 375, storage = {} }: Who = {}): Promise<Page> {
  const session = persona ? { 'hutang.session': await sessionOf(persona) } : {}
  const held = { 'hutang.region': village, ...session, ...storage }
  const page = await freshPage({ origin: service.url, width, storage: held })
  await page.goto(`${service.url}/#/${path}`)
  await arrived(page, path)
  return page
}

const button = (page: Page, name: string | RegExp) => front(page).getByRole('button', { name }).first()
const link = (page: Page, name: string | RegExp) => front(page).getByRole('link', { name }).first()
const shows = (page: Page, words: string | RegExp) => front(page).getByText(words).first().waitFor()

/** Nobody reads it sideways, misses a button, or is kept out by a screen reader. */
async function looksRight(page: Page): Promise<void> {
  expect((await inEverySize(page)).faults).toEqual([])
  expect(await axeFindings(page)).toEqual([])
}

/** One demo, told in order: what each story leaves, the next one finds. */
describe('a co-operative finds and follows its package', () => {
  it('a visitor types the code alone and has a package, which stays on the phone', async () => {
    const page = await open('pages/policies/index')
    await front(page)
      .getByRole('textbox', { name: /统一社会信用代码/ })
      .fill('93310116DEM0000142')
    await button(page, '看我的政策').click()
    await front(page).getByRole('alert').waitFor()
    await front(page)
      .getByRole('textbox', { name: /统一社会信用代码/ })
      .fill(creditCode)
    await button(page, '看我的政策').click()
    await shows(page, /项可能符合/)
    await page.reload()
    await shows(page, /项可能符合/)
    await link(page, /看全部/).click()
    await arrived(page, 'policies/package/index')
    await shows(page, /可能符合 \d+ 项/)
    await shows(page, '下次不用再填')
    await button(page, '不存，从手机上删掉').click()
    await shows(page, '还没有政策包')
    expect(await page.evaluate((code) => JSON.stringify(localStorage).includes(code), creditCode)).toBe(false)
  })

  it('three answers do as well, and are carried over after signing in', async () => {
    const page = await open('pages/policies/index', { persona: 'elder' })
    await button(page, '没有代码，或者不记得').click()
    await arrived(page, 'policies/ask/index')
    await button(page, /登记的是哪一种/).click()
    await front(page).getByRole('dialog').getByRole('radio', { name: '家庭农场' }).click()
    await front(page)
      .getByRole('textbox', { name: /哪一天成立/ })
      .fill('2020年3月1日')
    await button(page, '看我的政策').click()
    await arrived(page, 'policies/package/index')
    await front(page)
      .getByRole('textbox', { name: /企业名称/ })
      .fill('演示青禾家庭农场')
    await button(page, '存起来').click()
    await front(page).getByRole('heading', { name: '演示青禾家庭农场' }).waitFor()
    expect(await page.evaluate(() => localStorage.getItem('hutang.enterprise-answers'))).toBeNull()
  })

  it('the owner signs in by one tap, chooses the co-operative, answers a question, and a policy is settled', async () => {
    const page = await open('account/login/index')
    await link(page, /庄建新/).click()
    await front(page).getByText('塘畔蔬果专业合作社（演示）').first().waitFor()
    await front(page).getByRole('tab', { name: '政策' }).click()
    await arrived(page, 'pages/policies/index')
    await button(page, /换一家/).click()
    await front(page)
      .getByRole('dialog')
      .getByRole('radio', { name: /塘畔蔬果/ })
      .click()
    await front(page).getByRole('heading', { name: '塘畔蔬果专业合作社（演示）' }).waitFor()
    await shows(page, '5 项符合，7 项可能符合')
    await link(page, /答 1 个问题.*土地租期还有几年？/).click()
    await arrived(page, 'policies/package/index')
    await shows(page, '土地租期还有几年？')
    const years = front(page).getByLabel(/剩余租期/)
    await years.fill('600')
    await button(page, '就这个数').click()
    await front(page).getByRole('alert').waitFor()
    await years.fill('6')
    await button(page, '就这个数').click()
    await shows(page, '6 项符合，6 项可能符合')
  })

  it('reads the package by what fits, by support and by deadline, each condition with its own value and the sentence', async () => {
    const page = await open(`policies/package/index?id=${cooperative}`, { persona: 'enterprise-owner' })
    await shows(page, '符合 6 项')
    await shows(page, '已享受 2 项')
    await button(page, /看 \d+ 个条件，设施菜田改造补贴/).click()
    await shows(page, /设施面积.* · 您：/)
    await shows(page, /^原文：“/)
    await front(page).getByRole('tab', { name: '按截止日' }).click()
    await shows(page, /截止 \d+ 项/)
    await front(page).getByRole('tab', { name: '按种类' }).click()
    await shows(page, /^补贴 \d+ 项/)
    await button(page, '发到我的邮箱').click()
    await front(page).getByRole('alert').waitFor()
    const asked = page.waitForResponse((answer) => answer.url().endsWith('/package.pdf'))
    await button(page, '下载政策包').click()
    expect((await asked).headers()['content-type']).toContain('application/pdf')
  })

  it('reads a policy, follows it, ends its reminders, and has both in the subscriptions', async () => {
    const page = await open(`policies/policy/index?id=${renovation}&enterprise=${cooperative}`, {
      persona: 'enterprise-owner',
    })
    await shows(page, /您填的条件都符合，可以申报/)
    await shows(page, /要准备的材料 \d+ 样/)
    await shows(page, '白话解读')
    await link(page, '有变化告诉我').click()
    await shows(page, '已关注这项政策')
    await link(page, /^不再提醒这项政策/).click()
    await shows(page, '已不再提醒这项政策')
    await page.goto(`${service.url}/#/account/subscriptions/index`)
    await arrived(page, 'account/subscriptions/index')
    await shows(page, /政策“设施菜田改造补贴/)
    await shows(page, '不再提醒的')
    await front(page)
      .getByRole('switch', { name: /按我的企业推送政策/ })
      .click()
    await shows(page, '不再拿企业资料挑政策告诉您')
    await button(page, /订政策/).click()
    await front(page)
      .getByRole('button', { name: /用工方面的政策/ })
      .click()
    await shows(page, /“用工”方面的政策/)
  })

  it('is told what does not fit, and why', async () => {
    const page = await open(`policies/policy/index?id=${grain}&enterprise=${cooperative}`, {
      persona: 'enterprise-owner',
    })
    await shows(page, /目前不符合：要求/)
    await front(page).getByRole('img', { name: '不符合' }).first().waitFor()
  })

  it('finds a policy by its number, whatever the brackets, in the search of everything and in the list', async () => {
    const policy = await (await fetch(`${service.url}/api/policies/${renovation}`)).json()
    const number = String(policy.content.documentNo)
    expect(number).toContain('〔')
    const typed = number.replace('〔', '[').replace('〕', ']')
    const page = await open(`reading/search/index?q=${encodeURIComponent(typed)}`)
    await link(page, /设施菜田改造补贴/).click()
    await arrived(page, 'policies/policy/index')
    await page.goto(`${service.url}/#/policies/list/index?q=${encodeURIComponent(typed)}`)
    await arrived(page, 'policies/list/index')
    await shows(page, '1 项政策')
  })

  it('narrows the list by need and state', async () => {
    const page = await open('policies/list/index?need=people')
    await shows(page, /^\d+ 项政策/)
    await button(page, '缺什么：用工').waitFor()
    await button(page, '能不能办').click()
    await front(page).getByRole('dialog').getByRole('radio', { name: '额满' }).click()
    await button(page, '能不能办：额满').waitFor()
    await shows(page, /项政策|没有找到/)
  })
})

/** The third is who reads it; nobody: a visitor. */
const pages: readonly [path: string, words: RegExp, persona: string][] = [
  ['pages/policies/index', /您的企业能享受哪些政策/, ''],
  ['pages/policies/index', /项可能符合/, 'enterprise-owner'],
  ['policies/list/index', /项政策/, ''],
  ['policies/ask/index', /登记的是哪一种/, ''],
  [`policies/package/index?id=${cooperative}`, /可能符合 \d+ 项/, 'enterprise-owner'],
  [`policies/policy/index?id=${renovation}`, /谁能享受/, ''],
  [`policies/policy/index?id=${renovation}&enterprise=${cooperative}`, /符合吗/, 'enterprise-owner'],
]

describe.each([375, 1280] as const)('in every text size at %i px', (width) => {
  it.each(pages)('%s shows %s', async (path, words, persona) => {
    const page = await open(path, { width, ...(persona ? { persona } : {}) })
    await shows(page, words)
    await front(page).locator('.skeleton').first().waitFor({ state: 'detached' })
    await looksRight(page)
  })
})
