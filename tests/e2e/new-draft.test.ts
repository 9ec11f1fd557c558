import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { closeBrowser, freshPage, front } from '../support/browser'
import { goTo } from './every-size'
import { able, content, desk as deskOf, held, withoutRows, workOf } from './fixtures/cadre'
import { DraftDesk } from './fixtures/draft-desk'
import { fixtures } from './fixtures/server'
import { Site } from './site'

let site: Site
beforeAll(async () => {
  site = await Site.start()
}, 240_000)
afterAll(async () => {
  await closeBrowser()
  await site?.stop()
})

async function open(path: string, desk: DraftDesk) {
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

describe('a new draft', () => {
  const made = (desk: DraftDesk) =>
    desk.asked
      .filter(({ method, path }) => `${method} ${path}` === 'POST /api/notices')
      .map(({ body }) => body)

  it('begun at the desk is made with the first words, and written on', async () => {
    const desk = new DraftDesk()
    const { page, view } = await open('desk/index', desk)
    await view.getByRole('link', { name: '专项资金' }).click()
    const title = front(page).getByLabel('标题，必填')
    await title.waitFor()
    await front(page).getByText('还没有写，写了就自动保存').waitFor()
    expect(
      await front(page)
        .getByRole('button', { name: /^加图片/ })
        .getAttribute('aria-disabled'),
    ).toBe('true')
    await page.waitForTimeout(1500)
    expect(made(desk)).toEqual([])
    await title.fill('专项资金去向')
    await front(page)
      .getByText(/已保存 \d\d:\d\d/)
      .waitFor()
    expect(made(desk)).toEqual([{ region: '310116109213', item: 40, content: { title: '专项资金去向' } }])
    await front(page).getByLabel('一句话说清，必填').fill('一分钱都有着落。')
    await untilWritten(desk, 'plain', '一分钱都有着落。')
    expect(made(desk)).toHaveLength(1)
    // The copy on the phone goes when the answer has come.
    await page.waitForFunction(() => !Object.keys(localStorage).some((key) => /^hutang.draft/.test(key)))
  })

  it('that nobody wrote leaves nothing behind', async () => {
    const desk = new DraftDesk()
    const { page, view } = await open('edit/index?region=310116109213&no=40', desk)
    await view.getByLabel('标题，必填').waitFor()
    await view.getByRole('button', { name: '返回' }).click()
    await page.waitForURL(/cadre\/desk/)
    expect(made(desk)).toEqual([])
  })

  it('offers to go on with the last one', async () => {
    const desk = new DraftDesk(written)
    const { notice, state, stateText } = desk.work
    desk.begun = deskOf.drafts
      .slice(0, 1)
      .map((line) => ({ ...line, notice, state, stateText, title: '写了一半的标题' }))
    const { page, view } = await open('edit/index?region=310116109213&no=40', desk)
    await view.getByText('继续上次的草稿').waitFor()
    await view.getByRole('link', { name: /写了一半的标题/ }).click()
    await page.waitForURL(/cadre\/edit\/index\?id=w1/)
    await front(page).getByLabel('标题，必填').waitFor()
    expect(made(desk)).toEqual([])
  })

  it('or to write another, which is kept on the phone without a network', async () => {
    const desk = new DraftDesk()
    desk.begun = deskOf.drafts.slice(0, 1)
    const { page, view } = await open('edit/index?region=310116109213&no=40', desk)
    await view.getByRole('button', { name: '另写一份新的' }).click()
    desk.offline = true
    await view.getByLabel('标题，必填').fill('另一条')
    await view.getByText('没有网络，写的内容先存在手机上').waitFor()
    desk.offline = false
    desk.begun = []
    await page.reload()
    await untilWritten(desk, 'title', '另一条')
    expect(made(desk)).toEqual([{ region: '310116109213', item: 40, content: { title: '另一条' } }])
  })
})

async function untilWritten(desk: DraftDesk, field: 'title' | 'plain', words: string): Promise<void> {
  for (let turn = 0; turn < 200 && desk.work.content[field] !== words; turn++)
    await new Promise((resolve) => setTimeout(resolve, 50))
  expect(desk.work.content[field]).toBe(words)
}
