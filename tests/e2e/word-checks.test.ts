import type { FoundWords } from '@hutang/shared/contract'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { axeFindings } from '../support/axe'
import { arrived, closeBrowser, freshPage, front, type Width } from '../support/browser'
import { goTo, inEverySize } from './every-size'
import { desk } from './fixtures/cadre'
import { now, region, sessionOf, township, user } from './fixtures/people'
import { type Asked, failed, fixtures } from './fixtures/server'
import { Site } from './site'

const pictures = process.env.WORDS_PICTURES

const officer = {
  ...user,
  name: '顾文彬',
  verified: false,
  residence: null,
  roles: [{ role: 'township-officer' as const, roleText: '镇经办', region: township }],
}
const storage = { 'hutang.region': township.code, 'hutang.session': sessionOf(officer) }

const found = (change: Partial<FoundWords>): FoundWords => ({
  ...{ id: 'w1', what: 'question', whatText: '意见和投诉', title: '内容', region, at: now },
  text: '路灯坏了三个月没人管，一群吃干饭的',
  why: '有骂人的话',
  within: null,
  todo: '原件在护塘村，镇里现在打不开；请打电话说一声：该答复的照样答复，答复里请他换个说法。',
  ...change,
})
const long = '我家门口那条路从前年修到今年，挖开了又填上，填上了又挖开，下雨天老人出不了门。'.repeat(10)
const all = [
  found({}),
  found({
    ...{
      id: 'w2',
      what: 'appeal',
      whatText: '诉求',
      region: township,
      why: '像是广告',
      within: '20261120-AB2C',
    },
    ...{ text: long, todo: '打开原件，该办的照样办，答复里请他换个说法。' },
  }),
  found({
    ...{ id: 'w3', what: 'enterprise', whatText: '企业', title: '名称', why: '没有说是什么原因' },
    ...{ text: 'A'.repeat(60), todo: '打开“企业”核对，名称、证书号不对的不通过，写明原因让他改。' },
  }),
]

let site: Site
beforeAll(async () => {
  site = await Site.start()
}, 240_000)
afterAll(async () => {
  await closeBrowser()
  await site?.stop()
})

const list = `/api/regions/${township.code}/word-checks`
let words: FoundWords[] = []
let asked: Asked[] = []
afterEach(() => {
  asked = []
})

/** The township's service with these texts; what was seen to has left the list. */
function answering(given: FoundWords[], other: Record<string, unknown> = {}, waiting = 0) {
  words = given
  const seen = ({ path }: Asked) => {
    words = words.filter(({ id }) => !path.includes(`/${id}/`))
    return { done: true }
  }
  const respond = fixtures({
    'GET /api/screens/desk': {
      ...{ ...desk, region: township, roles: ['镇经办'], drafts: [], reviews: [], missing: [], claims: 0 },
      ...{ visits: 0, can: { ...desk.can, verify: false } },
    },
    [`GET ${list}`]: () => ({ region: township, words, waiting }),
    'POST /api/word-checks/w1/done': seen,
    'POST /api/word-checks/w2/done': seen,
    ...other,
  })
  site.respond = (request) => {
    asked.push(request)
    return respond(request)
  }
}

const open = async (path: string, width: Width): Promise<Page> => {
  const page = await freshPage({ origin: site.origin, width, storage })
  await goTo(page, site.origin, path)
  return page
}

const look = async (page: Page, name: string) => {
  if (!pictures) return
  for (const size of ['standard', 'huge']) {
    await page.evaluate((data) => {
      localStorage.setItem('hutang.text-size', JSON.stringify({ data }))
      window.dispatchEvent(new StorageEvent('storage', { key: 'hutang.text-size' }))
    }, size)
    await front(page).locator(`.page.size-${size}`).waitFor()
    await page.screenshot({ path: `${pictures}/${name}-${size}.png`, fullPage: true })
  }
  await page.evaluate(() => {
    localStorage.setItem('hutang.text-size', JSON.stringify({ data: 'standard' }))
    window.dispatchEvent(new StorageEvent('storage', { key: 'hutang.text-size' }))
  })
}

const fits = async (page: Page) => {
  expect(await axeFindings(page)).toEqual([])
  expect((await inEverySize(page)).faults).toEqual([])
}

const page = `office/word-checks/index?region=${township.code}`

describe.each([375, 1280] as const)('what WeChat did not let pass, at %i px', (width) => {
  it('is a card on the township’s desk, and leads to the page', async () => {
    answering(all)
    const shown = await open('cadre/desk/index', width)
    const card = front(shown).getByRole('link', { name: /^3 条话微信没放行/ })
    await card.waitFor()
    expect(await front(shown).getByText('手头的事都办完了').count()).toBe(0)
    await look(shown, `desk-${width}`)
    await fits(shown)
    await card.click()
    await arrived(shown, 'office/word-checks/index')
    await front(shown).getByText('3 条微信没放行').waitFor()
  })

  it('is no card where there is nothing; on a computer the page stays in the navigation', async () => {
    answering([])
    const shown = await open('cadre/desk/index', width)
    await front(shown).getByText('手头的事都办完了').waitFor()
    expect(await front(shown).getByText('微信没放行').count()).toBe(0)
    if (width === 375) return
    await front(shown).getByRole('link', { name: '内容检查' }).click()
    await front(shown).getByText('没有要看的').waitFor()
  })

  it('says what, where, why and what to do; a long text is cut until it is asked for', async () => {
    answering(all, {}, 2)
    const shown = await open(page, width)
    await front(shown).getByText('“路灯坏了三个月没人管，一群吃干饭的”').waitFor()
    const text = await front(shown).innerText()
    expect(text).toContain('有骂人的话')
    expect(text).toContain('护塘村 · 意见和投诉 · 内容 · 11 月 20 日')
    expect(text).toContain('原件在护塘村，镇里现在打不开')
    expect(text).toContain('还有 2 条微信没有答复')
    await look(shown, `page-${width}`)
    await fits(shown)
    expect(text).not.toContain(long)
    await front(shown)
      .getByRole('button', { name: /^看全文/ })
      .click()
    await front(shown).getByText(long).waitFor()
    await look(shown, `page-long-${width}`)
    await fits(shown)
  })

  it('opens what it stands in, where the office may read it', async () => {
    answering(all)
    const shown = await open(page, width)
    expect(
      await front(shown)
        .getByRole('button', { name: /^打开原件/ })
        .count(),
    ).toBe(1)
    await front(shown)
      .getByRole('button', { name: /^打开原件/ })
      .click()
    await shown.waitForURL(/policies\/appeal\/index\?id=20261120-AB2C/)
  })

  it('leaves the list when it was seen, also when somebody else was first, and stays when it could not be said', async () => {
    const lost = failed(404, 'notFound', '没有找到这一条，可能已经有人看过了。')
    const broken = failed(500, 'internal', '服务出了点问题，我们已经记下，请稍后再试。')
    answering(all, { 'POST /api/word-checks/w2/done': lost, 'POST /api/word-checks/w3/done': broken })
    const shown = await open(page, width)
    const press = (begins: string) =>
      front(shown)
        .getByRole('button', { name: `看过了，${begins}` })
        .click()
    await press('A'.repeat(20))
    await front(shown).getByText('服务出了点问题').waitFor()
    await press(long.slice(0, 20))
    await shown.getByText('已经有人看过了').first().waitFor()
    await press('路灯坏了三个月没人管，一群吃干饭的')
    await front(shown).getByText('1 条微信没放行').waitFor()
    expect(asked.filter(({ method }) => method === 'POST').map(({ path }) => path)).toEqual([
      '/api/word-checks/w3/done',
      '/api/word-checks/w2/done',
      '/api/word-checks/w1/done',
    ])
  })

  it('may be nothing, and is not for a village', async () => {
    answering([])
    const shown = await open(page, width)
    await front(shown).getByText('没有要看的').waitFor()
    await look(shown, `empty-${width}`)
    await fits(shown)
    answering([], { [`GET ${list}`]: failed(403, 'forbidden', '内容检查由镇里（区里）的人看。') })
    await shown.reload()
    await front(shown).getByText('内容检查由镇里（区里）的人看。').waitFor()
  })
})
