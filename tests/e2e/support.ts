import { readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { Page } from 'playwright-core'
import { builtMiniapp } from '../support/built-miniapp'

export interface StubRequest {
  method: string
  /** Path with its query. */
  path: string
  body: unknown
}

export interface StubAnswer {
  status: number
  body: unknown
}

/** Where the stubbed h5 build stands; nothing listens there. */
export const stubOrigin = 'http://hutang.test'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

/** The built h5 app with a stubbed BFF, without a server: for layout and states, not for stories. */
export async function stubH5(
  page: Page,
  respond: (request: StubRequest) => StubAnswer | 'offline',
): Promise<void> {
  const dist = builtMiniapp('h5')
  await page.route(`${stubOrigin}/**`, async (route) => {
    const request = route.request()
    const { pathname, search } = new URL(request.url())
    if (pathname.startsWith('/api/') || pathname.startsWith('/demo/')) {
      const text = request.postData()
      const body: unknown = text ? JSON.parse(text) : undefined
      const answer = respond({ method: request.method(), path: pathname + search, body })
      if (answer === 'offline') return route.abort('internetdisconnected')
      return route.fulfill({ status: answer.status, json: answer.body })
    }
    const file = pathname === '/' ? 'index.html' : pathname.slice(1)
    return route.fulfill({
      body: readFileSync(join(dist, file)),
      contentType: types[extname(file)] ?? 'text/plain',
    })
  })
}

/** How far the page is wider than its window: 0 when nothing must be scrolled sideways. */
export const sidewaysOverflow = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth))
