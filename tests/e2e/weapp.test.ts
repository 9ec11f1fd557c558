import { beforeAll, describe, expect, it } from '@jest/globals'
import { builtMiniapp } from '../support/built-miniapp'
import { WeappHost } from '../support/weapp-host'

const nothing = () => ({
  status: 404,
  body: { error: { code: 'not_found', message: '没有这个村。', requestId: 'r1' } },
})

beforeAll(() => void builtMiniapp('weapp'), 180_000)

describe('the weapp bundle', () => {
  it('opens every route without an error', async () => {
    const host = new WeappHost({ respond: nothing, storage: { 'hutang.region': '310116104219' } })
    for (const route of host.routes) {
      const page = await host.open(`/${route}`)
      expect({ route, silent: page.text === '' }).toEqual({ route, silent: false })
    }
    expect(host.errors).toEqual([])
  })

  it('names what can be tapped to screen readers', async () => {
    const host = new WeappHost({ respond: nothing })
    for (const route of host.routes) {
      const page = await host.open(`/${route}`)
      const nameless = page.findAll((node) => node.hears('tap') && node.role !== undefined && !node.label)
      expect({ route, nameless: nameless.map((node) => node.text) }).toEqual({ route, nameless: [] })
    }
  })

  it('says when there is no network, and tries again when asked', async () => {
    let network = false
    const host = new WeappHost({
      storage: { 'hutang.region': '310116104219' },
      respond: () => {
        if (!network) throw new Error('no network')
        return nothing()
      },
    })
    const page = await host.open('/pages/home/index')
    expect(page.text).toContain('没有连上网络')
    network = true
    await page.tap('重试')
    expect(page.text).toContain('没有这个村。')
  })

  it('keeps the chosen text size', async () => {
    const host = new WeappHost({ respond: nothing })
    const page = await host.open('/pages/me/index')
    await page.tap('特大')
    expect(page.byLabel('特大').attribute('aria-checked')).toBe('true')
    expect(host.state.storage.get('hutang.text-size')).toBe('huge')
  })

  it('goes from tab to tab', async () => {
    const host = new WeappHost({ respond: nothing })
    const page = await host.open('/pages/home/index')
    await page.tap('消息')
    expect(host.page.route).toBe('pages/inbox/index')
  })
})
