// The processes of `npm run bench:push`, and what is asked of them.
import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { builtService, rssOf, startChild, stopChild } from '../support/child.mjs'
import { processorMsOf } from './processor.mjs'

const root = join(import.meta.dirname, '../..')
const dist = join(root, 'server/dist')

export const secrets = {
  JWT_SECRET: 'bench-secret-bench-secret-bench-secret!!',
  FIELD_KEY: '11'.repeat(32),
  HASH_KEY: '22'.repeat(32),
}
/** Such as `--cpu-prof --cpu-prof-dir=/tmp/prof`. */
const nodeArgs = (process.env.HUTANG_BENCH_NODE ?? '').split(' ').filter(Boolean)
const env = { ...process.env, ...secrets, NODE_NO_WARNINGS: '1' }

/** Beside the built server, where the embedded database looks for its worker. */
export function bundleParts() {
  for (const name of ['push-village', 'push-teller', 'push-bare']) {
    buildSync({
      entryPoints: [join(root, `tests/bench/${name}.ts`)],
      outfile: join(dist, `${name}.cjs`),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      packages: 'external',
      alias: {
        '@hutang/shared/differences': join(root, 'shared/src/differences/index.ts'),
        '@hutang/shared': join(root, 'shared/src/index.ts'),
        '@hutang/embedded-db': join(root, 'server/embedded-db/src/index.ts'),
      },
      logLevel: 'warning',
    })
  }
}

const service = (dataDir, role, pattern) =>
  startChild(
    [...nodeArgs, ...builtService, '--', `--role=${role}`],
    {
      ...secrets,
      DATA_DIR: dataDir,
      PORT: '0',
      HOST: '127.0.0.1',
      DEMO: '0',
      LOG_LEVEL: 'error',
      RATE_LIMIT_TIMES: '9999',
    },
    pattern,
  )

export const startDatabase = (dataDir) => service(dataDir, 'db', /(database ready)/)
export const startWeb = (dataDir) => service(dataDir, 'web', /app\s+(http:\/\/[^\s]+?)\/\s/)

/** Runs one of the parts to its end; answers what it printed. */
export function run(part, ...args) {
  const child = spawn(process.execPath, [join(dist, `${part}.cjs`), ...args.map(String)], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  return new Promise((resolve, reject) => {
    child.once('exit', (code) =>
      code === 0 ? resolve(output.trim()) : reject(new Error(`${part}: ${code}`)),
    )
  })
}

/**
 * A worker in a process of its own; answers what it said of each part, with the processor time used by then, and its
 * memory before and at most.
 */
export async function tell({ dataDir, database }, what, count) {
  const child = fork(join(dist, 'push-teller.cjs'), [dataDir, what, String(count)], {
    cwd: root,
    env,
    execArgv: nodeArgs,
  })
  const said = {}
  const heard = (part) =>
    new Promise((resolve, reject) => {
      const listen = (message) => {
        const used = { worker: processorMsOf(child.pid), database: processorMsOf(database.pid) }
        said[message.part] = { ...message, used }
        if (message.part === part) resolve()
      }
      child.on('message', listen)
      child.once('exit', (code) => reject(new Error(`the worker ended with ${code}`)))
    })
  await heard('ready')
  const before = rssOf(child.pid)
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, rssOf(child.pid))
  }, 100)
  try {
    const told = heard('told')
    child.send('go')
    await told
  } finally {
    clearInterval(watch)
  }
  child.removeAllListeners('exit')
  child.send('end')
  await once(child, 'exit')
  return { ...said, before, most }
}

/** A signed-in home page five times a second, whether the one before is answered or not. */
export function askHome(url, token) {
  const took = []
  const failed = []
  const ask = async () => {
    const begun = performance.now()
    const answer = await fetch(`${url}/api/screens/home?region=310116109213`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const text = await answer.text()
    took.push(performance.now() - begun)
    if (!answer.ok) failed.push(`${answer.status} ${text}`)
  }
  const asking = setInterval(() => ask().catch((error) => failed.push(String(error))), 200)
  return () => {
    clearInterval(asking)
    return { took: took.sort((a, b) => a - b), failed }
  }
}

export const p99 = (sorted) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * 0.99) - 1)] ?? 0

export { stopChild }
