// `npm run bench:push`: one notice to 100,000 subscribers; `-- digest`: 10,000 persons × 51 items in one digest run;
// `-- villagers`: a notice that villagers alone may read.
// Database, worker and web are processes of their own. Exits 1 where a ratio or a count misses its aim.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  askHome,
  bundleParts,
  p99,
  run,
  startDatabase,
  startWeb,
  stopChild,
  tell,
} from '../tests/bench/push-parts.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const { HUTANG_BENCH_SUBSCRIBERS = '100000', HUTANG_BENCH_PERSONS = '10000' } = process.env
const itemsEach = 51
let missed = 0

/** `good` is absent where a figure is printed alone. */
function row(name, measured, aim = '', good) {
  if (good === false) missed += 1
  const verdict = good === undefined ? '' : good ? 'reached' : 'MISSED'
  console.log(`${name.padEnd(42)}| ${measured.padEnd(52)}| ${aim.padEnd(18)}| ${verdict}`)
}
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`
const rate = (n, ms) => `${Math.round((n * 1000) / ms).toLocaleString('en')}/s`
const MB = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`

/** A database and a web process on a folder of their own, in which a village has been filled. */
async function village(count, items, work) {
  const dataDir = mkdtempSync(join(tmpdir(), 'hutang-push-'))
  const database = await startDatabase(dataDir)
  try {
    const web = await startWeb(dataDir)
    try {
      const token = await run('push-village', dataDir, count, items)
      await work({ dataDir, database: database.child, url: web.url, token })
    } finally {
      await stopChild(web.child)
    }
  } finally {
    await stopChild(database.child)
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function bare(database, dataDir, what) {
  return JSON.parse(await run('push-bare', dataDir, what, database.pid))
}

/** Of both processes for each, beside that of the bare writes: what other work on the machine changes least. */
function processor(name, from, to, bareOne, count) {
  const each = (ms) => `${((ms * 1000) / count).toFixed(0)} µs`
  const own = to.used.worker - from.used.worker
  const database = to.used.database - from.used.database
  const ratio = (bareOne.worker + bareOne.database) / (own + database)
  const alone = `${each(bareOne.worker)} + ${each(bareOne.database)}`
  row(name, `${each(own)} + database ${each(database)}; bare ${alone}; ${ratio.toFixed(2)}`)
}

function home({ took, failed }) {
  row(
    'home page meanwhile, five times a second',
    `p99 ${p99(took).toFixed(0)} ms of ${took.length}`,
    '< 250 ms',
  )
  row('home page, failed', String(failed.length), '0', failed.length === 0)
  if (failed.length > 0) console.log(failed[0])
}

/** `aimed`: to 100,000 goes what everybody may read; of what villagers alone may read the figures are printed without a verdict. */
async function notice(what, aimed) {
  const count = Number(HUTANG_BENCH_SUBSCRIBERS)
  await village(count, 0, async (parts) => {
    const { dataDir, database, url, token } = parts
    const end = askHome(url, token)
    const { begun, matched, told, before, most } = await tell(parts, what, count)
    const asked = end()
    const found = await bare(database, dataDir, what)
    const [matchMs, ledgerMs] = [matched.ms, told.ms - matched.ms]
    const toMatching = found.inserted.ms / matchMs
    const toLedger = found.written.ms / ledgerMs
    const trips = (from, to) => (to.commands - from.commands) / count
    const [matching, ledger] = [trips(begun, matched), trips(matched, told)]
    const all = found.sent === count && found.delivered === count && found.accepted === count
    row('subscribers told', `${found.delivered} of ${count} in ${seconds(told.ms)}`, 'all', all)
    row(
      'matches, to insertMany of the same',
      `${toMatching.toFixed(2)} (${rate(count, matchMs)}, ${rate(count, found.inserted.ms)})`,
      '≥ 0.6',
      aimed ? toMatching >= 0.6 : undefined,
    )
    row(
      'ledger, to bulkWrite of 200 of the same',
      `${toLedger.toFixed(2)} (${rate(count, ledgerMs)}, ${rate(count, found.written.ms)})`,
      '≥ 0.5',
      aimed ? toLedger >= 0.5 : undefined,
    )
    row('deliveries through a channel that answers at once', rate(count, ledgerMs), '1,000/s, quiet')
    row('round trips a delivery, matching', matching.toFixed(3), '≤ 0.1', matching <= 0.1)
    row('round trips a delivery, ledger', ledger.toFixed(3), '≤ 0.1', ledger <= 0.1)
    const grown = most - before
    processor('processor of matching', begun, matched, found.inserted, count)
    processor('processor of the ledger', matched, told, found.written, count)
    row('memory of the worker', `${MB(before)}, +${MB(grown)} at most`, '+60 MB', grown <= 60e6)
    home(asked)
  })
}

async function digest() {
  const persons = Number(HUTANG_BENCH_PERSONS)
  const matches = persons * itemsEach
  await village(persons, itemsEach, async (parts) => {
    const { dataDir, database, url, token } = parts
    const end = askHome(url, token)
    const { begun, told, before, most } = await tell(parts, 'digest', persons)
    const asked = end()
    const found = await bare(database, dataDir, 'digest')
    const all = found.sent === matches && found.delivered === persons
    const times = told.ms / found.updated.ms
    row('digests told', `${found.delivered} of ${persons}, ${found.sent} items of ${matches}`, 'all', all)
    row('one digest run', `${seconds(told.ms)}, ${rate(matches, told.ms)} items`, '< 90 s')
    row(
      'to one updateMany of the same',
      `${times.toFixed(2)} × ${seconds(found.updated.ms)}`,
      '≤ 6 ×',
      times <= 6,
    )
    processor('processor of it', begun, told, found.updated, matches)
    row('round trips a digest', ((told.commands - begun.commands) / persons).toFixed(3))
    row('memory of the worker', `${MB(before)}, +${MB(most - before)} at most`)
    home(asked)
  })
}

const parts = process.argv.slice(2)
spawnSync(process.execPath, [join(root, 'scripts/build-server.mjs')], { stdio: 'inherit' })
bundleParts()
console.log(`${new Date().toLocaleString('sv', { timeZone: 'Asia/Shanghai' })} Shanghai`)
row('', 'measured', 'aim')
if (parts.length === 0 || parts.includes('notice')) await notice('notice', true)
if (parts.includes('villagers')) await notice('villagers', false)
if (parts.includes('digest')) await digest()
process.exit(missed > 0 ? 1 : 0)
