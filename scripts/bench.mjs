// `npm run bench`: the figures the README shows, each as its own run prints it.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'
import { budgets, buildMiniapp, measureMiniapp } from './build-miniapp.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const require = createRequire(join(root, 'server/package.json'))
const village = '310116109213'
const rounds = 5
const seconds = 2

const say = (line) => console.log(line)
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

/** Starts a child that prints a line with its address; resolves with the address and the milliseconds it took. */
function startChild(args, env, pattern) {
  const began = performance.now()
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
      const found = pattern.exec(output)
      if (found) resolve({ child, url: found[1], ms: performance.now() - began })
    })
    child.once('exit', (code) => reject(new Error(`ended with ${code}\n${output}`)))
  })
}

const stopChild = (child) =>
  new Promise((resolve) => {
    child.removeAllListeners('exit')
    child.once('exit', resolve)
    child.kill('SIGTERM')
  })

const service = (dataDir) =>
  startChild(
    ['-e', `require(${JSON.stringify(join(root, 'server/dist/main.js'))}).main()`],
    { DATA_DIR: dataDir, PORT: '0', DEMO: '1', LOG_LEVEL: 'error', HOST: '127.0.0.1' },
    /app\s+(http:\/\/[^\s]+?)\/\s/,
  )

/** A bare Fastify that answers the same bytes with the same type. */
async function bare(bodies) {
  const fastify = require('fastify')()
  for (const [path, { body, type }] of Object.entries(bodies)) {
    fastify.get(path, (_request, reply) => reply.type(type).send(body))
  }
  const url = await fastify.listen({ host: '127.0.0.1', port: 0 })
  return { url, close: () => fastify.close() }
}

async function rate(url) {
  const result = await autocannon({ url, connections: 20, duration: seconds })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} answers were not 2xx, ${result.errors} errors`)
  return result.requests.average
}

const rssOf = (pid) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024

if (process.argv[2] === 'bare') {
  const { url } = await bare(JSON.parse(readFileSync(process.argv[3], 'utf8')))
  say(`listening ${url} `)
} else {
  await main()
}

async function main() {
  await buildMiniapp('h5')
  await buildMiniapp('weapp')
  spawnSync(process.execPath, [join(root, 'scripts/build-server.mjs')], { stdio: 'inherit' })
  const dataDir = mkdtempSync(join(tmpdir(), 'hutang-bench-'))
  try {
    const first = await service(dataDir)
    await stopChild(first.child)
    const starts = []
    for (let round = 0; round < 3; round += 1) {
      const again = await service(dataDir)
      starts.push(again.ms)
      await stopChild(again.child)
    }
    const running = await service(dataDir)
    await pages(running.url, dataDir)
    await new Promise((resolve) => setTimeout(resolve, 10_000))
    say(`start to ready, seeded data      ${(median(starts) / 1000).toFixed(2)} s (aim < 2)`)
    say(`first start with seeding         ${(first.ms / 1000).toFixed(2)} s`)
    say(`resident memory, idle demo       ${(rssOf(running.child.pid) / 1e6).toFixed(0)} MB (aim < 200)`)
    await stopChild(running.child)
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
  const sizes = measureMiniapp()
  say(
    `weapp main package               ${(sizes.weappMain / 1000).toFixed(0)} kB (aim < ${budgets.weappMain / 1000})`,
  )
  say(
    `h5 first load, gzip              ${(sizes.h5FirstLoad / 1000).toFixed(0)} kB (aim < ${budgets.h5FirstLoad / 1000})`,
  )
}

async function pages(url, dataDir) {
  const notices = await (await fetch(`${url}/api/regions/${village}/notices?item=1`)).json()
  const paths = {
    'home screen': `/api/screens/home?region=${village}`,
    'item page': `/api/screens/item?region=${village}&no=31`,
    'notice page': `/api/screens/notice?id=${encodeURIComponent(notices.items[0].id)}`,
  }
  const bodies = {}
  for (const path of Object.values(paths)) {
    const answer = await fetch(url + path)
    bodies[path] = { body: await answer.text(), type: answer.headers.get('content-type') }
  }
  const { writeFileSync } = await import('node:fs')
  // One file a path would not change the measure: the router looks the path up, the handler sends a string.
  const canned = Object.fromEntries(Object.values(paths).map((path, at) => [`/canned/${at}`, bodies[path]]))
  const file = join(dataDir, 'canned.json')
  writeFileSync(file, JSON.stringify(canned))
  const plain = await startChild([fileURLToPath(import.meta.url), 'bare', file], {}, /listening (\S+) /)
  try {
    for (const [at, [name, path]] of Object.entries(paths).entries()) {
      const ours = []
      const theirs = []
      for (let round = 0; round < rounds; round += 1) {
        ours.push(await rate(url + path))
        theirs.push(await rate(`${plain.url}/canned/${at}`))
      }
      const ratio = median(ours) / median(theirs)
      say(
        `${name.padEnd(33)}${ratio.toFixed(2)} of bare Fastify (${median(ours).toFixed(0)}/s against ${median(theirs).toFixed(0)}/s; aim 0.6)`,
      )
    }
  } finally {
    await stopChild(plain.child)
  }
}
