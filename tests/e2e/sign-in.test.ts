import { describe, expect, it } from '@jest/globals'
import { freshPage, front } from '../support/browser'
import { demoForTests } from '../support/demo'
import { demoSession } from '../support/demo-session'

const service = demoForTests()

const sessionOf = (persona: string) => demoSession(service.url, persona)
const open = async (path: string, persona?: string, width: 375 | 1280 = 375) => {
  const storage = persona ? { 'hutang.session': await sessionOf(persona) } : {}
  const page = await freshPage({ origin: service.url, width, storage })
  await page.goto(service.url + path)
  return page
}

describe('a cadre at a computer', () => {
  it('is signed in by the phone in their hand, and ends it from there', async () => {
    const desk = await open('/#/account/login/index', undefined, 1280)
    await front(desk).getByRole('button', { name: '显示登录码' }).click()
    await front(desk)
      .getByRole('img', { name: /^登录码/ })
      .waitFor()
    const [link] =
      (
        await front(desk)
          .getByText(/^演示：在另一个窗口打开/)
          .innerText()
      ).match(/http\S+/) ?? []
    const phone = await open(link?.replace(service.url, '') ?? '', 'clerk')
    await front(phone).getByText('您正在登录护塘电脑工作台。是您本人吗？').waitFor()
    await front(phone)
      .getByText(/^Chrome · Linux/)
      .waitFor()
    await front(phone).getByRole('button', { name: '登录', exact: true }).click()
    await front(phone).getByText('电脑已经登录').waitFor()
    await desk.waitForFunction(() => (localStorage.getItem('hutang.session') ?? '').includes('周雅琴'))

    await front(phone).getByRole('button', { name: '看登录的设备' }).click()
    await front(phone).getByText('这一台').waitFor()
    await front(phone)
      .getByRole('link', { name: /^Chrome · Linux.*点开可以退出/ })
      .first()
      .click()
    await phone.getByRole('dialog').getByRole('button', { name: '退出这一台' }).click()
    // what lies behind an open dialog has no role, so the list is looked at when the dialog is gone
    await phone.getByRole('dialog').waitFor({ state: 'detached' })
    await front(phone)
      .getByRole('link', { name: /点开可以退出/ })
      .waitFor({ state: 'detached' })
    const asked = await desk.evaluate(async () => {
      const { data } = JSON.parse(localStorage.getItem('hutang.session') ?? '{}')
      return (await fetch('/api/me', { headers: { authorization: `Bearer ${data.accessToken}` } })).status
    })
    expect(asked).toBe(401)
  })

  it('stays outside when the phone says 不是我', async () => {
    const desk = await open('/#/account/login/index', undefined, 1280)
    await front(desk).getByRole('button', { name: '显示登录码' }).click()
    const [link] =
      (
        await front(desk)
          .getByText(/^演示：在另一个窗口打开/)
          .innerText()
      ).match(/http\S+/) ?? []
    const phone = await open(link?.replace(service.url, '') ?? '', 'clerk')
    await front(phone).getByRole('button', { name: '不是我' }).click()
    await front(phone).getByText('没有让那台电脑登录').waitFor()
    await front(desk).getByText('手机上点了“不是我”，没有登录。').waitFor()
  })
})
