import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { closeBrowser, freshPage, front } from '../support/browser'
import { goTo, inEverySize } from './every-size'
import { region, sessionOf, user } from './fixtures/people'
import { fixtures } from './fixtures/server'
import { Site } from './site'

let site: Site
beforeAll(async () => {
  site = await Site.start()
  site.respond = fixtures()
}, 240_000)
afterAll(async () => {
  await closeBrowser()
  await site?.stop()
})

/** Speech is written down instead of heard: each sentence ends when the test says so. */
const ear = (page: Page) =>
  page.evaluate(() => {
    const heard: { text: string; rate: number }[] = []
    let now: SpeechSynthesisUtterance | undefined
    const taken = () => {
      const before = now
      now = undefined
      return before
    }
    const speech = {
      getVoices: () => [],
      speak(one: SpeechSynthesisUtterance) {
        heard.push({ text: one.text, rate: one.rate })
        now = one
      },
      cancel: () => void taken()?.onerror?.(new Event('error') as SpeechSynthesisErrorEvent),
    }
    Object.defineProperty(window, 'speechSynthesis', { value: speech, configurable: true })
    Object.assign(window, {
      heard,
      ended: () => void taken()?.onend?.(new Event('end') as SpeechSynthesisEvent),
      speaking: () => now !== undefined,
    })
  })

interface Ear {
  heard: { text: string; rate: number }[]
  ended(): void
  speaking(): boolean
}
const heard = (page: Page) => page.evaluate(() => (window as unknown as Ear).heard)
const end = (page: Page) => page.evaluate(() => (window as unknown as Ear).ended())
const speaking = (page: Page) => page.evaluate(() => (window as unknown as Ear).speaking())
/** The address changes before the page that is left has gone. */
const silence = (page: Page) => page.waitForFunction(() => !(window as unknown as Ear).speaking())
const press = (page: Page, name: RegExp) => front(page).getByRole('button', { name }).click()

describe('听一听 on the page of a notice', () => {
  let page: Page
  beforeAll(async () => {
    page = await freshPage({
      origin: site.origin,
      storage: { 'hutang.region': region.code, 'hutang.session': sessionOf(user) },
    })
    await goTo(page, site.origin, 'pages/notice/index?id=n31')
    await ear(page)
  })

  it('reads sentence by sentence, and says where it is', async () => {
    await press(page, /^听一听/)
    await front(page)
      .getByText(/正在读第 1 句，共 \d+ 句/)
      .waitFor()
    expect((await heard(page))[0]?.text).toBe('十五组十二户一共流转六十一点五三亩，每亩每年一千二百元。')
    await end(page)
    await front(page)
      .getByText(/正在读第 2 句/)
      .waitFor()
    expect((await heard(page))[1]?.text).toContain('您家')
    expect((await inEverySize(page)).faults).toEqual([])
  })

  it('pauses, and goes on with the sentence that was broken off', async () => {
    const second = (await heard(page))[1]?.text
    await press(page, /^停一停/)
    await silence(page)
    await press(page, /^接着听/)
    expect((await heard(page)).at(-1)?.text).toBe(second)
  })

  it('reads faster and slower, without losing a word', async () => {
    const before = (await heard(page)).at(-1)
    await press(page, /^快一点/)
    const faster = (await heard(page)).at(-1)
    expect(faster?.text).toBe(before?.text)
    expect(faster?.rate).toBeGreaterThan(before?.rate ?? 0)
    await press(page, /^慢一点/)
    await press(page, /^慢一点/)
    expect((await heard(page)).at(-1)?.rate).toBeLessThan(before?.rate ?? 0)
  })

  it('stops when the page is left', async () => {
    expect(await speaking(page)).toBe(true)
    await press(page, /^返回/)
    await page.waitForURL(/pages\/home/)
    await silence(page)
  })
})
