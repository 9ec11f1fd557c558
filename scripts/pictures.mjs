// The README's pictures, taken of the demo itself. `npm run pictures`
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const root = fileURLToPath(new URL('..', import.meta.url))
const pictures = join(root, 'docs/pictures')
const village = '310116109213'
const most = 250_000

if (!existsSync(join(root, 'miniapp/dist/h5/index.html')) || !existsSync(join(root, 'server/dist/main.js'))) {
  console.error('Build first: npm run build:h5 && npm run build:server')
  process.exit(1)
}
const folder = mkdtempSync(join(tmpdir(), 'hutang-pictures-'))
const service = spawn(process.execPath, ['-e', "require('./server/dist/main.js').main()"], {
  cwd: root,
  env: { ...process.env, DATA_DIR: folder, PORT: '0', DEMO: '1' },
  stdio: ['ignore', 'pipe', 'inherit'],
})
try {
  mkdirSync(pictures, { recursive: true })
  await take(await addressOf(service))
} finally {
  service.kill('SIGTERM')
  await new Promise((done) => service.once('close', done))
  rmSync(folder, { recursive: true, force: true })
}

async function take(url) {
  const browser = await openBrowser()
  const post = async (path, body, token) => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
    const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  const get = async (path, token) =>
    (await fetch(url + path, { headers: token ? { authorization: `Bearer ${token}` } : {} })).json()
  const enter = (persona) => post('/api/sessions/demo', { persona })

  const picture = async (name, path, { persona, size = 'standard', at } = {}) => {
    const context = await browser.newContext({
      viewport: { width: 375, height: 812 },
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
    await page.goto(url + path)
    await page.waitForLoadState('networkidle').catch(() => undefined)
    await page.waitForTimeout(1500)
    if (at) {
      const row = page.getByRole('row', { name: at }).first()
      await row.evaluate((node) => node.scrollIntoView({ block: 'center' }))
      await page.waitForTimeout(200)
    }
    writeFileSync(join(pictures, `${name}.png`), await small(await page.screenshot()))
    await context.close()
    console.log(`docs/pictures/${name}.png`)
  }

  const [transfer] = (await get(`/api/regions/${village}/notices?item=31`)).items
  await picture('home', '/#/pages/home/index', { persona: 'villager' })
  await picture('elder', '/#/pages/home/index', { persona: 'elder', size: 'elder' })
  await picture('item', `/#/pages/item/index?region=${village}&no=32`)
  await picture('desk', '/#/cadre/desk/index', { persona: 'clerk' })
  await picture('notice', `/#/pages/notice/index?id=${transfer.id}`, { persona: 'villager', at: '我家' })

  // What waits for the publisher reaches the villager's phone.
  const { accessToken } = await enter('publisher')
  const { approved } = await get(`/api/screens/desk?region=${village}`, accessToken)
  for (const { notice } of approved) {
    const { work } = await get(`/api/screens/edit?id=${notice}`, accessToken)
    await post(`/api/notices/${notice}/publish`, { contentHash: work.contentHash }, accessToken)
  }
  await picture('phone', '/demo/phone?persona=villager')
  await browser.close()
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
