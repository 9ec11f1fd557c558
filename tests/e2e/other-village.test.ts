import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { closeBrowser, freshPage, front } from '../support/browser'
import { builtMiniapp } from '../support/built-miniapp'
import { WeappHost } from '../support/weapp-host'
import { goTo } from './every-size'
import { other, twoVillages } from './fixtures/other-village'
import { region } from './fixtures/people'
import { Site } from './site'

const card = `/pages/home/index?region=${other.code}`
const words = `您现在看的是${other.name}。`
const back = `回到${region.name}`
const code = 'AbCd_-012345'

describe('a card of another village, on a phone that has its own', () => {
  beforeAll(() => void builtMiniapp('weapp'), 600_000)

  const phone = (storage: Record<string, unknown> = { 'hutang.region': region.code }) =>
    new WeappHost({ respond: twoVillages, storage })
  const stored = (host: WeappHost) => host.state.storage.get('hutang.region')

  it('shows it on every tab, with one way back', async () => {
    const host = phone()
    const home = await host.open(card, { scene: 1007 })
    expect([home.text.includes(other.name), home.text.includes(words)]).toEqual([true, true])
    expect(stored(host)).toBe(region.code)
    await home.tap('目录')
    expect(host.page.text).toContain(words)
    expect(host.requests.at(-1)?.path).toContain(other.code)
    await host.page.tap(back)
    expect(host.page.text).not.toContain(words)
    await host.page.tap('首页')
    expect(host.page.text).not.toContain(other.name)
    expect(host.errors).toEqual([])
  })

  it('is forgotten when the app closes', async () => {
    const host = phone()
    await host.open(card, { scene: 1007 })
    const later = phone(Object.fromEntries(host.state.storage))
    const home = await later.open('/pages/home/index')
    expect([home.text.includes(region.name), home.text.includes(other.name)]).toEqual([true, false])
  })

  it('of the own village, or on a phone without one, is no visit', async () => {
    const own = await phone().open(`/pages/home/index?region=${region.code}`)
    expect(own.text).not.toContain('您现在看的是')
    const fresh = phone({})
    expect((await fresh.open(card)).text).not.toContain('您现在看的是')
    expect(stored(fresh)).toBe(other.code)
  })

  it('chosen under 换村 becomes the own one', async () => {
    const host = phone()
    const home = await host.open(card)
    await home.tap('换村')
    await home.tap(region.name)
    expect(host.page.text).not.toContain('您现在看的是')
  })

  it('as a code on its board is a visit, too', async () => {
    const nothing = { no: null, notice: null, household: null, enterprise: null }
    const host = new WeappHost({
      storage: { 'hutang.region': region.code },
      respond: (asked) =>
        asked.path === `/api/scenes/${code}`
          ? { status: 200, body: { kind: 'village', region: other.code, ...nothing } }
          : twoVillages(asked),
    })
    await host.scanCode('account/code/index', code)
    expect([host.page.route, host.page.text.includes(words)]).toEqual(['pages/home/index', true])
    expect(stored(host)).toBe(region.code)
  })
})

describe('a link to another village, in a browser', () => {
  let site: Site
  beforeAll(async () => {
    site = await Site.start()
    site.respond = twoVillages
  }, 240_000)
  afterAll(async () => {
    await closeBrowser()
    await site?.stop()
  })

  it('shows it with the way back, which the next start does not undo', async () => {
    const page = await freshPage({ origin: site.origin, storage: { 'hutang.region': region.code } })
    await goTo(page, site.origin, card.slice(1))
    await front(page).getByText(words).waitFor()
    // Another window starts with the own village.
    const own = await page.context().newPage()
    await own.goto(site.origin)
    await front(own).getByRole('heading', { name: region.name, exact: true }).waitFor()
    await own.close()
    await front(page).getByRole('button', { name: back }).click()
    await front(page).getByRole('heading', { name: region.name, exact: true }).waitFor()
    await page.reload()
    await front(page).getByRole('heading', { name: region.name, exact: true }).waitFor()
    expect(await front(page).getByText('您现在看的是').count()).toBe(0)
  })
})
