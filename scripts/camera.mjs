// A fresh demo with a browser before it: what the pictures of the README and of the handbook are taken with.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const root = fileURLToPath(new URL('..', import.meta.url))
const pictures = join(root, 'docs/pictures')
export const village = '310116109213'
const most = 250_000

/** Starts the demo on an empty folder, does the work, and stops what it started. */
export async function withCamera(work) {
  if (
    !existsSync(join(root, 'miniapp/dist/h5/index.html')) ||
    !existsSync(join(root, 'server/dist/main.js'))
  ) {
    throw new Error('Build first: npm run build:h5 && npm run build:server')
  }
  const folder = mkdtempSync(join(tmpdir(), 'hutang-pictures-'))
  const service = spawn(process.execPath, ['-e', "require('./server/dist/main.js').main()"], {
    cwd: root,
    env: { ...process.env, DATA_DIR: folder, PORT: '0', DEMO: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let browser
  try {
    const url = await addressOf(service)
    browser = await openBrowser()
    await work(cameraOf(url, browser))
  } finally {
    await browser?.close()
    service.kill('SIGTERM')
    await new Promise((done) => service.once('close', done))
    rmSync(folder, { recursive: true, force: true })
  }
}

function cameraOf(url, browser) {
  const post = async (path, body, token) => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
    const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  const get = async (path, token) =>
    (await fetch(url + path, { headers: token ? { authorization: `Bearer ${token}` } : {} })).json()
  const enter = (persona) => post('/api/sessions/demo', { persona })

  /** A phone's page as the persona sees it. */
  const open = async (path, { persona, size = 'standard', height = 812 } = {}) => {
    const context = await browser.newContext({
      viewport: { width: 375, height },
      deviceScaleFactor: 2,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
    })
    const kept = { 'hutang.region': village, 'hutang.text-size': size }
    if (persona) kept['hutang.session'] = await enter(persona)
    await context.addInitScript((entries) => {
      for (const [key, data] of entries) localStorage.setItem(key, JSON.stringify({ data }))
    }, Object.entries(kept))
    const page = await context.newPage()
    // A page that listens for news is never idle.
    await page.route('**/api/live?*', (route) => route.abort())
    await page.goto(url + path)
    await page.waitForLoadState('networkidle').catch(() => undefined)
    await page.waitForTimeout(1500)
    return page
  }

  const keep = async (name, png) => {
    const file = join(pictures, `${name}.png`)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, await small(png))
    console.log(`docs/pictures/${name}.png`)
  }
  const shoot = async (name, page) => keep(name, await page.screenshot())
  const bytes = async (path) => Buffer.from(await (await fetch(url + path)).arrayBuffer())
  return { post, get, bytes, enter, open, shoot, keep }
}

async function openBrowser() {
  const args = ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none']
  if (process.env.CHROMIUM_PATH) return chromium.launch({ executablePath: process.env.CHROMIUM_PATH, args })
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return chromium.launch({ channel: 'chrome', args })
  const { execFileSync } = await import('node:child_process')
  const script = join(root, 'tests/support/browser-path.mjs')
  const found = JSON.parse(execFileSync(process.execPath, [script], { encoding: 'utf8' }))
  return chromium.launch({
    executablePath: found.executablePath,
    env: { ...process.env, ...found.env },
    args,
  })
}

/** A picture that a README can carry; with fewer colours where a palette is at hand. */
async function small(png) {
  let made = png
  try {
    const sharp = createRequire(import.meta.url)('sharp')
    made = await sharp(png).png({ palette: true, effort: 10 }).toBuffer()
  } catch {
    // without sharp as the browser gave it
  }
  if (made.length > most) throw new Error(`A picture of ${made.length} bytes: more than ${most}.`)
  return made
}

function addressOf(running) {
  return new Promise((found, failed) => {
    let said = ''
    running.stdout.on('data', (part) => {
      said += part
      const app = /app\s+(http:\/\/[^\s/]+)/.exec(said)
      if (app && said.includes('ready')) found(app[1])
    })
    running.once('close', () => failed(new Error(`The demo did not start:\n${said}`)))
  })
}
