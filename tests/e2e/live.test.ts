import { beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { completeContent, withoutRows } from '../api/notices-setup'
import { freshPage, front } from '../support/browser'
import { demoForTests } from '../support/demo'
import { goTo } from './every-size'

const region = '310116109213'
const item = 5
const service = demoForTests()
const tokens = new Map<string, { accessToken: string }>()

beforeAll(async () => {
  for (const persona of ['clerk', 'supervisor', 'publisher', 'villager'])
    tokens.set(persona, await post('/api/sessions/demo', { persona }))
}, 180_000)

async function post<T>(path: string, body: object, who?: string): Promise<T> {
  const answer = await fetch(service.url + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(who ? { authorization: `Bearer ${tokens.get(who)?.accessToken}` } : {}),
    },
    body: JSON.stringify(body),
  })
  const read = await answer.json()
  if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(read)}`)
  return read as T
}

interface Work {
  notice: string
  revision: number
  contentHash: string
}

/** Through every hand, by other phones than the one that is looked at. */
async function publish(title: string): Promise<void> {
  const content = withoutRows(completeContent(item, { title }))
  const draft = await post<Work>('/api/notices', { region, item, content }, 'clerk')
  const path = `/api/notices/${draft.notice}`
  const sent = await post<Work>(`${path}/submit`, { revision: draft.revision }, 'clerk')
  const { contentHash } = await post<Work>(
    `${path}/review`,
    { decision: 'approve', contentHash: sent.contentHash },
    'supervisor',
  )
  await post(`${path}/publish`, { contentHash }, 'publisher')
}

const bar = (page: Page) => front(page).getByText('有新公开，点这里看')
/** Where the beginning of the page stands. */
const placeOf = async (page: Page): Promise<number> =>
  (await front(page).locator('.page__content').boundingBox())?.y ?? 0
const shoot = async (page: Page, name: string) => {
  const { LIVE_PICTURES } = process.env
  if (LIVE_PICTURES) await page.screenshot({ path: `${LIVE_PICTURES}/${name}.png` })
}

describe('an open home page', () => {
  it.each([
    [375, 'standard'],
    [375, 'huge'],
    [1280, 'standard'],
  ] as const)(
    'at %d, %s: is told of a new notice, stays where it is, and shows it when asked',
    async (width, size) => {
      const page = await freshPage({
        width,
        origin: service.url,
        storage: { 'hutang.region': region, 'hutang.text-size': size },
      })
      const listening = page.waitForRequest(/\/api\/live\?/)
      await goTo(page, service.url, 'pages/home/index')
      await listening
      await page.waitForTimeout(1000)
      await page.mouse.move(width / 2, 400)
      await page.mouse.wheel(0, 300)
      await page.waitForTimeout(500)
      const before = await placeOf(page)
      expect(before).toBeLessThan(
        await front(page)
          .locator('.title-bar')
          .evaluate((bar) => bar.clientHeight),
      )
      const title = `新来的公开${width}${size}`
      await publish(title)
      await bar(page).waitFor({ timeout: 10_000 })
      expect(await placeOf(page)).toBe(before)
      expect(await front(page).getByText(title).count()).toBe(0)
      await shoot(page, `live-${width}-${size}`)
      await bar(page).click()
      await front(page).getByText(title).first().waitFor()
      await bar(page).waitFor({ state: 'detached' })
      expect(await placeOf(page)).toBeGreaterThan(before)
    },
  )
})
