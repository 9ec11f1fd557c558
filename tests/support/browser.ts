import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type LaunchOptions, type Page } from 'playwright-core'

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
  await browser?.close()
}

export interface PageOptions {
  width?: 375 | 1280
  /** The address that relative ones are resolved against. */
  baseURL?: string
  /** What the phone already holds, as the app stores it. */
  storage?: Record<string, unknown>
}

/** A fresh phone (or desktop): its own storage, Chinese, Shanghai time. */
export async function newPage(options: PageOptions = {}): Promise<Page> {
  const browser = await openBrowser()
  const width = options.width ?? 375
  const context = await browser.newContext({
    viewport: { width, height: width === 375 ? 812 : 800 },
    deviceScaleFactor: width === 375 ? 2 : 1,
    hasTouch: width === 375,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    baseURL: options.baseURL,
  })
  await keep(context, options.storage ?? {})
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  return page
}

// Taro keeps a value on h5 as {"data": value} under its own name.
async function keep(context: BrowserContext, storage: Record<string, unknown>) {
  const entries = Object.entries(storage).map(([key, data]) => [key, JSON.stringify({ data })] as const)
  if (entries.length === 0) return
  await context.addInitScript((held) => {
    for (const [key, value] of held) if (localStorage.getItem(key) === null) localStorage.setItem(key, value)
  }, entries)
}

/** The page in front: Taro keeps the earlier ones in the document. */
export const front = (page: Page) => page.locator('.taro_page:visible')

function launchOptions(): LaunchOptions {
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--font-render-hinting=none',
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
