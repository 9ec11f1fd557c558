import { describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { axeFindings } from '../support/axe'
import { freshPage, front, type Width } from '../support/browser'
import { demoForTests } from '../support/demo'
import { demoSession } from '../support/demo-session'

const pictures = process.env.HOME_PICTURES

describe('我家', () => {
  const service = demoForTests()

  const sessionOf = (persona: string) => demoSession(service.url, persona)
  const open = async (
    path: string,
    persona: string,
    width: Width = 375,
    size = 'standard',
  ): Promise<Page> => {
    const storage = { 'hutang.session': await sessionOf(persona), 'hutang.text-size': size }
    const page = await freshPage({ origin: service.url, width, storage })
    await page.goto(`${service.url}/#/${path}`)
    return page
  }
  const keep = async (page: Page, name: string) => {
    if (!pictures) return
    await page.waitForTimeout(800)
    await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
  }

  /** Another person types the code that agrees, and looks on behalf. */
  async function lookFor(code: string, relation: string): Promise<Page> {
    const page = await open('account/proxies/index', 'enterprise-owner')
    await front(page)
      .getByRole('textbox', { name: /^授权码/ })
      .fill(code)
    await front(page)
      .getByRole('textbox', { name: /^您是他什么人/ })
      .fill(relation)
    await front(page).getByRole('button', { name: '开始替他看' }).click()
    await front(page).getByText('好，可以替他看了').waitFor()
    return page
  }

  it('says first what came in a year, how it stands to the village, then every row; filtered in one tap', async () => {
    for (const [width, size] of [
      [375, 'standard'],
      [375, 'huge'],
      [1280, 'standard'],
    ] as const) {
      const page = await open('account/household/index', 'villager', width, size)
      await front(page).getByText('一年一共').waitFor()
      await front(page)
        .getByText(/^全村 \d+ 户共 ¥/)
        .first()
        .waitFor()
      await front(page)
        .getByText(/^每一笔/)
        .waitFor()
      await keep(page, `household-${width}-${size}`)
    }
    const page = await open('account/household/index', 'villager')
    const tabs = front(page).getByRole('tablist', { name: '哪一类' }).getByRole('tab')
    await tabs.nth(1).click()
    await front(page)
      .getByText(/^每一笔/)
      .waitFor()
    const said =
      (await front(page)
        .getByText(/^每一笔/)
        .textContent()) ?? ''
    const rows = front(page).getByRole('link', { name: /公开/ })
    expect(await rows.count()).toBe(Number(/\d+/.exec(said)?.[0]))
    expect(await tabs.nth(1).getAttribute('aria-selected')).toBe('true')
  })

  it('lets a family member look by a code, and stops in one tap', async () => {
    const own = await open('account/proxies/index', 'villager')
    await front(own)
      .getByRole('link', { name: /^让他看我家的数/ })
      .click()
    await front(own).getByRole('button', { name: '我同意，生成授权码' }).click()
    const code =
      (await front(own)
        .getByText(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/)
        .textContent()) ?? ''
    await keep(own, 'consent-375-standard')
    const other = await lookFor(code, '女儿')
    await keep(other, 'proxies-375-looking')
    // One page is open at a time: back on the first phone.
    const again = await open('account/proxies/index', 'villager')
    await front(again).getByText('谁在替我看').waitFor()
    await keep(again, 'proxies-375-standard')
    await front(again).getByRole('button', { name: '不让他看了' }).click()
    await front(again).getByText('停了，他现在就看不到了').waitFor()
    for (const [width, size] of [
      [375, 'huge'],
      [1280, 'standard'],
    ] as const) {
      const page = await open('account/proxies/index', 'villager', width, size)
      await front(page).getByText('让家人替我看').waitFor()
      await keep(page, `proxies-${width}-${size}`)
    }
  })

  it('is looked at for who has no phone: the clerk reads what is signed and gives a slip', async () => {
    const clerk = await open('office/register/index?region=310116109213', 'clerk', 1280)
    await front(clerk).getByRole('searchbox', { name: '搜索' }).fill('计建忠')
    await front(clerk).getByRole('button', { name: '搜索' }).click()
    await front(clerk)
      .getByRole('link', { name: /计建忠/ })
      .first()
      .click()
    await front(clerk)
      .getByRole('link', { name: /^计建忠，/ })
      .last()
      .click()
    const dialog = clerk.getByRole('dialog')
    await dialog.getByRole('button', { name: '让家人替他看' }).click()
    await dialog.getByText(/^计建忠同意：.*可以替我看我家自己的数/).waitFor()
    expect(await axeFindings(clerk)).toEqual([])
    await keep(clerk, 'slip-signed-1280')
    await dialog.getByRole('checkbox', { name: '念给他听了，他已签字' }).click()
    await dialog.getByRole('button', { name: '开授权纸条' }).click()
    const code = (await dialog.getByText(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/).textContent()) ?? ''
    expect(await axeFindings(clerk)).toEqual([])
    await keep(clerk, 'slip-1280')
    await lookFor(code, '外甥')
  })
})
