import { beforeAll, describe, expect, it } from '@jest/globals'
import { builtMiniapp } from '../support/built-miniapp'
import { WeappHost } from '../support/weapp-host'
import { region } from './fixtures/people'
import { failed, fixtures } from './fixtures/server'

const page = 'account/code/index'
const code = 'AbCd_-012345'
const nothing = { region: null, no: null, notice: null, household: null, enterprise: null }

beforeAll(() => void builtMiniapp('weapp'), 600_000)

/** A phone on which nobody is signed in and no village is chosen, which scans a code on paper. */
async function scanned(target: object, scene = code) {
  const answers = { [`GET /api/scenes/${code}`]: { ...nothing, ...target } }
  const host = new WeappHost({ respond: fixtures(answers) })
  await host.scanCode(page, scene)
  expect(host.errors).toEqual([])
  return host
}

describe('a code on paper, scanned with the app closed and nobody signed in', () => {
  it('of a notice opens it, with nothing behind it', async () => {
    const host = await scanned({ kind: 'notice', notice: 'n31' })
    expect([host.page.route, host.depth]).toEqual(['pages/notice/index', 1])
    expect(host.page.instance.options).toMatchObject({ id: 'n31' })
    expect(host.page.text).toContain('每亩每年 1,200 元')
  })

  it('of an item opens it in its village', async () => {
    const host = await scanned({ kind: 'item', region: region.code, no: 31 })
    expect(host.page.text).toContain('承包面积')
    expect(host.state.storage.get('hutang.region')).toBe(region.code)
  })

  it('of a village opens its home', async () => {
    const host = await scanned({ kind: 'village', region: region.code })
    expect(host.page.route).toBe('pages/home/index')
    expect(host.page.text).toContain('最新公开')
  })

  it('of 一户一单 opens 我家 of whoever scans it, through the sign-in', async () => {
    const target = { kind: 'household', region: region.code }
    const host = await scanned(target)
    expect([host.page.route, host.depth]).toEqual(['account/household/index', 1])
    expect(host.page.text).toContain('请先登录')
    expect(host.state.storage.get('hutang.region')).toBe(region.code)
  })

  it('of a slip leads to the verification with household and number, through the sign-in', async () => {
    const slip = { kind: 'slip', region: region.code, household: 'HT-15-002' }
    const host = await scanned(slip, `${code}.7KQ4-M2XA`)
    expect(host.page.route).toBe('account/verify/index')
    expect(host.page.instance.options).toMatchObject({
      region: region.code,
      household: 'HT-15-002',
      code: '7KQ4-M2XA',
    })
    expect(host.page.text).toContain('请先登录')
    // The number of the slip is for the verification alone.
    expect(host.requests.map(({ path }) => path).join()).not.toContain('7KQ4')
  })

  it('of a 审核单 opens the page that takes its photo, through the sign-in', async () => {
    const host = await scanned({ kind: 'review', notice: 'w2' })
    expect([host.page.route, host.depth]).toEqual(['cadre/review/index', 1])
    expect(host.page.instance.options).toMatchObject({ id: 'w2' })
    expect(host.page.text).toContain('请先登录')
  })

  it('of a package of policies opens it for those who act for the enterprise, through the sign-in', async () => {
    const host = await scanned({ kind: 'package', enterprise: 'e1' })
    expect([host.page.route, host.depth]).toEqual(['policies/package/index', 1])
    expect(host.page.instance.options).toMatchObject({ id: 'e1' })
    expect(host.page.text).toContain('登录后看您企业的政策包')
  })

  it('that was never printed here says so, and leads home', async () => {
    const host = new WeappHost({
      respond: fixtures({ [`GET /api/scenes/${code}`]: failed(404, 'notFound', '这个码不是这里印的。') }),
    })
    await host.scanCode(page, code)
    expect(host.page.text).toContain('这个码不是这里印的')
    await host.page.tap('回首页')
    expect(host.page.route).toBe('pages/home/index')
  })

  it.each(['short', `${code}.`, `${code}.has space`.replace(' ', '~'), `${code}${code}`])(
    'that is not whole (%s) asks nothing of the service',
    async (scene) => {
      const host = new WeappHost({ respond: fixtures() })
      await host.scanCode(page, scene)
      expect(host.page.text).toContain('码不完整')
      expect(host.requests.filter(({ path }) => path.includes('scenes'))).toEqual([])
    },
  )
})
