import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { type Browser, chromium, type LaunchOptions, type Locator, type Page } from 'playwright-core'

/**
 * A browser from npm alone on Linux x64. Elsewhere, or where CHROMIUM_PATH names one, an installed Chrome.
 * One per test file, started when first asked for; call closeBrowser in afterAll.
 */
let opening: Promise<Browser> | undefined

export function openBrowser(): Promise<Browser> {
  opening ??= chromium.launch(launchOptions())
  return opening
}

export async function closeBrowser(): Promise<void> {
  const browser = await opening
  opening = undefined
  shown.clear()
  await browser?.close()
}

/** A phone, or a window on a desk, in CSS pixels. */
export type Width = 375 | 1280

export interface PageOptions {
  width?: Width
  /** The address of the app, without a path. */
  origin: string
  /** What the phone holds, as the app stores it; whatever else it held is gone. */
  storage?: Record<string, unknown>
}

const shown = new Map<Width, Promise<Page>>()

/**
 * The browser's page of this width, Chinese and in Shanghai's time. There is one for each width and it is used again:
 * it comes back blank, without routes, holding only `storage`. A second page of the width is opened by its context.
 */
export async function freshPage({ width = 375, origin, storage = {} }: PageOptions): Promise<Page> {
  const opened = shown.get(width) ?? openPage(width)
  shown.set(width, opened)
  const page = await opened
  await page.unrouteAll()
  // A small file of the same origin: there the storage can be written before the app runs.
  await page.goto(`${origin}/favicon.svg`)
  await keep(page, storage)
  return page
}

async function openPage(width: Width): Promise<Page> {
  const browser = await openBrowser()
  const context = await browser.newContext({
    viewport: { width, height: width === 375 ? 812 : 800 },
    hasTouch: width === 375,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  return page
}

// Taro keeps a value on h5 as {"data": value} under its own name.
const keep = (page: Page, storage: Record<string, unknown>): Promise<void> =>
  page.evaluate((held) => {
    localStorage.clear()
    sessionStorage.clear()
    for (const [key, data] of Object.entries(held)) localStorage.setItem(key, JSON.stringify({ data }))
  }, storage)

/** The page in front: Taro keeps the earlier ones in the document. */
export const front = (page: Page): Locator => page.locator('.taro_page:visible')

/**
 * Waits until the page at this address of the app is the only one to be seen. Taro hides the one before it a moment after
 * the address has changed; who presses what both have, such as 返回, would find the earlier one and wait for it in vain.
 */
export async function arrived(page: Page, path: string): Promise<void> {
  await page.locator(`.taro_page[id^="/${path.split('?')[0]}"]:visible .page__content`).waitFor()
  await front(page).nth(1).waitFor({ state: 'detached' })
}

function launchOptions(): LaunchOptions {
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--font-render-hinting=none',
    // One site and one tester: fewer processes do.
    '--disable-site-isolation-trials',
    '--in-process-gpu',
  ]
  const named = process.env.CHROMIUM_PATH
  if (named) return { executablePath: named, args }
  if (process.platform !== 'linux' || process.arch !== 'x64') return { channel: 'chrome', args }
  const script = join(__dirname, 'browser-path.mjs')
  const found = JSON.parse(execFileSync(process.execPath, [script], { encoding: 'utf8' })) as {
    executablePath: string
    env: Record<string, string>
  }
  return {
    executablePath: found.executablePath,
    args,
    env: { ...withoutUndefined(process.env), ...found.env },
  }
}

const withoutUndefined = (env: NodeJS.ProcessEnv) =>
  Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined))
