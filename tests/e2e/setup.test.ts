import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Locator, Page } from 'playwright-core'
import { axeFindings } from '../support/axe'
import { arrived, closeBrowser, freshPage, front, type Width } from '../support/browser'
import { removeDataDirs, startEmpty } from '../support/service'
import { countyTable, peopleTable } from '../support/setup-form'

/** Where a picture of each step is left, for somebody to look at. */
const pictures = process.env.SETUP_PICTURES

describe('a real installation in the browser', () => {
  let service: Awaited<ReturnType<typeof startEmpty>>
  let link = ''
  beforeAll(async () => {
    service = await startEmpty()
    link = service.setup
  }, 180_000)
  afterAll(async () => {
    await closeBrowser()
    await service?.stop()
    removeDataDirs()
  })

  const origin = () => new URL(link).origin
  const opened = async (address: string, width: Width, storage = {}): Promise<Page> => {
    const page = await freshPage({ origin: origin(), width, storage })
    await page.goto(address)
    return page
  }
  const look = async (page: Page, name: string) => {
    if (pictures) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
  }
  const press = (page: Page, name: string | RegExp): Locator => front(page).getByRole('button', { name })
  const noOverflow = async (page: Page) =>
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    )

  it('can be read on a phone, also in the largest letters', async () => {
    const page = await opened(link, 375, { 'hutang.text-size': 'huge' })
    await arrived(page, 'office/setup/index')
    await front(page).getByRole('textbox', { name: /粘贴/ }).fill(`${countyTable}\n\n${peopleTable}`)
    await front(page).getByText('整个区县一起用').waitFor()
    await look(page, 'setup-huge-375')
    await noOverflow(page)
  }, 60_000)

  it('is set up with four presses and no typing but the paste, and every office has its slips', async () => {
    let clicks = 0
    const click = async (what: Locator) => {
      clicks += 1
      await what.click()
    }
    const page = await opened(link, 1280)
    await arrived(page, 'office/setup/index')
    const box = front(page).getByRole('textbox', { name: /粘贴/ })
    await box.waitFor()
    await look(page, 'setup-empty-1280')
    await click(box)
    await box.fill(`${countyTable}\n\n${peopleTable}`.replace('周示例\t文书', '周示例\t团支书'))
    await front(page).getByText('不认识“团支书”').waitFor()
    await press(page, /开始使用，还有 1 处要改/).waitFor()
    await look(page, 'setup-problem-1280')
    await box.fill(`${countyTable}\n\n${peopleTable}`)
    await front(page).getByText('整个区县一起用').waitFor()
    await front(page).getByText('表里的管理员是顾示例').waitFor()
    await look(page, 'setup-look-1280')
    await noOverflow(page)
    expect(await axeFindings(page)).toEqual([])

    await click(press(page, '开始使用'))
    await arrived(page, 'office/invites/index')
    await look(page, 'invites-begun-1280')
    await click(press(page, '开出登录单'))
    await front(page).getByText('一共 4 张').waitFor()
    await look(page, 'invites-1280')
    expect(await axeFindings(page)).toEqual([])
    await page.emulateMedia({ media: 'print' })
    await look(page, 'invites-print')
    await page.emulateMedia({ media: 'screen' })
    await page.evaluate(() =>
      Object.assign(window, { print: () => Object.assign(window, { printed: true }) }),
    )
    await click(press(page, '打印登录单'))
    expect(await page.evaluate(() => 'printed' in window)).toBe(true)
    expect(clicks).toBeLessThanOrEqual(8)

    const slip = front(page).getByRole('listitem').filter({ hasText: '周示例' })
    const code = /([2-9A-Y]{4}-){2}[2-9A-Y]{4}/.exec((await slip.textContent()) ?? '')?.[0] ?? ''
    const phone = await opened(`${origin()}/#/account/invite/index?code=${code}`, 375)
    await front(phone).getByText('您是周示例吗？').waitFor()
    await look(phone, 'invite-375')
    await noOverflow(phone)
    expect(await axeFindings(phone)).toEqual([])
    await press(phone, '是我，进入').click()
    await arrived(phone, 'cadre/desk/index')
    await front(phone).getByText('微信还没接上：提醒先留在消息里。').waitFor()
    await look(phone, 'desk-375')
    expect(await front(phone).getByText('应公开未公开').count()).toBe(0)
  }, 120_000)

  it('has nothing to set up afterwards, and says where slips are entered', async () => {
    const page = await opened(link, 375)
    await arrived(page, 'office/setup/index')
    await front(page).getByText('这里已经启用了').waitFor()
    await look(page, 'setup-done-375')
    await page.goto(`${origin()}/#/account/login/index`)
    await front(page).getByText('我有登录单').click()
    await arrived(page, 'account/invite/index')
    await front(page)
      .getByRole('textbox', { name: /登录码/ })
      .fill('2222-2222-2222')
    await press(page, '看看是谁的').click()
    await front(page).getByText('这个码不对').waitFor()
    await look(page, 'invite-wrong-375')
    await noOverflow(page)
  }, 60_000)
})
