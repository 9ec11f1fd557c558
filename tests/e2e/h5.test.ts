import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { closeBrowser, front, newPage } from '../support/browser'
import { builtMiniapp } from '../support/built-miniapp'
import { type StubAnswer, sidewaysOverflow, stubH5, stubOrigin } from './support'

const missing: StubAnswer = {
  status: 404,
  body: { error: { code: 'not_found', message: '没有这个村。', requestId: 'r1' } },
}
let routes: string[] = []

beforeAll(() => {
  const { pages } = JSON.parse(readFileSync(join(builtMiniapp('weapp'), 'app.json'), 'utf8')) as {
    pages: string[]
  }
  routes = pages
  builtMiniapp('h5')
}, 240_000)
afterAll(closeBrowser)

async function phone(options: Parameters<typeof newPage>[0] = {}): Promise<Page> {
  const page = await newPage(options)
  await stubH5(page, () => missing)
  return page
}

const open = async (page: Page, route: string) => {
  await page.goto(`${stubOrigin}/#/${route}`)
  await front(page).locator('.page').waitFor()
}

describe('the h5 app', () => {
  it.each([375, 1280] as const)(
    'fits a window of %i px in every text size',
    async (width) => {
      for (const size of ['standard', 'large', 'elder', 'huge']) {
        const page = await phone({ width, storage: { 'hutang.text-size': size } })
        for (const route of routes) {
          await open(page, route)
          expect({ route, size, overflow: await sidewaysOverflow(page) }).toEqual({
            route,
            size,
            overflow: 0,
          })
        }
        await page.context().close()
      }
    },
    60_000,
  )

  it('stands as a column in a wide window', async () => {
    const page = await phone({ width: 1280 })
    await open(page, 'pages/home/index')
    const box = await front(page).locator('.page').boundingBox()
    expect(box?.width).toBe(720)
    expect(box?.x).toBe(280)
  })

  it('gives a finger 44 px, and 60 px in 长辈', async () => {
    for (const [size, least] of [
      ['standard', 44],
      ['elder', 60],
    ] as const) {
      const page = await phone({ storage: { 'hutang.text-size': size } })
      await open(page, 'pages/me/index')
      const boxes = await front(page)
        .locator('[role=button], [role=link], [role=tab], [role=radio], [role=switch], [role=checkbox]')
        .evaluateAll((found) => found.map((one) => one.getBoundingClientRect().height))
      expect(boxes.length).toBeGreaterThan(4)
      expect(Math.min(...boxes)).toBeGreaterThanOrEqual(least)
      await page.context().close()
    }
  })

  it('says what went wrong and tries again when asked', async () => {
    const page = await newPage({ storage: { 'hutang.region': '310116104219' } })
    let online = false
    await stubH5(page, () => (online ? missing : 'offline'))
    await open(page, 'pages/home/index')
    await page.getByText('没有连上网络', { exact: true }).waitFor()
    online = true
    await page.getByRole('button', { name: '重试' }).press('Enter')
    await page.getByText('没有这个村。').waitFor()
  })

  it('goes from tab to tab by keyboard', async () => {
    const page = await phone()
    await open(page, 'pages/home/index')
    await front(page).getByRole('tab', { name: '我的' }).press('Enter')
    await front(page).getByRole('tab', { name: '我的', selected: true }).waitFor()
    expect(page.url()).toContain('pages/me/index')
  })

  it('opens a dialog that takes the focus, is closed by Escape, and gives the focus back', async () => {
    const page = await phone()
    await open(page, 'pages/home/index')
    const button = front(page).getByRole('button', { name: '文字大小' })
    await button.press('Enter')
    const dialog = front(page).getByRole('dialog', { name: '文字大小' })
    await dialog.getByRole('radio', { name: '长辈' }).press(' ')
    expect(await front(page).locator('.page').getAttribute('class')).toContain('size-elder')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true)
  })
})
