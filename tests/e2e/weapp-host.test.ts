import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { builtMiniapp } from '../support/built-miniapp'
import { wxAlone } from '../support/weapp/alone'
import { WeappHost } from '../support/weapp-host'
import { region, sessionOf, user } from './fixtures/people'
import { fixtures } from './fixtures/server'

const inVillage = { 'hutang.region': region.code }
const asVillager = { ...inVillage, 'hutang.session': sessionOf(user) }
const source = join(__dirname, '../../miniapp/src')

beforeAll(() => void builtMiniapp('weapp'), 180_000)

const inHost = (options = {}) => new WeappHost({ respond: fixtures(), storage: asVillager, ...options })

describe('the stand-in host', () => {
  it('has every function of wx that the app calls', () => {
    const { wx } = wxAlone()
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /(?<!\.h5)\.tsx?$/.test(name),
    )
    const texts = files.map((name) => readFileSync(join(source, name), 'utf8'))
    const called = texts.flatMap((text) =>
      [...text.matchAll(/\bTaro\.([a-z]\w+)[<(]/g)].map(([, name = '']) => name),
    )
    const missing = [...new Set(called)].filter(
      (name) => wx[name] === undefined && name !== 'getCurrentPages',
    )
    expect(called.length).toBeGreaterThan(40)
    expect(missing).toEqual([])
  })

  it('starts the app by the first page that is opened, and tells how it was opened', async () => {
    const host = inHost()
    await host.scanCode('account/scan/index', 'abc/1')
    expect(host.page.instance.options).toMatchObject({ scene: 'abc%2F1' })
    expect(host.depth).toBe(1)
    await host.open('/pages/notice/index?id=n31', { scene: 1007 })
    expect([host.page.route, host.depth]).toEqual(['pages/notice/index', 1])
    await expect(host.scanCode('account/scan/index', '护塘')).rejects.toThrow('No code can hold')
    expect(host.errors).toEqual([])
  })

  it('counts what each tap sends', async () => {
    const host = inHost()
    const first = await host.measured(() => host.open('/pages/home/index'))
    expect(first.bytes).toBe(host.sent)
    const tap = await host.measured(() => host.page.tap('政策'))
    expect(tap.bytes + first.bytes).toBe(host.sent)
    expect(tap.largest).toBeLessThanOrEqual(tap.bytes)
    expect(host.heavy).toEqual([])
  })

  it('keeps the tab that was left, with what it shows', async () => {
    const host = inHost()
    const home = await host.open('/pages/home/index')
    await home.tap('政策')
    await host.page.tap('首页')
    expect(host.page).toBe(home)
    expect(home.text).toContain('最新公开')
    expect(host.errors).toEqual([])
  })

  it('shares a notice as the chat shows it', async () => {
    const host = inHost()
    const page = await host.open('/pages/notice/index?id=n31')
    expect(await page.share()).toMatchObject({ path: '/pages/notice/index?id=n31' })
    await host.open((await page.share()).path, { scene: 1007 })
    expect(host.page.route).toBe('pages/notice/index')
  })

  it('calls nothing but the domain of the service', async () => {
    const host = inHost({ domains: { request: ['https://other.example.cn'] } })
    expect((await host.open('/pages/home/index')).text).toContain('没有连上网络')
    expect(host.requests).toEqual([])
  })
})

describe('a person who goes back, or a phone that refuses', () => {
  const place = '/reading/check/index'
  const scan = '扫纸上的二维码'

  it('is told apart when a code is scanned', async () => {
    const host = inHost()
    const page = await host.open(place)
    await page.tap(scan)
    expect(page.text).not.toContain('没有打开相机')
    host.phone.scanned = 'system'
    await page.tap(scan)
    expect(page.text).toContain('没有打开相机。请允许微信使用相机')
    host.phone.scanned = { result: 'HT-1' }
    await page.tap(scan)
    expect(host.requests.map(({ path }) => path)).toContainEqual(expect.stringContaining('HT-1'))
    expect(host.errors).toEqual([])
  })

  it('hears that nothing was copied where the privacy guide does not name the clipboard', async () => {
    const host = inHost()
    const page = await host.open('/pages/notice/index?id=n31')
    host.phone.privacy.declared = new Set()
    await page.tap('看核对码')
    await page.tap('复制核对码')
    expect(page.text).toContain('没有复制成功')
    expect(host.phone.clipboard).toBe('')
  })
})

describe('a new version', () => {
  it('is told to the app, which may start anew in it', async () => {
    const host = inHost()
    await host.open('/pages/home/index')
    await host.updateFound('ready')
    expect(host.updates.applied).toBe(0)
    host.updates.manager.applyUpdate()
    expect(host.updates.applied).toBe(1)
  })

  it('cannot be started before it is there', () => {
    expect(() => inHost().updates.manager.applyUpdate()).toThrow('applyUpdate:fail')
  })
})
