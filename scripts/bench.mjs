// `npm run bench`: the figures the README shows, as one table of what was measured and what is aimed at.
// `npm run bench -- pages`, `start`, `sizes`, `sheet` or `register` prints that part alone.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { measurePages, median, signIn, startService } from '../tests/bench/http-load.mjs'
import { processorMsOf } from '../tests/bench/processor.mjs'
import { measureCounty } from '../tests/bench/register-load.mjs'
import { rssOf, stopChild } from '../tests/support/child.mjs'
import { budgets, buildMiniapp, measureMiniapp } from './build-miniapp.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const village = '310116109213'
const parts = process.argv.slice(2)
let dataDir
const wants = (part) => parts.length === 0 || parts.includes(part)

const row = (name, measured, aim) => console.log(`${name.padEnd(34)}| ${measured.padEnd(96)}| ${aim}`)

if (wants('start') || wants('sizes')) await buildMiniapp('h5')
row('', 'measured', 'aim')
if (wants('register') || wants('start') || wants('pages')) await served()
if (wants('sizes')) await sizes()
if (wants('sheet')) await sheet()

async function served() {
  spawnSync(process.execPath, [join(root, 'scripts/build-server.mjs')], { stdio: 'inherit' })
  dataDir = mkdtempSync(join(tmpdir(), 'hutang-bench-'))
  try {
    if (wants('register')) await register()
    if (!wants('start') && !wants('pages')) return
    const first = await startService(dataDir)
    await stopChild(first.child)
    if (wants('start')) await start(first.ms)
    if (wants('pages')) await pages()
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Starts on the data of the demo, and memory ten seconds after the last start. */
async function start(firstMs) {
  const starts = []
  for (let round = 0; round < 4; round += 1) {
    const { child, ms } = await startService(dataDir)
    starts.push(ms)
    await stopChild(child)
  }
  const idle = await startService(dataDir)
  const processorMs = processorMsOf(idle.child.pid)
  await new Promise((resolve) => setTimeout(resolve, 10_000))
  row('start to ready, data of the demo', `${(median(starts) / 1000).toFixed(2)} s`, '< 1.5 s')
  row('processor time of a start', `${(processorMs / 1000).toFixed(2)} s`, '')
  row('first start, with seeding', `${(firstMs / 1000).toFixed(2)} s`, '')
  row('resident memory, idle demo', `${(rssOf(idle.child.pid) / 1e6).toFixed(0)} MB`, '< 180 MB')
  await stopChild(idle.child)
}

async function pages() {
  const service = await startService(dataDir)
  const { child, url } = service
  try {
    const villager = await signIn(url, 'villager')
    const clerk = await signIn(url, 'clerk')
    const newest = async (item) => {
      const answer = await fetch(`${url}/api/regions/${village}/notices?item=${item}&limit=1`)
      return encodeURIComponent((await answer.json()).items[0].id)
    }
    const home = `/api/screens/home?region=${village}`
    const notice = `/api/screens/notice?id=${await newest(1)}`
    const draft = JSON.stringify({ region: village, item: 41, content: { title: '压测的草稿' } })
    const read = (name, path, headers, aim) => ({ name, path, method: 'GET', headers, aim })
    const list = [
      read('villager: home', home, villager, 0.04),
      read('villager: list of 20', `/api/regions/${village}/notices?limit=20`, villager, 0.06),
      read('villager: notice', notice, villager, 0.06),
      read('villager: notice with 180 rows', `/api/screens/notice?id=${await newest(31)}`, villager, 0.04),
      read('villager: inbox', '/api/screens/inbox', villager, 0.035),
      read('visitor: home', home, {}, 0.6),
      read('visitor: item', `/api/screens/item?region=${village}&no=31`, {}, 0.6),
      read('visitor: notice', notice, {}, 0.6),
      {
        name: 'clerk: new draft, durable',
        path: '/api/notices',
        method: 'POST',
        headers: clerk,
        body: draft,
        aim: 0.015,
      },
    ]
    await measurePages(service, list, join(dataDir, 'canned.json'), ({ name, aim }, found) => {
      const { ours, bare, tail, processorMs, bareProcessorMs } = found
      const rates = `${(ours / bare).toFixed(3)} of bare Fastify (${ours.toFixed(0)}/s, ${bare.toFixed(0)}/s)`
      const times = `processor ${processorMs.toFixed(2)} ms (bare ${bareProcessorMs.toFixed(2)})`
      row(name, `${rates}, p99 ${tail.toFixed(1)} × median, ${times}`, `≥ ${aim}, p99 < 4 ×`)
    })
    row('resident memory, after the load', `${(rssOf(child.pid) / 1e6).toFixed(0)} MB`, '')
  } finally {
    await stopChild(child)
  }
}

/** A county of 300 villages and 400,000 residents: `REGISTER_VILLAGES` and `REGISTER_PEOPLE` (of each) make it smaller. */
async function register() {
  const { REGISTER_VILLAGES: villages = '300', REGISTER_PEOPLE: people = '1334' } = process.env
  const found = await measureCounty(join(dataDir, 'county'), Number(villages), Number(people))
  const { bytes, sent, compared, applied, most, processorMs, rows } = found
  const seconds = (ms) => `${(ms / 1000).toFixed(0)} s`
  const parts = `read ${seconds(sent)}, compared ${seconds(compared)}, applied ${seconds(applied)}`
  const whole = seconds(sent + compared + applied)
  row(`register, ${rows} residents`, `${whole}: ${parts}; ${(bytes / 1e6).toFixed(0)} MB of csv`, '< 600 s')
  row('processor time of it', seconds(processorMs), '')
  row('most memory meanwhile', `${(most / 1e6).toFixed(0)} MB`, '< 250 MB')
}

async function sizes() {
  await buildMiniapp('weapp')
  const { weappMain, weappTotal, h5FirstLoad } = measureMiniapp()
  const kB = (bytes) => `${(bytes / 1000).toFixed(0)} kB`
  row('weapp main package', kB(weappMain), `< ${kB(budgets.weappMain)}`)
  row('weapp with its subpackages', kB(weappTotal), `< ${kB(budgets.weappTotal)}`)
  row('h5 first load, gzip', kB(h5FirstLoad), `< ${kB(budgets.h5FirstLoad)}`)
}

/** A pasted table, read as the page reads it, without the page. */
async function sheet() {
  const folder = mkdtempSync(join(tmpdir(), 'hutang-bench-'))
  try {
    const outfile = join(folder, 'sheet.mjs')
    await build({
      entryPoints: [join(root, 'tests/bench/sheet.ts')],
      ...{ bundle: true, platform: 'node', format: 'esm', logLevel: 'warning', outfile },
    })
    const { measureSheet } = await import(pathToFileURL(outfile).href)
    const { processorMs, longestMs } = measureSheet()
    const times = `processor ${(processorMs / 1000).toFixed(2)} s, longest piece ${longestMs.toFixed(0)} ms`
    row('a table of 20,000 × 12, understood', times, '< 2 s')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
