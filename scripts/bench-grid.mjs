// `npm run bench:grid`: the sheet of a draft with 20,000 rows of 12 columns in a real browser. Prints how long a frame takes
// while it is scrolled (p95), how long from a key to its letter on the screen, and how many nodes the document holds; each
// over several rounds, as its range. `-- 5000`: so many rows. Exits 1 where an aim is missed.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const dist = join(root, 'miniapp/dist/h5')
const rowCount = Number(process.argv[2] ?? 20_000)
const rounds = 3
const pageOfRows = 500
const region = { code: '310116109213', name: '护塘村', level: 'village' }
const now = '2026-11-20T01:12:00.000Z'

if (!existsSync(join(dist, 'index.html'))) {
  console.error('Build first: npm run build:h5')
  process.exit(1)
}

const columns = [
  { key: 'c0', label: '组别', kind: 'group' },
  { key: 'c1', label: '户名', kind: 'name' },
  { key: 'c2', label: '摘要', kind: 'text' },
  { key: 'c3', label: '日期', kind: 'date' },
  ...Array.from({ length: 8 }, (_, n) => ({
    key: `c${n + 4}`,
    label: `金额${n + 1}`,
    kind: 'money',
    total: 'sum',
  })),
]
const rows = Array.from({ length: rowCount }, (_, at) => ({
  key: `k${at}`,
  household: null,
  own: false,
  cells: [
    `${1 + (at % 20)}组`,
    `户主${at}`,
    `第 ${at + 1} 笔补贴`,
    '2026-10-03',
    ...Array.from({ length: 8 }, (_, n) => ((at * 37 + n * 101) % 90_000) * 100),
  ],
}))
const item = {
  no: 31,
  category: '重点工作',
  level1: '土地',
  level2: '土地经营权流转',
  alias: null,
  elements: [],
  basis: '',
  timeLimit: '',
  frequency: 'quarterly',
  frequencyText: '每季度',
  body: '村民委员会',
  channels: [],
  audience: 'public',
  summaryAudience: 'public',
  maskLevel: 'M1',
  minDisplayDays: null,
  personalData: false,
}
const verbs = ['edit', 'submit', 'discard', 'review', 'publish', 'schedule']
const work = {
  notice: 'w1',
  edition: 'e1',
  editionNo: 1,
  region,
  item,
  state: 'draft',
  stateText: '草稿',
  noticeState: 'none',
  revision: 3,
  content: { title: '两万行', plain: '', elements: [], body: '', table: { caption: '两万行', columns } },
  rows: rowCount,
  pictures: [],
  contentHash: '',
  change: null,
  scheduledFor: null,
  remarks: [],
  author: '经办',
  mine: true,
  history: [],
  abilities: verbs.map((verb) => ({ verb, allowed: verb !== 'submit', failureReasons: [] })),
  problems: [],
  grounds: { needed: false, text: '', by: null, at: null },
  telling: { validUntil: null, visit: false, againHours: null },
  warnings: [],
  updatedAt: now,
}
const user = {
  account: 'cadre',
  name: '经办',
  verified: false,
  residence: null,
  enterprises: [],
  textSize: null,
  answers: 0,
  appeals: 0,
  unread: 0,
  waiting: [],
  roles: [{ role: 'clerk', roleText: '村经办', region }],
}

/** The service as the page asks it. */
function answer(method, path) {
  const url = new URL(path, 'http://h')
  if (url.pathname === '/api/screens/edit')
    return { work, suggestedColumns: columns, households: [], ledger: null, last: null }
  if (url.pathname === '/api/notices/w1/rows' && method === 'GET') {
    const from = Number(url.searchParams.get('cursor') ?? 0)
    const end = Math.min(from + pageOfRows, rowCount)
    const next = end < rowCount ? { next: String(end) } : {}
    return { edition: 'e1', revision: work.revision, rows: rows.slice(from, end), total: rowCount, ...next }
  }
  if (method === 'POST' || method === 'PUT') {
    work.revision += 1
    return work
  }
  return undefined
}

const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }
const server = createServer((request, response) => {
  const path = new URL(request.url, 'http://h').pathname
  if (/^\/(api|demo)\//.test(path)) {
    request.resume()
    const body = answer(request.method, request.url)
    response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' })
    return response.end(JSON.stringify(body ?? { code: 'notFound', message: '没有' }))
  }
  const file = join(dist, path === '/' ? 'index.html' : path)
  response.writeHead(existsSync(file) ? 200 : 404, { 'content-type': types[extname(file)] ?? 'text/plain' })
  response.end(existsSync(file) ? readFileSync(file) : '')
})
await new Promise((done) => server.listen(0, '127.0.0.1', done))
const origin = `http://127.0.0.1:${server.address().port}`

function launchOptions() {
  const args = ['--no-sandbox', '--disable-gpu', '--in-process-gpu']
  if (process.env.CHROMIUM_PATH) return { executablePath: process.env.CHROMIUM_PATH, args }
  if (process.platform !== 'linux' || process.arch !== 'x64') return { channel: 'chrome', args }
  const script = join(root, 'tests/support/browser-path.mjs')
  const found = JSON.parse(execFileSync(process.execPath, [script], { encoding: 'utf8' }))
  return { executablePath: found.executablePath, args, env: { ...process.env, ...found.env } }
}

let missed = 0
function print(name, values, unit, aim) {
  const sorted = [...values].sort((a, b) => a - b)
  const good = sorted.at(-1) < aim
  if (!good) missed += 1
  const range = `${sorted[0].toFixed(0)}–${sorted.at(-1).toFixed(0)} ${unit}`
  console.log(
    `${name.padEnd(44)}| ${range.padEnd(18)}| < ${aim} ${unit.padEnd(6)}| ${good ? 'reached' : 'MISSED'}`,
  )
}

/** Frames while the sheet is scrolled by a wheel's turns, 120 of them. */
const scrollFrames = (page) =>
  page.evaluate(
    () =>
      new Promise((done) => {
        const scroller = document.querySelector('.grid__scroll')
        const times = []
        let last = performance.now()
        const step = (at) => {
          times.push(at - last)
          last = at
          if (times.length > 120) return done(times.slice(1).sort((a, b) => a - b)[Math.floor(119 * 0.95)])
          scroller.scrollTop += 240
          requestAnimationFrame(step)
        }
        requestAnimationFrame(step)
      }),
  )

/** From a key until the frame after which its letter can be seen. */
async function keyToPaint(page, key) {
  await page.evaluate(() => {
    window.painted = new Promise((done) => {
      document.addEventListener(
        'keydown',
        (event) =>
          requestAnimationFrame(() => {
            const channel = new MessageChannel()
            channel.port1.onmessage = () => done(performance.now() - event.timeStamp)
            channel.port2.postMessage(0)
          }),
        { once: true, capture: true },
      )
    })
  })
  await page.keyboard.press(key)
  return page.evaluate(() => window.painted)
}

const browser = await chromium.launch(launchOptions())
try {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(120_000)
  await page.goto(`${origin}/favicon.svg`)
  await page.evaluate(
    (session) => localStorage.setItem('hutang.session', JSON.stringify({ data: session })),
    { accessToken: 'a', refreshToken: 'r', expiresAt: '2099-01-01T00:00:00.000Z', user },
  )
  await page.goto(`${origin}/#/cadre/edit/index?id=w1`)
  await page.locator('.grid__row').first().waitFor()
  await page.waitForTimeout(3000)
  const [frames, keys, commits, nodes] = [[], [], [], []]
  for (let round = 0; round < rounds; round++) {
    frames.push(await scrollFrames(page))
    nodes.push(await page.evaluate(() => document.querySelectorAll('*').length))
    await page.locator('.grid__body').evaluate((body) => {
      body.parentElement.parentElement.scrollTop = 8000
    })
    await page.waitForTimeout(300)
    await page.locator('.grid__row .grid__cell').nth(90).click()
    for (const key of ['7', '8', '9']) keys.push(await keyToPaint(page, key))
    commits.push(await keyToPaint(page, 'Enter'))
    // Also while what was written before is handed on, checked and saved.
    for (const key of ['1', '2', '3', '4']) {
      await page.waitForTimeout(350)
      keys.push(await keyToPaint(page, key))
    }
    commits.push(await keyToPaint(page, 'Enter'))
    await page.waitForTimeout(2500)
  }
  console.log(
    `${rowCount} rows of ${columns.length} columns, ${rounds} rounds, on ${process.platform} with ${browser.version()}`,
  )
  print('a frame while scrolling, p95', frames, 'ms', 50)
  print('a key to its letter', keys, 'ms', 100)
  print('Enter to the cell as it is kept', commits, 'ms', 100)
  print('nodes in the document', nodes, 'nodes', 2000)
} finally {
  await browser.close()
  server.close()
}
process.exit(missed > 0 ? 1 : 0)
