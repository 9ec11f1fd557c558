import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Locator, Page } from 'playwright-core'
import { axeFindings } from '../support/axe'
import { closeBrowser, freshPage, front, type Width } from '../support/browser'
import { goTo } from './every-size'
import { held } from './fixtures/cadre'
import { DraftDesk } from './fixtures/draft-desk'
import { fixtures } from './fixtures/server'
import { pasteInto } from './paste'
import { Site } from './site'

let site: Site
beforeAll(async () => {
  site = await Site.start()
}, 240_000)
afterAll(async () => {
  await closeBrowser()
  await site?.stop()
})

/** As a village has it: title, unit, merged groups, bad cells, a sum that is wrong, a sign-off. */
const messy = `护塘村2026年第三季度流转费
编制单位：护塘村\t\t\t\t单位：元
组别\t户名\t流转面积\t流转费\t到账日期
15组\t陆文华\t4.19\t1,257.00\t2026/9/15 0:00
\t顾　秀英\t3,5\t1260\t20260915
\t沈某\t2.26\t678\t9月15日
合计\t\t11.45\t3195\t
制表人：周雅琴\t\t审核：`

async function open(desk: DraftDesk, width: Width): Promise<{ page: Page; view: Locator; sheet: Locator }> {
  const other = fixtures()
  site.respond = (asked) => {
    const answer = desk.respond(asked)
    return answer !== 'offline' && answer.status === 404 ? other(asked) : answer
  }
  const page = await freshPage({ width, origin: site.origin, storage: held })
  await goTo(page, site.origin, 'cadre/edit/index?id=w1')
  const view = front(page)
  await view.getByRole('button', { name: /^导入表格/ }).click()
  return { page, view, sheet: view.getByRole('dialog').first() }
}

const untilRows = async (desk: DraftDesk, count: number) => {
  for (let tries = 0; desk.rows.length !== count && tries < 200; tries++)
    await new Promise((done) => setTimeout(done, 50))
  expect(desk.rows).toHaveLength(count)
}

describe('a table that a village really has', () => {
  it('is looked at, mended where it stands, and put in, with nothing kept before', async () => {
    const desk = new DraftDesk()
    const { page, view, sheet } = await open(desk, 375)
    await sheet.getByLabel('贴在这里').fill(messy)
    await sheet.getByText('认出 3 行 5 列：护塘村2026年第三季度流转费').waitFor()
    await sheet.getByText('有 2 处看不懂，改好才能放进表里').waitFor()
    await sheet.getByText(/第 7 行“合计”的“流转面积”写的是 11.45，各行相加是 6.45/).waitFor()
    await sheet.getByRole('button', { name: /^放进表里（3 行），有 2 处要先改/ }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    const area = sheet.getByLabel(/^第 5 行「流转面积」顾　秀英/)
    await area.fill('3.5')
    await area.press('Tab')
    await sheet.getByRole('button', { name: /^改成 2026-09-15，第 6 行「到账日期」/ }).click()
    await sheet.getByText('改过 2 处，都恢复原样').waitFor()
    await sheet.getByText(/第 6 行 沈某（15组）：户籍册里没有对上/).waitFor()
    await sheet.getByRole('button', { name: /^自己选一户，第 6 行/ }).click()
    await sheet.getByLabel('是哪一户的').fill('沈阿根')
    await sheet.getByRole('button', { name: '沈阿根（15组） 15-003' }).click()
    await sheet.getByText('每一行都对上了户').waitFor()
    expect(desk.rowsSent()).toEqual([])
    await sheet.getByRole('button', { name: '放进表里（3 行）', exact: true }).click()
    await view.getByText(/已保存 \d\d:\d\d/).waitFor()
    await untilRows(desk, 3)
    expect(desk.rows.map(({ household, cells }) => [household, ...cells])).toEqual([
      ['15-001', '15组', '陆文华', 419, 125_700, '2026-09-15'],
      ['15-002', '15组', '顾　秀英', 350, 126_000, '2026-09-15'],
      ['15-003', '15组', '沈某', 226, 67_800, '2026-09-15'],
    ])
    expect(desk.work.content.title).toBe('护塘村2026年第三季度流转费')
  })

  it('asks on a desk beside what it shows, and takes another answer at once', async () => {
    const { page, sheet } = await open(new DraftDesk(), 1280)
    await sheet.getByLabel('贴在这里').fill('户名\t流转费\n陆文华\t1.5\n顾秀英\t2')
    await sheet.getByText('3.50').waitFor()
    await sheet.getByRole('radio', { name: /^万元/ }).click()
    await sheet.getByText('35,000.00').waitFor()
    await sheet.getByRole('button', { name: /^每一列怎么认的/ }).click()
    await sheet.getByRole('link', { name: /^流转费，/ }).click()
    const column = front(page).getByRole('dialog', { name: '流转费' })
    await column.getByRole('button', { name: /^放到哪一列/ }).click()
    await front(page).getByRole('radio', { name: '不要这一列' }).click()
    await column.getByRole('button', { name: '好', exact: true }).click()
    await sheet.getByText('认出 2 行 1 列').waitFor()
    const [asked, shown] = await Promise.all(
      ['.import__asked', '.import__shown'].map(
        async (part) => (await sheet.locator(part).boundingBox()) ?? { x: 0, y: 0 },
      ),
    )
    expect(Number(shown?.x) - Number(asked?.x)).toBeGreaterThan(400)
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
    expect(await axeFindings(page)).toEqual([])
  })

  it('that is clean takes one tap, and one of 2,000 rows does not stop the page', async () => {
    const desk = new DraftDesk()
    const { page, sheet } = await open(desk, 1280)
    const lines = Array.from({ length: 2000 }, (_, n) => `15组\t户${n}\t4.${10 + (n % 90)}`)
    await page.evaluate(() => {
      const watch = window as unknown as { longest: number }
      watch.longest = 0
      let last = performance.now()
      setInterval(() => {
        watch.longest = Math.max(watch.longest, performance.now() - last)
        last = performance.now()
      }, 10)
    })
    await pasteInto(sheet, `组别\t户名\t承包面积（亩）\n${lines.join('\n')}`)
    const take = sheet.getByRole('button', { name: '放进表里（2000 行）', exact: true })
    await take.waitFor()
    // Other tests share the machine.
    expect(await page.evaluate(() => (window as unknown as { longest: number }).longest)).toBeLessThan(3000)
    await take.click()
    await untilRows(desk, 2000)
  })
})
