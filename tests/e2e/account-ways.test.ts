import { describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { axeFindings } from '../support/axe'
import { arrived, freshPage, front, type Width } from '../support/browser'
import { demoForTests } from '../support/demo'
import { type DemoSession, demoSession } from '../support/demo-session'
import { inEverySize } from './every-size'

const village = '310116109213'
const pictures = process.env.WAYS_PICTURES

const service = demoForTests()

async function open(
  path: string,
  session: DemoSession,
  width: Width = 375,
  size = 'standard',
): Promise<Page> {
  const storage = { 'hutang.session': session, 'hutang.text-size': size, 'hutang.region': village }
  const page = await freshPage({ origin: service.url, width, storage })
  await page.goto(`${service.url}/#/${path}`)
  return page
}
const openAs = async (path: string, persona: string, width?: Width, size?: string) =>
  open(path, await demoSession(service.url, persona), width, size)
const press = (page: Page, name: string | RegExp) => front(page).getByRole('button', { name }).first().click()
const follow = (page: Page, name: string | RegExp) => front(page).getByRole('link', { name }).first().click()
const said = (page: Page, text: string | RegExp) => front(page).getByText(text).first().waitFor()

async function keep(page: Page, name: string): Promise<void> {
  if (!pictures) return
  await page.waitForTimeout(700)
  await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
}

/** Looked at on a phone and on a desk, in two sizes; measured and read in all. */
async function look(path: string, persona: string, words: string | RegExp, name: string): Promise<void> {
  for (const width of [375, 1280] as const) {
    for (const size of pictures ? ['standard', 'huge'] : ['standard']) {
      const page = await openAs(path, persona, width, size)
      await said(page, words)
      // A row of tabs scrolls when its element has been drawn, a moment after its words.
      await page.waitForFunction(() => !document.querySelector('.tabs:not(.taro-scroll-view__scroll-x)'))
      await keep(page, `${name}-${width}-${size}`)
      if (size !== 'standard') continue
      expect((await inEverySize(page)).faults).toEqual([])
      expect(await axeFindings(page)).toEqual([])
    }
  }
}

describe('what a person can do with their account', () => {
  it.each([
    ['account/ways/index', 'villager', '撤回同意', 'ways'],
    ['account/leave/index', 'villager', '会留下', 'leave'],
    ['account/leave/index', 'clerk', '现在还不能注销', 'leave-clerk'],
    ['account/phone/index', 'villager', '换成这部手机的号码', 'phone'],
    ['account/verify/index?replaces=1', 'township-publisher', '原来的微信会怎样', 'replaces'],
    ['account/household/index', 'villager', '一年一共', 'household'],
    ['pages/me/index', 'villager', '账号和资料', 'me'],
  ])('is readable on %s as %s', (path, persona, words, name) => look(path, persona, words, name))

  it('begins in 我的, says what goes and what stays, asks once, and then nobody is signed in', async () => {
    const page = await openAs('pages/me/index', 'elder')
    await follow(page, /账号和资料/)
    await arrived(page, 'account/ways/index')
    await follow(page, /注销账号/)
    await arrived(page, 'account/leave/index')
    await said(page, /户籍册/)
    await press(page, '注销账号')
    await said(page, '要注销账号吗？')
    await keep(page, 'leave-asked')
    await front(page).getByRole('dialog').getByRole('button', { name: '注销账号' }).click()
    await arrived(page, 'pages/me/index')
    await said(page, '还没有登录')
    const kept = await page.evaluate(() => JSON.stringify(localStorage))
    expect(kept).not.toContain('accessToken')
    const again = await fetch(`${service.url}/api/sessions/demo`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ persona: 'elder' }),
    })
    expect(again.status).toBe(404)
  })

  it('lets the office see that a number has changed, and the household that a WeChat has', async () => {
    const session = await demoSession(service.url, 'villager')
    const page = await open('account/phone/index', session)
    await press(page, '用这部手机的号码')
    await said(page, /收到了，等着核对|这就是村里登记的号码|没有给出手机号/)
    await keep(page, 'phone-asked')
    const home = session.user.residence
    const owner = await demoSession(service.url, 'township-publisher')
    const household = (await (
      await fetch(`${service.url}/api/me/household`, {
        headers: { authorization: `Bearer ${session.accessToken}` },
      })
    ).json()) as { members: { name: string; me: boolean }[] }
    const name = household.members.find(({ me }) => me)?.name ?? ''
    const asked = await fetch(`${service.url}/api/me/claims`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${owner.accessToken}` },
      body: JSON.stringify({
        ...{ region: village, householdCode: home?.householdCode ?? '', name, replaces: true },
      }),
    })
    expect(asked.status).toBe(202)
    const clerk = await openAs(`cadre/verify/index?region=${village}`, 'clerk')
    await said(clerk, /换了微信，户号/)
    await keep(clerk, 'office-claims')
    await follow(clerk, /换了微信/)
    await said(clerk, /原来的微信马上退出/)
    await keep(clerk, 'office-claim')
    const own = await open('account/household/index', session)
    await said(own, '家里人换了微信？')
    await keep(own, 'household-asked')
    await follow(own, /说换了微信/)
    await said(own, /先当面或打电话问一声/)
    await keep(own, 'household-say')
    expect(await axeFindings(own)).toEqual([])
    await press(own, /^不是本人/)
    await front(own).getByText('家里人换了微信？').waitFor({ state: 'detached' })
  })

  it('takes back the consent in two taps', async () => {
    const page = await openAs('account/ways/index', 'villager')
    await press(page, '撤回同意')
    await front(page).getByRole('dialog').getByRole('button', { name: '撤回同意' }).click()
    await said(page, /原来的微信认证过/)
    await keep(page, 'withdrawn')
  })
})
