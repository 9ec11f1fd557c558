import { describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { axeFindings } from '../support/axe'
import { arrived, freshPage, front } from '../support/browser'
import { demoForTests } from '../support/demo'
import { demoSession } from '../support/demo-session'
import { goTo, inEverySize } from './every-size'

/** docs/ten-questions.md: each question, the persona it is for, and what the page at the end must say. */
const questions: [question: string, persona: string | null, answer: RegExp][] = [
  ['村里上月花了多少？', 'villager', /花了 [\d.]+ 万元|支出 [\d.]+ 万元/],
  ['我家流转费发了没有？', 'villager', /我家 · 本季流转费.*1,257\.00/s],
  ['谁在领低保？', 'villager', /低保在保和新申请/],
  ['我们组找谁？', 'villager', /15组 · 组长/],
  ['建房怎么批？', 'villager', /五步走：写申请、组里议、村里公示、镇里批、批了再动工/],
  ['我能领什么？', 'elder', /答几个问题|我能领什么补贴/],
  ['谁中的标？', 'villager', /中标|成交/],
  ['我的问题答复了吗？', 'villager', /已答复|已办结/],
  ['医保什么时候缴？', 'elder', /医保 1?\d 月 \d+ 日前交/],
  ['这条是真的吗？', null, /没有查到，这不是村里公开的/],
]
const mostTaps = 3

const service = demoForTests()

const village = '310116109213'
const sessionOf = (persona: string) => demoSession(service.url, persona)

async function atHome(persona: string | null): Promise<Page> {
  const storage = {
    'hutang.region': village,
    ...(persona ? { 'hutang.session': await sessionOf(persona) } : {}),
  }
  const page = await freshPage({ origin: service.url, storage })
  await goTo(page, service.url, 'pages/home/index')
  return page
}

/** Taps the question on the home page, or the list of all ten and then the question there; the taps that it took. */
async function asked(page: Page, question: string): Promise<number> {
  const link = front(page).getByRole('link', { name: question })
  if ((await link.count()) > 0) {
    await link.click()
    return 1
  }
  await front(page)
    .getByRole('button', { name: /^10 问/ })
    .click()
  await arrived(page, 'reading/asked/index')
  await front(page).getByRole('link', { name: question }).click()
  return 2
}

describe('each of the ten questions is answered in three taps from the home page', () => {
  it.each(questions)('%s (%s)', async (question, persona, answer) => {
    const page = await atHome(persona)
    let taps = await asked(page, question)
    await page.waitForURL((url) => !/pages\/home|reading\/asked/.test(url.hash))
    await front(page).nth(1).waitFor({ state: 'detached' })
    if (question === '这条是真的吗？') {
      await front(page).getByRole('textbox', { name: '核对码' }).fill('109213-2222-2222')
      await front(page).getByRole('button', { name: '核对', exact: true }).click()
      taps += 1
    }
    await front(page)
      .getByText(answer)
      .or(front(page).locator('.page__content', { hasText: answer }))
      .first()
      .waitFor()
    expect(taps).toBeLessThanOrEqual(mostTaps)
  })
})

describe.each([375, 1280] as const)('核对真假 at %i px', (width) => {
  it('fits in every text size, and axe finds nothing', async () => {
    const { items } = await (await fetch(`${service.url}/api/regions/${village}/notices?item=22`)).json()
    const { code } = await (await fetch(`${service.url}/api/notices/${items[0].id}`)).json()
    const page = await freshPage({ width, origin: service.url, storage: { 'hutang.region': village } })
    await goTo(page, service.url, `reading/check/index?code=${code}`)
    await front(page).getByText('有效，没有改过').waitFor()
    expect(await axeFindings(page)).toEqual([])
    expect((await inEverySize(page)).faults).toEqual([])
  })
})

describe('核对真假', () => {
  it('says of a notice’s own code which village published it and when, and leads to it', async () => {
    const { items } = await (await fetch(`${service.url}/api/regions/${village}/notices?item=22`)).json()
    const { code } = await (await fetch(`${service.url}/api/notices/${items[0].id}`)).json()
    const page = await atHome(null)
    await goTo(page, service.url, `reading/check/index?code=${code}`)
    await front(page).getByRole('heading', { name: '是真的，护塘村公开的' }).waitFor()
    await front(page).getByText('有效，没有改过').waitFor()
    await front(page)
      .getByRole('link', { name: /^看原文/ })
      .click()
    await arrived(page, 'pages/notice/index')
    await front(page).getByText('这是村里正式公开的').waitFor()
  })

  it('says that a link to another site is none of ours', async () => {
    const page = await atHome(null)
    await goTo(page, service.url, 'reading/check/index')
    await front(page)
      .getByRole('textbox', { name: '核对码' })
      .fill('https://evil.example/#/pages/notice/index?id=1')
    await front(page).getByRole('button', { name: '核对', exact: true }).click()
    await front(page)
      .getByText(/打开的是别的网站/)
      .waitFor()
  })
})
