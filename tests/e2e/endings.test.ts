import { beforeAll, describe, expect, it } from '@jest/globals'
import type { Locator, Page } from 'playwright-core'
import { freshPage, front } from '../support/browser'
import { demoForTests } from '../support/demo'
import { demoSession } from '../support/demo-session'

const village = '310116109213'

interface Line {
  id: string
  title: string
  plain: string
  access: string
}

/** One village; each story takes a notice of its own. */
describe('what was published can be mended', () => {
  const service = demoForTests()
  let lines: Line[]
  beforeAll(async () => {
    const listed = await (await fetch(`${service.url}/api/regions/${village}/notices?limit=50`)).json()
    lines = listed.items.filter(({ access }: Line) => access === 'full')
  }, 180_000)

  interface Session {
    accessToken: string
  }
  const sessions = new Map<string, Session>()
  const sessionOf = async (persona: string): Promise<Session> => {
    const held = sessions.get(persona)
    if (held) return held
    const begun = await demoSession(service.url, persona)
    sessions.set(persona, begun)
    return begun
  }
  const get = async (path: string, persona?: string) => {
    const token = persona && (await sessionOf(persona)).accessToken
    const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {}
    return (await fetch(service.url + path, { headers })).json()
  }
  /** A notice that no other story has taken. */
  const take = (): Line => {
    const line = lines.shift()
    if (!line) throw new Error('the demo has too few public notices')
    return line
  }
  const open = async (
    path: string,
    persona?: string,
  ): Promise<{ page: Page; view: Locator; sheet: Locator }> => {
    const storage = persona ? { 'hutang.session': await sessionOf(persona) } : {}
    const page = await freshPage({ origin: service.url, storage })
    await page.goto(`${service.url}/#/${path}`)
    return { page, view: front(page), sheet: page.getByRole('dialog') }
  }
  const button = (within: Locator, name: string | RegExp) =>
    within.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })

  /** The clerk begins a correction of a published notice, on the pages. */
  async function correct({ id, plain }: Line, choice: RegExp, note: string): Promise<void> {
    const { page, view, sheet } = await open(`pages/notice/index?id=${id}`, 'clerk')
    await button(view, /^办理这条公开/).click()
    await view.getByRole('link', { name: /^更正/ }).click()
    await button(sheet, '开始更正').click()
    await view.getByRole('textbox', { name: /^改了什么/ }).fill(note)
    await view.getByRole('radio', { name: choice }).click()
    await view.getByRole('textbox', { name: /一句话说清/ }).fill(`${plain}（更正）`.slice(-100))
    await button(view, '送审').click({ timeout: 20_000 })
    await page.waitForURL((url) => !url.hash.includes('cadre/edit'))
  }

  async function approve(id: string): Promise<void> {
    const { page, view, sheet } = await open(`cadre/review/index?id=${id}`, 'supervisor')
    await view.getByText('（更正）').first().waitFor()
    await button(view, '通过').click()
    await button(sheet, '通过').click()
    await page.waitForURL((url) => !url.hash.includes('cadre/review'))
  }

  it('by a major correction, reviewed by its difference and read as old and new', async () => {
    const line = take()
    const note = '一句话里漏了更正两个字。'
    await correct(line, /内容有变/, note)
    expect((await get(`/api/notices/${line.id}`)).plain).toBe(line.plain)
    await approve(line.id)
    const desk = await open(`cadre/review/index?id=${line.id}`, 'publisher')
    await button(desk.view, '发布').click()
    await desk.sheet.getByText('内容有变，通知收到过的人').waitFor()
    await button(desk.sheet, '确定公开').click()
    await desk.page.waitForURL((url) => !url.hash.includes('cadre/review'))
    const { view } = await open(`pages/notice/index?id=${line.id}`, 'villager')
    await view.getByText(note).first().waitFor()
    await button(view, '看改了什么').click()
    await view.getByText('（更正）').first().waitFor()
    await button(view, '看原来的内容').click()
    await view.getByText('这是第 1 版，后来更正过').waitFor()
    await view.getByText(line.plain).first().waitFor()
  })

  it('by a minor correction, which is scheduled, taken back, and published telling nobody', async () => {
    const line = take()
    await correct(line, /只改错字/, '改了一个错字。')
    await approve(line.id)
    const before = (await get('/api/me/inbox', 'villager')).items.length
    const { page, view, sheet } = await open(`cadre/review/index?id=${line.id}`, 'publisher')
    await button(view, '定时发布').click()
    await button(sheet, /^哪一天/).click()
    await page.getByRole('radio', { name: /^明天/ }).click()
    await button(sheet, /^几点/).click()
    await page.getByRole('radio', { name: '08:30' }).click()
    await button(sheet, /^定在/).click()
    await page.waitForURL((url) => !url.hash.includes('cadre/review'))
    const again = await open(`cadre/desk/index?region=${village}`, 'publisher')
    await again.view.getByText('定了时间发布 1').waitFor()
    await again.view.getByRole('link', { name: /08:30发布/ }).click()
    await button(again.view, '取消定时').click()
    await button(again.sheet, '取消定时').click()
    await button(again.view, '发布').click()
    await again.sheet.getByText('只改错字，不再通知。').waitFor()
    await button(again.sheet, '确定公开').click()
    await again.page.waitForURL((url) => !url.hash.includes('cadre/review'))
    expect((await get(`/api/notices/${line.id}`)).correction).toMatchObject({ size: 'minor' })
    expect((await get('/api/me/inbox', 'villager')).items).toHaveLength(before)
  })

  it('by withdrawing it: it stays readable under its reason', async () => {
    const line = take()
    const { page, view, sheet } = await open(`cadre/notice/index?id=${line.id}`, 'publisher')
    await view.getByRole('link', { name: /^撤回/ }).click()
    await view.getByRole('textbox', { name: /^撤回的原因/ }).fill('用错了季度的表')
    await button(view, '撤回').click()
    await button(sheet, '撤回').click()
    await page.waitForURL((url) => !url.hash.includes('cadre/ending'))
    const reader = await open(`pages/notice/index?id=${line.id}`)
    await reader.view.getByText('这条公开已撤回，不再有效。原因：用错了季度的表。').waitFor()
    await reader.view.getByText(line.plain).first().waitFor()
  })

  it('by taking it down: a visitor reports a leak, one hides it, another confirms', async () => {
    const line = take()
    const visitor = await open(`pages/notice/index?id=${line.id}`)
    await visitor.view.getByRole('link', { name: /不该公开的个人信息/ }).click()
    await visitor.view.getByRole('checkbox', { name: '手机号' }).click()
    await button(visitor.view, '告诉村里').click()
    await visitor.view.getByText('接下来').waitFor()

    const supervisor = await open(`cadre/desk/index?region=${village}`, 'supervisor')
    await supervisor.view.getByRole('link', { name: /手机号/ }).click()
    await button(supervisor.sheet, '去看这条，可以先遮住').click()
    await supervisor.view.getByRole('link', { name: /^先遮住/ }).click()
    await supervisor.view.getByRole('textbox', { name: /^遮住的原因/ }).fill('好像有手机号')
    await button(supervisor.view, '先遮住').click()
    await supervisor.view.getByText('撤下要由另一个人确认').waitFor()

    const gone = await open(`pages/notice/index?id=${line.id}`)
    await gone.view.getByText('正在核对，先遮住了').waitFor()
    expect(await gone.view.innerText()).not.toContain(line.plain)

    const publisher = await open(`cadre/desk/index?region=${village}`, 'publisher')
    await publisher.view.getByRole('link', { name: /好像有手机号/ }).click()
    await publisher.view.getByRole('link', { name: /^撤下/ }).click()
    await publisher.view.getByRole('checkbox', { name: '手机号' }).click()
    await publisher.view.getByRole('textbox', { name: /^撤下的原因/ }).fill('文字里误带了手机号')
    await button(publisher.view, '确认撤下').click()
    await button(publisher.sheet, '撤下').click()
    await publisher.view.getByText('误带了手机号，已撤下').waitFor()
    await button(publisher.view, '看给区县的报告').click()
    await button(publisher.view, '复制报告').waitFor()

    const later = await open(`pages/notice/index?id=${line.id}`, 'villager')
    await later.view.getByText('这条内容误带个人信息').waitFor()
    await later.view.getByText('文字里误带了手机号').waitFor()
    const said = await later.view.innerText()
    expect(said).not.toContain(line.plain)
    expect(said).not.toContain(line.title)
  })
})
