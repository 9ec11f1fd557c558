import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Locator, Page } from 'playwright-core'
import { closeBrowser, freshPage, front } from '../support/browser'
import { goTo } from './every-size'
import { able, content, held, withoutRows, workOf } from './fixtures/cadre'
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

interface Opened {
  page: Page
  view: Locator
}

async function open(path: string, desk: DraftDesk): Promise<Opened> {
  const other = fixtures()
  site.respond = (asked) => {
    const answer = desk.respond(asked)
    return answer !== 'offline' && answer.status === 404 ? other(asked) : answer
  }
  const page = await freshPage({ origin: site.origin, storage: held })
  await goTo(page, site.origin, `cadre/${path}`)
  return { page, view: front(page) }
}

const written = workOf({
  content: withoutRows(content),
  rows: 3,
  abilities: able(['edit', 'submit', 'discard']),
})
const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
  'base64',
)
const asked = (desk: DraftDesk, route: string) =>
  desk.asked.filter(({ method, path }) => `${method} ${path.split('?')[0]}` === route)

describe('a draft', () => {
  it('is saved while it is written, in order, and then can be handed in', async () => {
    const desk = new DraftDesk()
    const { view } = await open('edit/index?id=w1', desk)
    await view.getByRole('button', { name: /^送审（还差 \d+ 处），请写标题。/ }).waitFor()
    await view.getByLabel('标题，必填').fill('三季度流转费')
    await view.getByText(/已保存 \d\d:\d\d/).waitFor()
    await view.getByLabel('一句话说清，必填').fill('流转费 86 万元，11 月 25 日前发到各户。')
    await view.getByRole('button', { name: '送审', exact: true }).click()
    await view.page().waitForFunction(() => !location.hash.includes('cadre/edit'))
    expect(desk.edits()).toEqual([
      { title: '三季度流转费' },
      { plain: '流转费 86 万元，11 月 25 日前发到各户。' },
    ])
    expect(desk.work.state).toBe('submitted')
  })

  it('keeps its words on the phone while there is no network, and sends them afterwards', async () => {
    const desk = new DraftDesk(written)
    const { page, view } = await open('edit/index?id=w1', desk)
    await view.getByText('已保存').waitFor()
    desk.offline = true
    await view.getByLabel('还要说明的').fill('发放名单贴在老年活动室门口。')
    await view.getByText('没有网络，写的内容先存在手机上').waitFor()
    desk.offline = false
    await page.reload()
    await front(page)
      .getByText(/已保存/)
      .waitFor()
    await expect(untilSaved(desk, 'body')).resolves.toBe('发放名单贴在老年活动室门口。')
  })

  it('takes in what was written elsewhere, and asks where both wrote the same field', async () => {
    const desk = new DraftDesk(written)
    const { view } = await open('edit/index?id=w1', desk)
    await view.getByText('已保存').waitFor()
    desk.writeElsewhere({ title: '在电脑上改的标题', plain: '在电脑上写的一句话。' })
    await view.getByLabel('一句话说清，必填').fill('在手机上写的一句话。')
    await view.getByText('这几处在别的地方也改过').waitFor()
    expect(await view.getByLabel('标题，必填').inputValue()).toBe('在电脑上改的标题')
    await view.getByText('在电脑上写的一句话。').waitFor()
    const saved = untilSaved(desk, 'plain')
    await view.getByRole('button', { name: '一句话说清用这部手机上的' }).click()
    await expect(saved).resolves.toBe('在手机上写的一句话。')
    expect(desk.work.content.title).toBe('在电脑上改的标题')
  })

  it('takes a table from a spreadsheet, once every cell is understood', async () => {
    const desk = new DraftDesk()
    const { view } = await open('edit/index?id=w1', desk)
    await view.getByRole('button', { name: '导入表格' }).click()
    const sheet = view.getByRole('dialog')
    const lines = (area: string) =>
      `户号\t组别\t户名\t承包面积（亩）\n15-001\t15组\t陆文华\t${area}\n15-002\t15组\t顾秀英\t4.20`
    await sheet.getByLabel('贴在这里').fill(lines('不少'))
    await sheet.getByRole('button', { name: '放进表里（2 行），有 1 处要先改' }).waitFor()
    await sheet.getByLabel(/^第 2 行「承包面积」陆文华/).fill('4.58')
    await sheet.getByLabel(/^第 2 行「承包面积」陆文华/).press('Enter')
    await sheet.getByRole('button', { name: '放进表里（2 行）', exact: true }).click()
    await view.getByText('8.78').waitFor()
    await view.getByText(/已保存 \d\d:\d\d/).waitFor()
    await untilTrue(() => desk.rows.length === 2)
    expect(desk.rows.map(({ household, cells }) => ({ household, cells }))).toEqual([
      { household: '15-001', cells: ['15组', '陆文华', 458] },
      { household: '15-002', cells: ['15组', '顾秀英', 420] },
    ])
  })

  it('takes a file that is dropped on the page: the sheet that holds most, or another', async () => {
    const desk = new DraftDesk()
    const { page, view } = await open('edit/index?id=w1', desk)
    const dropped = await page.evaluateHandle(() => {
      const held = new DataTransfer()
      held.items.add(new File(['PK'], '流转费.xlsx'))
      return held
    })
    await page.dispatchEvent('body', 'dragover', { dataTransfer: dropped })
    await page.getByText('松开，就读这个表格').waitFor()
    await page.dispatchEvent('body', 'drop', { dataTransfer: dropped })
    const sheet = view.getByRole('dialog')
    await sheet.getByText('流转费.xlsx').waitFor()
    expect(String(asked(desk, 'POST /api/sheets')[0]?.body)).toContain('流转费.xlsx')
    await sheet.getByText('没有读：隐藏的工作表“底稿”。').waitFor()
    expect(await sheet.getByRole('radio', { name: /发放表/ }).isChecked()).toBe(true)
    await sheet.getByRole('button', { name: '放进表里（2 行）', exact: true }).click()
    await untilTrue(() => desk.rows.length === 2)
  })

  it('takes a long table in pages, goes on after the network broke, and then sends only what changed', async () => {
    const desk = new DraftDesk()
    const { page, view } = await open('edit/index?id=w1', desk)
    await view.getByRole('button', { name: '导入表格' }).click()
    const sheet = view.getByRole('dialog')
    const lines = Array.from({ length: 1200 }, (_, n) => `15组\t户${n}\t4.${10 + (n % 90)}`)
    const pasted = ['组别\t户名\t承包面积（亩）', ...lines].join('\n')
    await pasteInto(sheet, pasted)
    desk.failAfterRows = 2
    await sheet.getByRole('button', { name: '放进表里（1200 行）', exact: true }).click()
    await view.getByText('没有网络，写的内容先存在手机上').waitFor()
    expect(desk.rows).toHaveLength(1000)
    desk.failAfterRows = undefined
    await page.reload()
    await untilTrue(() => desk.rows.length === 1200)
    await front(page)
      .getByText(/已保存 \d\d:\d\d/)
      .waitFor()
    expect(desk.rows.map(({ cells }) => cells[1])).toEqual(lines.map((_, n) => `户${n}`))
    const before = desk.rowsSent().length
    await front(page).getByRole('link', { name: '2. 户1' }).click()
    await front(page).getByRole('dialog').getByLabel('户名').fill('户一')
    await front(page).getByRole('dialog').getByRole('button', { name: '放进表里' }).click()
    await untilTrue(() => desk.rows[1]?.cells[1] === '户一')
    expect(desk.rowsSent().slice(before)).toEqual([1])
  })

  it('does not send a table with problems, but everything else', async () => {
    const desk = new DraftDesk(written)
    const { view } = await open('edit/index?id=w1', desk)
    await view.getByRole('link', { name: '3. 沈阿根' }).click()
    const sheet = view.getByRole('dialog')
    await sheet.getByLabel('是哪一户的').fill('陆文华')
    await sheet.getByRole('button', { name: '陆文华（15组） 15-001' }).click()
    await sheet.getByRole('button', { name: '放进表里' }).click()
    await view.getByText('户号 15-001 与第 1 行重复').waitFor()
    await view.getByLabel('标题，必填').fill('改过的标题')
    await view.getByText('有要您先处理的地方，写的内容先存在手机上').waitFor()
    expect(desk.edits()).toEqual([{ title: '改过的标题' }])
  })

  it('sends a picture again, once, when the access token has run out', async () => {
    const desk = new DraftDesk(written)
    const { page, view } = await open('edit/index?id=w1', desk)
    const choosing = page.waitForEvent('filechooser')
    await view.getByRole('button', { name: '加图片' }).click()
    await (await choosing).setFiles({ name: 'canal.png', mimeType: 'image/png', buffer: onePixel })
    const sheet = view.getByRole('dialog')
    await sheet.getByLabel('这张图是什么').fill('水渠')
    desk.expired = true
    await sheet.getByRole('button', { name: '加上这张', exact: true }).click()
    await view.getByRole('button', { name: '删去第 1 张图片' }).waitFor()
    const sent = asked(desk, 'POST /api/notices/w1/pictures')
    expect(sent.map(({ headers }) => headers?.authorization)).toEqual(['Bearer token', 'Bearer renewed'])
    for (const { body } of sent)
      expect(body).toMatch(/name="alt"\r\n\r\n水渠\r\n[\s\S]*name="file"[\s\S]*PNG/)
    expect(asked(desk, 'POST /api/sessions/refresh')).toHaveLength(1)
  })

  it('is read, not edited, once it is handed in, until its author takes it back', async () => {
    const desk = new DraftDesk({ ...written, state: 'submitted', stateText: '待审核' })
    const { view } = await open('edit/index?id=w1', desk)
    await view.getByRole('button', { name: '拿回来改' }).click()
    await view.getByLabel('标题，必填').waitFor()
  })
})

describe('review and publication', () => {
  const openReview = async () => {
    const abilities = able(['approve', 'return'])
    const desk = new DraftDesk({ ...written, mine: false, state: 'submitted', abilities })
    return { desk, ...(await open('review/index?id=w1', desk)) }
  }
  /** What was decided, once the page is left. */
  const decisions = async (desk: DraftDesk, view: Locator) => {
    await view.page().waitForFunction(() => !location.hash.includes('cadre/review'))
    return asked(desk, 'POST /api/notices/w1/review').map(({ body }) => body)
  }

  it('send the hash of exactly what was read', async () => {
    const { desk, view } = await openReview()
    await view.getByRole('button', { name: '通过', exact: true }).click()
    await view.getByRole('dialog').getByRole('button', { name: '通过', exact: true }).click()
    expect(await decisions(desk, view)).toEqual([{ decision: 'approve', contentHash: desk.work.contentHash }])
  })

  it('return only with a reason', async () => {
    const { desk, view } = await openReview()
    await view.getByRole('button', { name: '退回', exact: true }).click()
    const sheet = view.getByRole('dialog')
    await sheet.getByRole('button', { name: '退回，请先写明原因' }).waitFor()
    await sheet.getByLabel('退回原因').fill('请核对三组的两行。')
    await sheet.getByRole('button', { name: '退回', exact: true }).click()
    expect(await decisions(desk, view)).toMatchObject([{ decision: 'return', reason: '请核对三组的两行。' }])
  })

  it('say why one may not review one’s own', async () => {
    const desk = new DraftDesk({
      ...written,
      state: 'submitted',
      abilities: able(['edit'], ['自己写的，要由别人审核。']),
    })
    const { view } = await open('review/index?id=w1', desk)
    const button = view.getByRole('button', { name: '通过，自己写的，要由别人审核。' })
    expect(await button.getAttribute('aria-disabled')).toBe('true')
    await view.getByText('自己写的，要由别人审核。').waitFor()
  })

  it('say who will see it before it is public', async () => {
    const desk = new DraftDesk({ ...written, mine: false, state: 'approved', abilities: able(['publish']) })
    const { view } = await open('review/index?id=w1', desk)
    await view.getByRole('button', { name: '发布', exact: true }).click()
    const sheet = view.getByRole('dialog')
    await sheet.getByText('认证过的本村村民能看全文').waitFor()
    await sheet.getByRole('button', { name: '确定公开' }).click()
    await view.page().waitForFunction(() => !location.hash.includes('cadre/review'))
    expect(desk.work.state).toBe('published')
  })
})

describe('verification', () => {
  it('confirms a claim and shows a slip once', async () => {
    const desk = new DraftDesk()
    const { view } = await open('verify/index', desk)
    await view.getByRole('link', { name: /沈阿根/ }).click()
    await view.getByRole('button', { name: '确认是这一户的人', exact: true }).click()
    await view.getByText('等着核对 1').waitFor()
    await view.getByRole('button', { name: '给一户开认证纸条' }).click()
    const sheet = view.getByRole('dialog')
    await sheet.getByRole('textbox').fill('15-001')
    await sheet.getByRole('button', { name: '开纸条', exact: true }).click()
    await sheet.getByText('482 913').waitFor()
  })
})

async function untilSaved(desk: DraftDesk, field: keyof typeof content): Promise<unknown> {
  const before = desk.work.content[field]
  for (let turn = 0; turn < 100 && desk.work.content[field] === before; turn++)
    await new Promise((resolve) => setTimeout(resolve, 50))
  return desk.work.content[field]
}

async function untilTrue(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200 && !holds(); turn++) await new Promise((resolve) => setTimeout(resolve, 50))
  expect(holds()).toBe(true)
}
