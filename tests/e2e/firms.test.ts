import { describe, expect, it } from '@jest/globals'
import type { Page, Request } from 'playwright-core'
import { axeFindings } from '../support/axe'
import { freshPage, front, type Width } from '../support/browser'
import { demoForTests } from '../support/demo'
import { goTo, inEverySize } from './every-size'

const village = '310116109213'
const township = '310116109'

const service = demoForTests()

async function asked<T>(path: string, token?: string, method = 'GET', body?: object): Promise<T> {
  const headers = {
    ...(body ? { 'content-type': 'application/json' } : {}),
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  }
  const answer = await fetch(service.url + path, { method, headers, body: body && JSON.stringify(body) })
  return (await answer.json()) as T
}
interface Session {
  accessToken: string
}
const enter = (persona: string) => asked<Session>('/api/sessions/demo', undefined, 'POST', { persona })

async function open(path: string, persona: string | null, width: Width = 375): Promise<Page> {
  const storage = {
    'hutang.region': village,
    ...(persona ? { 'hutang.session': await enter(persona) } : {}),
  }
  const page = await freshPage({ origin: service.url, width, storage })
  await goTo(page, service.url, path)
  return page
}
const press = (page: Page, name: string | RegExp) => front(page).getByRole('button', { name }).first().click()
const says = (page: Page, words: string | RegExp) => front(page).getByText(words).first().waitFor()
async function wellMade(page: Page): Promise<void> {
  expect(await axeFindings(page)).toEqual([])
  expect((await inEverySize(page)).faults).toEqual([])
}

interface Listed<T> {
  items: T[]
}
interface Firm {
  id: string
  revision: number
  profile: { years: { year: number; revenueFen: number | null }[]; others: Record<string, unknown> }
}

describe('a link', () => {
  it('goes from a code to confirmed: the person asks, the officer confirms at the desk, the person is told', async () => {
    const { accessToken: officer } = await enter('township-officer')
    const { items } = await asked<Listed<{ creditCode: string; name: string; claimed: boolean }>>(
      `/api/regions/${township}/enterprises?limit=50`,
      officer,
    )
    const free = items.find(
      ({ claimed, creditCode }) => !claimed && !creditCode.startsWith('92310116DEM000217'),
    )
    if (!free) throw new Error('every enterprise is claimed')
    const page = await open('pages/me/index', 'publisher')
    await front(page)
      .getByRole('link', { name: /我的企业/ })
      .click()
    await says(page, '名下还没有企业')
    await press(page, /添加企业/)
    const code = front(page).getByLabel(/统一社会信用代码/)
    await code.fill(`${free.creditCode.slice(0, 16)}00`)
    await says(page, /代码对不上|第3到8位/)
    await code.fill(free.creditCode.toLowerCase())
    await says(page, '代码核对过，没有写错。')
    await wellMade(page)
    await press(page, '是我的企业，添加')
    await says(page, '等镇里核实')
    await wellMade(page)

    const desk = await open(`cadre/desk/index?region=${township}`, 'township-officer', 1280)
    await front(desk)
      .getByRole('link', { name: /家企业等核实/ })
      .click()
    await says(desk, '等核实')
    await front(desk).getByText(free.name).waitFor()
    await wellMade(desk)
    await press(desk, `核实过了，是他的，${free.name}`)
    await front(desk).getByText(free.name).waitFor({ state: 'detached' })

    const { accessToken } = await enter('publisher')
    const told = async () =>
      (await asked<Listed<{ notice: { title: string } }>>('/api/me/inbox', accessToken)).items.map(
        ({ notice }) => notice.title,
      )
    for (let tries = 0; tries < 40 && !(await told()).includes('您的企业镇里已核实'); tries++)
      await new Promise((done) => setTimeout(done, 500))
    expect(await told()).toContain('您的企业镇里已核实')
    const mine = await open('policies/firms/index', 'publisher')
    await says(mine, '您是负责人，可以请同事一起管。')
    await press(mine, '请一位同事')
    await front(mine)
      .getByText(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/)
      .waitFor()
    await wellMade(mine)
  })

  it('is refused with a reason that the person reads', async () => {
    const desk = await open(`office/enterprises/index?region=${township}`, 'township-officer')
    await says(desk, /说这是他的企业/)
    await wellMade(desk)
    await press(desk, /^不通过/)
    await front(desk).getByLabel('为什么').fill('请带营业执照来镇里核对。')
    await press(desk, '不通过，告诉本人')
    await says(desk, '没有人在等')
    const page = await open('policies/firms/index', 'villager')
    await says(page, '镇里说：请带营业执照来镇里核对。')
    await wellMade(page)
    await press(page, /^再申请一次/)
    await press(page, '是我的企业，添加')
    await says(page, '等镇里核实')
  })
})

describe('the register of firms', () => {
  it.each([375, 1280] as const)(
    'is searched, and a sheet is looked at before it is taken, at %i px',
    async (width) => {
      const page = await open(
        `office/enterprises/index?region=${township}&part=register`,
        'township-officer',
        width,
      )
      await front(page).getByRole('searchbox').fill('合作社')
      await press(page, '搜索')
      await says(page, /专业合作社/)
      await wellMade(page)
      await front(page).getByRole('tab', { name: '导入' }).click()
      await says(page, '一份公开的企业名录')
      const chosen = page.waitForEvent('filechooser')
      await press(page, '选文件')
      const rows = [
        '统一社会信用代码,企业名称,所属镇村',
        '91310116MA1TEST002,示例新店,漕泾镇',
        '12345,坏的,漕泾镇',
      ]
      await (await chosen).setFiles({
        name: '名录.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(rows.join('\r\n')),
      })
      await says(page, '不在这份里')
      await says(page, /行有看不懂的地方/)
      await wellMade(page)
      await front(page)
        .getByRole('checkbox', { name: /这份只是一部分/ })
        .click()
      await says(page, /和现在的名录一样|确认导入/)
    },
  )
})

describe('a profile on a phone', () => {
  const firmOf = async (): Promise<{ firm: Firm; token: string }> => {
    const { accessToken: token } = await enter('enterprise-owner')
    const { enterprises } = await asked<{ enterprises: { id: string; name: string }[] }>(
      '/api/enterprises',
      token,
    )
    const { id = '' } = enterprises.find(({ name }) => name.includes('民宿')) ?? {}
    return { firm: await asked<Firm>(`/api/enterprises/${id}`, token), token }
  }
  const saved = (page: Page) => says(page, '已保存')

  it('is saved as it is filled in, and a colleague’s change meanwhile is kept', async () => {
    const { firm, token } = await firmOf()
    const page = await open(`policies/profile/index?id=${firm.id}&step=size`, 'enterprise-owner')
    const year = firm.profile.years[0]?.year ?? 0
    await front(page).getByLabel(`${year} 年的营业收入`).fill('12.5')
    await saved(page)
    const half = (await firmOf()).firm
    expect(half.profile.years.find((one) => one.year === year)?.revenueFen).toBe(12_500_000)
    await asked(`/api/enterprises/${firm.id}`, token, 'PUT', {
      revision: half.revision,
      answers: { seats: 40 },
    })
    await front(page).getByLabel(`${year} 年的营业收入`).fill('13')
    await page.waitForTimeout(300)
    await saved(page)
    for (let tries = 0; tries < 20; tries++) {
      const { profile } = (await firmOf()).firm
      if (profile.years.find((one) => one.year === year)?.revenueFen === 13_000_000) break
      await page.waitForTimeout(300)
    }
    const { profile } = (await firmOf()).firm
    expect([profile.years.find((one) => one.year === year)?.revenueFen, profile.others.seats]).toEqual([
      13_000_000, 40,
    ])
    await wellMade(page)
  })

  it('loses nothing without a network: it is saved when the page is opened again', async () => {
    const { firm } = await firmOf()
    const page = await open(`policies/profile/index?id=${firm.id}&step=facts`, 'enterprise-owner')
    await page.route('**/api/enterprises/*', (route) =>
      route.request().method() === 'PUT' ? route.abort() : route.continue(),
    )
    await front(page)
      .getByLabel(/有几间客房/)
      .fill('9')
    await says(page, '没有网络，先留在手机上')
    expect((await firmOf()).firm.profile.others.guestRooms).not.toBe(9)
    await page.unrouteAll()
    await page.reload()
    await saved(page)
    expect((await firmOf()).firm.profile.others.guestRooms).toBe(9)
  })

  it.each([
    ['basics', '以登记为准'],
    ['size', '微型企业'],
    ['facts', '有没有这些情况'],
    ['qualifications', '高新技术企业'],
    ['wishes', '贷款'],
    ['received', '加一项领过的'],
  ])('is well made in every size: %s', async (step, words) => {
    const { firm } = await firmOf()
    for (const width of [375, 1280] as const) {
      const page = await open(`policies/profile/index?id=${firm.id}&step=${step}`, 'enterprise-owner', width)
      await says(page, words)
      await wellMade(page)
    }
  })
})

describe('我能领什么补贴', () => {
  it('is answered on the phone: no request carries what was said, and one tap erases it', async () => {
    const page = await open('policies/household/index', null)
    await says(page, '先给谁查？')
    await wellMade(page)
    const requests: Request[] = []
    page.on('request', (request) => requests.push(request))
    await press(page, '我自己')
    await press(page, '本村')
    await wellMade(page)
    for (let no = 0; no < 8; no++) {
      const day = front(page).getByLabel('出生日期')
      if ((await day.count()) > 0) {
        await day.fill('19540301')
        await press(page, '填好了')
        continue
      }
      const next = front(page).getByRole('button', { name: /^(都没有|3,000元以上|没有|都不是)$/ })
      if ((await next.count()) === 0) break
      await next.first().click()
      await page.waitForTimeout(100)
    }
    await says(page, '老年综合津贴（示例）')
    await says(page, /^能领 \d+ 项$/)
    await wellMade(page)
    // Read again, and the answers are still there.
    await page.reload()
    await says(page, /^能领 \d+ 项$/)
    const sent = requests
      .filter((request) => request.url().startsWith(service.url) && request.url().includes('/api/'))
      .map(
        (request) => `${request.method()} ${decodeURIComponent(request.url())} ${request.postData() ?? ''}`,
      )
    expect(sent.length).toBeGreaterThan(0)
    expect(sent.filter((one) => !one.startsWith('GET '))).toEqual([])
    expect(sent.join('\n')).not.toMatch(
      /1954|bornOn|hukou|hardship|village,|"village"|incomePerHead|disability/,
    )
    const stored = () => page.evaluate(() => localStorage.getItem('hutang.household-answers'))
    expect(await stored()).toContain('1954-03-01')
    await press(page, '清除我填的')
    await says(page, '先给谁查？')
    expect(await stored()).toBeNull()
  })

  it('is well made at a desk', async () => {
    const page = await open('policies/household/index', null, 1280)
    await says(page, '先给谁查？')
    await press(page, '老伴')
    await says(page, /第 1 问/)
    await wellMade(page)
  })
})
