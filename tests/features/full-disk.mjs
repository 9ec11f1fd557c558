// The built service on a small disk that fills up, is started again while it is full, and has space again. The last line
// on standard output is what was seen, as JSON. Runs where it may mount: full-disk.test.ts.

import { spawn } from 'node:child_process'
import { openSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const [disk, main] = process.argv.slice(2)
const dataDir = join(disk, 'data')

/** What it says goes to a file on the same disk. */
async function start(port) {
  const env = { PATH: process.env.PATH, DATA_DIR: dataDir, DEMO: '1', PORT: String(port), LOG_LEVEL: 'warn' }
  const log = openSync(join(disk, `log-${port}`), 'a')
  const child = spawn(process.execPath, ['-e', `require(${JSON.stringify(main)}).main()`], {
    env,
    stdio: ['ignore', log, log],
  })
  const url = `http://127.0.0.1:${port}`
  for (;;) {
    if (child.exitCode !== null) return { ended: child.exitCode }
    const well = await fetch(`${url}/healthz`).catch(() => null)
    if (well?.ok) return { child, url }
    await delay(100)
  }
}

async function ask(url, path, { token, body, key } = {}) {
  const answer = await fetch(url + path, {
    method: body ? 'POST' : 'GET',
    headers: {
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(key ? { 'idempotency-key': key } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const json = await answer.json()
  return { status: answer.status, code: json.error?.code, message: json.error?.message, json }
}

const home = '/api/screens/home?region=310116109213'
const enter = async (url) =>
  (await ask(url, '/api/sessions/demo', { body: { persona: 'clerk' } })).json.accessToken
const draft = (n) => ({ region: '310116109213', item: 41, content: { title: `第${n}份草稿` } })

/** To the last byte. */
function fill() {
  const made = []
  for (let size = 4_000_000, n = 0; size >= 1; n += 1) {
    const file = join(disk, `filler-${n}`)
    try {
      writeFileSync(file, Buffer.alloc(size))
      made.push(file)
    } catch {
      rmSync(file, { force: true })
      size = Math.floor(size / 2)
    }
  }
  return () => {
    for (const file of made) rmSync(file, { force: true })
  }
}

const seen = { acknowledged: [], refused: [] }
const first = await start(41_871)
const token = await enter(first.url)
const write = async (url, n, by = token) => {
  const answer = await ask(url, '/api/notices', { token: by, body: draft(n), key: `draft-${n}` })
  if (answer.status === 201) seen.acknowledged.push(answer.json.notice)
  else seen.refused.push(`${answer.status} ${answer.code} ${answer.message}`)
}
for (let n = 0; n < 5; n += 1) await write(first.url, n)
const space = fill()
for (let n = 5; n < 25; n += 1) await write(first.url, n)
seen.ready = await ask(first.url, '/readyz')
seen.home = (await ask(first.url, home)).status
seen.own = (await ask(first.url, '/api/screens/desk?region=310116109213', { token })).status
first.child.kill('SIGKILL')
await delay(200)

const second = await start(41_872)
seen.ended = second.ended ?? null
if (second.url) {
  seen.homeAgain = (await ask(second.url, home)).status
  space()
  await delay(1100)
  seen.readyAgain = (await ask(second.url, '/readyz')).status
  const later = await enter(second.url)
  await write(second.url, 99, later)
  seen.missing = []
  for (const id of seen.acknowledged) {
    const { status } = await ask(second.url, `/api/screens/edit?id=${encodeURIComponent(id)}`, {
      token: later,
    })
    if (status !== 200) seen.missing.push(id)
  }
  second.child.kill('SIGTERM')
}
process.stdout.write(`${JSON.stringify(seen)}\n`)
process.exit(0)
