import { describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { axeFindings } from '../support/axe'
import { freshPage, front, type Width } from '../support/browser'
import { demoForTests } from '../support/demo'
import { demoSession } from '../support/demo-session'
import { inEverySize } from './every-size'

const village = '310116109213'
const county = '310116'

const service = demoForTests()

async function open(path: string, persona: string, width: Width): Promise<Page> {
  const storage = { 'hutang.session': await demoSession(service.url, persona) }
  const page = await freshPage({ origin: service.url, width, storage })
  await page.goto(service.url + path)
  return page
}
const press = (page: Page, name: string | RegExp) => front(page).getByRole('button', { name }).first().click()

describe('an administrator', () => {
  it('comes from 我的 to the posts, and gives one: the law is asked before anything is written', async () => {
    const page = await open('/#/pages/me/index', 'operator', 375)
    await front(page)
      .getByRole('link', { name: /岗位和换届/ })
      .click()
    await front(page).getByText('漕泾镇').first().waitFor()
    await page.goto(`${service.url}/#/office/posts/index?region=${village}`)
    await press(page, /给一个岗位/)
    await front(page).getByRole('radio', { name: '村监会' }).click()
    await front(page).getByLabel('姓名，必填').fill('甄监督')
    await front(page).getByLabel('手机').fill('13900000041')
    await front(page).getByRole('dialog').getByRole('button', { name: '给这个岗位' }).click()
    const answer = async (question: RegExp, label: string) =>
      front(page).getByRole('radiogroup', { name: question }).getByRole('radio', { name: label }).click()
    await answer(/甄监督是村民委员会成员吗/, '不是')
    await answer(/近亲属吗.*第三十七条/, '不是')
    await press(page, '答好了，给这个岗位')
    await front(page)
      .getByRole('link', { name: /甄监督，村监会，任职中/ })
      .waitFor()
    expect((await inEverySize(page)).faults).toEqual([])
    expect(await axeFindings(page)).toEqual([])
  })

  it('turns a village over by one sheet at a desk, looks, confirms, and takes it back', async () => {
    const page = await open(`/#/office/turnover/index?region=${county}`, 'operator', 1280)
    const year = new Date().getFullYear() + 1
    await front(page).getByLabel('从哪天起换，必填').fill(`${year}-03-01`)
    await front(page)
      .getByLabel('或者贴在这里')
      .fill('村\t岗位\t姓名\t手机\n护塘村\t文书\t甄小云\t13900000051')
    await press(page, '看看换了谁')
    await front(page).getByText('甄小云').waitFor()
    await front(page).getByText('1人上任，1人离任，0人留任').waitFor()
    expect((await inEverySize(page)).faults).toEqual([])
    expect(await axeFindings(page)).toEqual([])
    await press(page, '确认换届：1人上任，1人离任')
    await front(page)
      .getByText(/到日子自动生效/)
      .waitFor()
    await press(page, '去看岗位')
    await front(page)
      .getByText(/1人上任，1人离任，.*零点起/)
      .waitFor()
    expect((await inEverySize(page)).faults).toEqual([])
    expect(await axeFindings(page)).toEqual([])
    await press(page, '撤回这次换届')
    await front(page).getByRole('dialog').getByRole('button', { name: '撤回这次换届' }).click()
    await front(page)
      .getByText(/已撤回/)
      .waitFor()
  })
})

describe('the sheet of a 换届', () => {
  it('is given on a phone, too, in every text size', async () => {
    const page = await open(`/#/office/turnover/index?region=${village}`, 'operator', 375)
    await front(page).getByLabel('从哪天起换，必填').waitFor()
    expect((await inEverySize(page)).faults).toEqual([])
    expect(await axeFindings(page)).toEqual([])
  })
})

describe('a cadre', () => {
  it('reads who holds what, and changes nothing', async () => {
    const page = await open(`/#/office/posts/index?region=${village}`, 'clerk', 375)
    await front(page)
      .getByRole('link', { name: /村经办，任职中/ })
      .first()
      .click()
    const dialog = front(page).getByRole('dialog')
    await dialog.getByText('到哪天止').waitFor()
    expect(await dialog.getByRole('button', { name: '定结束日期' }).count()).toBe(0)
    expect(
      await front(page)
        .getByRole('button', { name: /给一个岗位/ })
        .count(),
    ).toBe(0)
  })
})
