import { type Persona, personas } from '@hutang/shared'
import { beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { arrived, freshPage, front } from '../support/browser'
import { demoForTests } from '../support/demo'
import { demoSession } from '../support/demo-session'
import { goTo } from './every-size'

const service = demoForTests()
const sessions = new Map<Persona, unknown>()
beforeAll(async () => {
  for (const persona of personas) {
    sessions.set(persona, await demoSession(service.url, persona))
  }
}, 180_000)

/** What a page says to somebody who may not use it, or who came by a link that leads nowhere. */
const turnedAway = /的权限|不能看|请先登录|链接不完整|没有说明|出了点问题|找不到/

const linksIn = (page: Page) => front(page).getByRole('main').getByRole('link')
const namesOf = async (page: Page): Promise<string[]> => {
  const links = await linksIn(page).all()
  return Promise.all(links.map(async (link) => (await link.getAttribute('aria-label')) ?? link.innerText()))
}

describe('what a persona is offered', () => {
  it.each(personas.map((persona) => [persona]))('to %s on 我的 can be used', async (persona) => {
    const storage = { 'hutang.region': '310116109213', 'hutang.session': sessions.get(persona) }
    const page = await freshPage({ origin: service.url, storage })
    const openMe = () => goTo(page, service.url, 'pages/me/index')
    await openMe()
    const offered = await namesOf(page)
    expect(offered.length).toBeGreaterThan(0)
    for (const [at, name] of offered.entries()) {
      await openMe()
      const before = page.url()
      await linksIn(page).nth(at).click()
      const dialog = page.getByRole('dialog').first().waitFor()
      await Promise.race([page.waitForURL((url) => url.href !== before), dialog])
      if (page.url() === before) {
        await page.keyboard.press('Escape')
        await page.getByRole('dialog').first().waitFor({ state: 'detached' })
        continue
      }
      dialog.catch(() => undefined)
      await arrived(page, new URL(page.url()).hash.slice(2))
      await front(page).locator('.skeleton').first().waitFor({ state: 'detached' })
      expect({ name, text: await front(page).innerText() }).toEqual({
        name,
        text: expect.not.stringMatching(turnedAway),
      })
    }
  })
})
