import type { OperatorPush } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { freshPage } from '../support/browser'
import { demoForTests } from '../support/demo'

const service = demoForTests()

const few = (n: number) => ({ n, more: false })
const at = '2026-11-20T02:00:00.000Z'
/** A bad day: everything that the page can show. */
const badDay: OperatorPush = {
  at,
  queues: {
    unmatched: few(1),
    now: { n: 10_000, more: true },
    digest: few(8123),
    burst: few(40),
    taken: few(200),
    preparing: few(0),
    sealed: few(188),
    unknown: few(3),
    grants: { n: 10_000, more: true },
  },
  lateSeconds: 4200,
  runs: [
    { slot: at, state: 'pending', told: 412, finishedAt: null },
    { slot: at, state: 'done', told: 1830, finishedAt: at },
    { slot: at, state: 'covered', told: 0, finishedAt: at },
  ],
  attempts: [
    { channel: 'wechat', state: 'accepted', code: null, count: few(9120), advice: null },
    {
      channel: 'wechat',
      state: 'refused',
      code: '40125',
      count: few(1),
      advice: 'AppSecret 不对：核对 WECHAT_SECRET。',
    },
  ],
  stops: [{ channel: 'wechat', template: null, until: at, code: '40125' }],
  pauses: [{ channel: 'sms', since: at }],
  channels: ['wechat', 'sms', 'email'],
  money: [{ region: '310116109213', name: '护塘村', fen: 45 }],
  failed: [{ id: `n1:n1:1:published::${'p'.repeat(24)}:wechat`, channel: 'wechat', code: '47003', at }],
  waiting: [
    { id: `n2:n2:1:published::${'p'.repeat(24)}`, kind: 'single', at, next: at, begun: false },
    { id: `daily:2026-11-20:${'p'.repeat(24)}`, kind: 'daily', at, next: at, begun: true },
  ],
}

describe('the page of those who run the service', () => {
  it('shows the demo as it is', async () => {
    const page = await freshPage({ width: 1280, origin: service.url })
    await page.goto(`${service.url}/operator`)
    await page.getByText('正常').waitFor()
    await page.getByText('微信剩余次数').waitFor()
  })

  it.each([375, 1280] as const)(
    'at %d says what is wrong and does what is asked, once it is sure',
    async (width) => {
      const page = await freshPage({ width, origin: service.url })
      const asked: unknown[] = []
      await page.route('**/api/operator/push', (route) => route.fulfill({ json: badDay }))
      await page.route('**/api/operator/push/*', (route) => {
        asked.push(route.request().postDataJSON())
        return route.fulfill({ json: { done: true } })
      })
      const faults: string[] = []
      page.on('pageerror', (error) => faults.push(error.message))
      await page.goto(`${service.url}/operator`)
      await page.getByText('1小时').waitFor()
      await page.getByText('10,000+').first().waitFor()
      await page.getByText('AppSecret 不对').waitFor()
      const { LIVE_PICTURES } = process.env
      if (LIVE_PICTURES)
        await page.screenshot({ path: `${LIVE_PICTURES}/operator-${width}.png`, fullPage: true })
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
      ).toBeLessThanOrEqual(0)
      const words: string[] = []
      page.once('dialog', (dialog) => {
        words.push(dialog.message())
        return dialog.dismiss()
      })
      await page.getByRole('button', { name: '暂停微信' }).click()
      expect([words.length, asked]).toEqual([1, []])
      page.on('dialog', (dialog) => dialog.accept())
      await page.getByRole('button', { name: '暂停微信' }).click()
      await page.getByText('办好了。').waitFor()
      await page.getByRole('button', { name: /^再发一次/ }).click()
      await page.getByRole('button', { name: /^取消/ }).click()
      await page.waitForTimeout(500)
      expect(asked).toEqual([
        { channel: 'wechat', paused: true },
        { attempt: badDay.failed[0]?.id },
        { delivery: badDay.waiting[0]?.id },
      ])
      expect(faults).toEqual([])
      await page.unrouteAll()
      page.removeAllListeners()
    },
  )
})
