import { describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { axeFindings } from '../support/axe'
import { freshPage, front, type Width } from '../support/browser'
import { demoForTests } from '../support/demo'
import { demoSession } from '../support/demo-session'
import { inEverySize } from './every-size'

/** One appeal, told in order: what each step leaves, the next one finds. */
describe('an appeal from written to rated', () => {
  const service = demoForTests()

  const sessionOf = (persona: string) => demoSession(service.url, persona)
  const open = async (path: string, persona: string, width: Width = 375): Promise<Page> => {
    const storage = { 'hutang.session': await sessionOf(persona), 'hutang.region': '310116109213' }
    const page = await freshPage({ origin: service.url, width, storage })
    await page.goto(`${service.url}/#/${path}`)
    return page
  }
  const text = '临时补助交了两次材料，一直没有回音。'

  it('is written by a villager from the item, who sees until when', async () => {
    const page = await open('pages/item/index?no=16', 'elder')
    await front(page).getByRole('button', { name: '有难处，写诉求' }).click()
    await front(page).getByRole('textbox').first().fill(text)
    await front(page).getByRole('button', { name: '交上去' }).click()
    await front(page).getByText('什么时候有结果').waitFor()
    await front(page).getByText(text).first().waitFor()
  })

  it('is dealt with by the township', async () => {
    const page = await open('policy-office/appeals/index?region=310116109', 'township-officer')
    await front(page)
      .getByRole('link', { name: new RegExp(text) })
      .click()
    await front(page).getByRole('button', { name: '已经联系上了' }).click()
    await front(page).getByRole('button', { name: '办结' }).first().click()
    await page.getByRole('textbox').first().fill('补助已经批准，月底到账。')
    await page.getByRole('button', { name: '办结，告诉对方' }).click()
    await front(page).getByText('已办结').first().waitFor()
  })

  it('is rated by its writer, once', async () => {
    const page = await open('policies/appeals/index', 'elder')
    await front(page)
      .getByRole('link', { name: new RegExp(text) })
      .click()
    await front(page).getByText('补助已经批准，月底到账。').waitFor()
    await front(page).getByRole('radio', { name: '基本满意' }).click()
    await front(page).getByRole('button', { name: '交评价' }).click()
    await front(page).getByText('我的评价').waitFor()
    expect(await front(page).getByRole('button', { name: '交评价' }).count()).toBe(0)
  })

  const pages: [path: string, persona: string, words: string][] = [
    ['policies/appeal/index?policy=farm-machine', 'enterprise-owner', '替谁提'],
    ['policies/appeals/index', 'elder', '临时补助交了两次材料'],
    ['policy-office/appeals/index?region=310116109', 'township-officer', '办得怎么样'],
    ['policy-office/payments/index?region=310116109', 'township-officer', '导入兑现表'],
  ]
  it.each(pages)('%s can be read by everybody, on a phone and on a desk', async (path, persona, words) => {
    for (const width of [375, 1280] as const) {
      const page = await open(path, persona, width)
      await front(page).getByText(words).first().waitFor()
      expect(await axeFindings(page)).toEqual([])
      expect((await inEverySize(page)).faults).toEqual([])
    }
  })
})
