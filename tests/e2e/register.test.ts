import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Locator, Page } from 'playwright-core'
import { axeFindings } from '../support/axe'
import { closeBrowser, freshPage, front, type Width } from '../support/browser'
import { goTo, inEverySize } from './every-size'
import { held } from './fixtures/cadre'
import { region } from './fixtures/people'
import { RegisterDesk } from './fixtures/register-desk'
import { askingImport, cleanImport } from './fixtures/register-import'
import { failed } from './fixtures/server'
import { officePages } from './office-pages'
import { Site } from './site'

let site: Site
beforeAll(async () => {
  site = await Site.start()
}, 240_000)
afterAll(async () => {
  await closeBrowser()
  await site?.stop()
})

const room = `/api/regions/${region.code}/register`
const sheet = {
  name: '15组户籍册.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from('户号,姓名\n15-002,沈国良\n'),
}

async function open(path: string, desk: RegisterDesk, width: Width): Promise<{ page: Page; view: Locator }> {
  site.respond = desk.respond
  const page = await freshPage({ width, origin: site.origin, storage: held })
  await goTo(page, site.origin, path)
  return { page, view: front(page) }
}

/** Presses what has this name, as one does who uses the keyboard alone. */
const press = async (
  view: Locator,
  role: 'button' | 'link' | 'radio' | 'tab' | 'checkbox',
  name: string | RegExp,
) => {
  const one = view.getByRole(role, { name }).first()
  await one.focus()
  await one.press('Enter')
}

describe.each([375, 1280] as const)('a window of %i px shows', (width) => {
  it.each(officePages)('$what in every text size, and axe finds nothing', async ({ path, words, desk }) => {
    const { page, view } = await open(path, desk(), width)
    await view.getByText(words).first().waitFor()
    expect(await axeFindings(page)).toEqual([])
    const { tappable, faults } = await inEverySize(page)
    expect(faults).toEqual([])
    expect(tappable).toBeGreaterThan(0)
  })
})

describe('a clean register', () => {
  it('is in the book after three taps: choose, look, confirm', async () => {
    const desk = new RegisterDesk(cleanImport, false)
    const { page, view } = await open('office/register/index', desk, 375)
    await view.getByRole('button', { name: '导入户籍册' }).click()
    const choosing = page.waitForEvent('filechooser')
    await view.getByRole('button', { name: '选户籍册的文件' }).click()
    await (await choosing).setFiles(sheet)
    await view.getByText('24 行，认成户籍户').waitFor()
    await view.getByText('第 42 行 沈小妹').waitFor()
    await view.getByRole('button', { name: '确认导入：新增 22 人 9 户', exact: true }).click()
    await view.getByText('新增 9 户，新增 22 人').waitFor()
    const [sent] = desk.bodies(`POST ${room}/imports/file`)
    expect(sent).toContain('filename="15组户籍册.csv"')
    expect(sent).toContain('15-002,沈国良')
    expect(desk.bodies(`POST ${room}/imports/i1/confirm`)).toEqual([{}])
  })

  it('may be dropped on the page, and a file that cannot be read says what to do', async () => {
    const desk = new RegisterDesk(cleanImport)
    desk.refused = failed(415, 'unreadableSheet', '这个文件打不开。请在表格软件里另存为 .xlsx，再选一次。')
    const { page, view } = await open('office/import/index', desk, 1280)
    const drop = async () => {
      const carried = await page.evaluateHandle(() => {
        const data = new DataTransfer()
        data.items.add(new File(['户号,姓名'], '册.csv', { type: 'text/csv' }))
        return data
      })
      await view.locator('.choose-file').dispatchEvent('drop', { dataTransfer: carried })
    }
    await drop()
    await view.getByText('另存为 .xlsx').waitFor()
    await drop()
    await view.getByText('24 行，认成户籍户').waitFor()
  })

  it('is taken back as a whole', async () => {
    const desk = new RegisterDesk(cleanImport)
    const { view } = await open('office/import/index?id=i1', desk, 375)
    await press(view, 'button', /^确认导入/)
    await press(view, 'button', '整批撤回')
    await press(view.getByRole('dialog'), 'button', '整批撤回')
    await view.getByText('已整批撤回').waitFor()
  })
})

describe('a register that raises questions', () => {
  it('is mended, answered and confirmed by keyboard, each question with both rows side by side', async () => {
    const desk = new RegisterDesk(askingImport)
    const { view } = await open('office/import/index?id=i1', desk, 1280)
    await view.getByText('2 处没有答的先放着，1 行里看不懂的格子先空着').waitFor()
    await view.getByRole('button', { name: '改好了，第 18 行 沈国良，在上面改' }).waitFor()
    await view.getByRole('textbox', { name: /^出生日期/ }).fill('1962')
    await press(view, 'button', '改好了，第 18 行 沈国良')
    // What needs an answer next stands in front by itself.
    await view.getByRole('tab', { name: '要问您的，2', selected: true }).waitFor()
    await view.getByText('第41行“沈国良”与现有登记同名同组。是同一个人吗？').waitFor()
    const rows = view.getByRole('table', { name: '登记册上，第 41 行' })
    await rows.getByRole('rowheader', { name: /^出生 ?不同$/ }).waitFor()
    expect(await rows.getByRole('row', { name: /出生/ }).textContent()).toContain('1962 年1988 年')
    await press(view, 'radio', '不是')
    await view.getByText('1 处没有答的先放着').waitFor()
    expect(desk.bodies(`PUT ${room}/imports/i1/answers`)).toEqual([
      { mend: [{ line: 'l8', field: 'birth', value: '1962' }] },
      { lines: [{ line: 'l5', answer: 'different' }] },
    ])

    await press(view, 'tab', '不在表里的，1')
    await view.getByRole('radio', { name: '留着', checked: true }).waitFor()
    await press(view, 'button', '确认导入：新增 19 人 8 户，改 1 人，1 处按您答的办')
    await view.getByText('已放进册子').waitFor()
    expect(desk.bodies(`POST ${room}/imports/i1/confirm`)).toEqual([{ leaveOpen: true }])
  })

  it('takes one answer for all of a kind, and the clerk’s word that it is only a part', async () => {
    const desk = new RegisterDesk(askingImport)
    const { view } = await open('office/import/index?id=i1', desk, 375)
    await press(view, 'radio', /^只是一部分/)
    await press(view, 'tab', '要问您的，2')
    await press(view, 'button', /^都不是/)
    await view.getByRole('radio', { name: '不是', checked: true }).nth(1).waitFor()
    expect(desk.bodies(`PUT ${room}/imports/i1/answers`)).toEqual([
      { whole: false },
      { bulk: { question: 'namesake', answer: 'different' } },
    ])
  })
})

describe('a household', () => {
  it('is found by a name and shown beside the list; a birth and a departure are registered', async () => {
    const desk = new RegisterDesk(cleanImport)
    const { page, view } = await open('office/register/index', desk, 1280)
    await view.getByRole('searchbox', { name: '搜索' }).fill('沈小宝')
    await press(view, 'button', '搜索')
    await view.getByText('顾秀英').waitFor({ state: 'detached' })
    await press(view, 'link', /^沈国良，3 人/)
    const side = view.getByRole('region', { name: '这一户' })
    await press(side, 'button', '出生')
    const form = view.getByRole('dialog')
    await form.getByRole('button', { name: '登记，请先写姓名' }).waitFor()
    const over = await page.evaluate(() => document.elementFromPoint(window.innerWidth / 2, 20)?.className)
    expect(over).toContain('dialog__shade')
    await form.getByRole('textbox', { name: '姓名，必填' }).fill('沈小妹')
    await press(form, 'radio', '女')
    await press(form, 'button', '登记')
    await side.getByText('家里人 4').waitFor()
    expect(desk.bodies(`POST ${room}/people`)).toMatchObject([
      { why: 'birth', household: 'h2', name: '沈小妹', sex: 'female', birthYear: 2026, member: false },
    ])
    await press(side, 'link', /^沈小宝/)
    await press(view.getByRole('dialog'), 'button', '登记迁出')
    await press(view.getByRole('dialog'), 'button', '登记迁出')
    await side.getByText('家里人 3').waitFor()
    expect(desk.bodies(`POST ${room}/people/p3/end`)).toMatchObject([{ why: 'movedOut' }])
  })

  it('shows a telephone number only when asked, and says that it is recorded', async () => {
    const desk = new RegisterDesk(cleanImport)
    const { view } = await open('office/register/index', desk, 375)
    await press(view, 'link', /^沈国良，3 人/)
    await press(view, 'link', /^沈国良，男/)
    await press(view.getByRole('dialog'), 'button', '看号码，会记下是谁看的')
    await view.getByRole('dialog').getByText('13812341234').waitFor()
    const kept = await view.page().evaluate(() => JSON.stringify({ ...localStorage }))
    expect(kept).not.toContain('13812341234')
    expect(kept).not.toContain('陆文华')
  })
})

it('households are put into an area, many at once', async () => {
  const desk = new RegisterDesk(cleanImport)
  const { view } = await open('office/groups/index', desk, 1280)
  await press(view, 'tab', '片区，1')
  await press(view, 'link', /^东片/)
  await press(view, 'button', '把户放进来')
  const dialog = view.getByRole('dialog')
  await press(dialog, 'button', '10 户全选上')
  await press(dialog, 'checkbox', /^朱惠芳/)
  await press(dialog, 'button', '放进来（9 户）')
  await dialog.waitFor({ state: 'detached' })
  const [put] = desk.bodies(`POST ${room}/places/a1/households`) as { households: string[] }[]
  expect(put?.households).toEqual(['h2', 'h3', 'h4', 'h5', 'h6', 'h7', 'h8', 'h9', 'h10'])
})

it('the file of a county is sent as it is, and again after it broke off', async () => {
  const desk = new RegisterDesk(cleanImport)
  desk.county = null
  desk.breaks = true
  const { page, view } = await open('office/county-register/index?region=310116', desk, 1280)
  const give = async (button: string) => {
    const choosing = page.waitForEvent('filechooser')
    await press(view, 'button', button)
    await (await choosing).setFiles(sheet)
  }
  await give('选文件')
  await view.getByText('看到第 3,000 行断了').waitFor()
  await give('再选同一份文件，接着看')
  await view.getByRole('button', { name: '确认没有疑问的 1 个村（新增 1320 人）' }).waitFor()
  const sent = desk.asked.filter(({ method }) => method === 'POST')
  expect(sent.map(({ body }) => body)).toEqual([sheet.buffer.toString(), sheet.buffer.toString()])
  expect(sent[1]?.headers).toMatchObject({ 'content-type': 'text/csv', authorization: 'Bearer token' })
})
