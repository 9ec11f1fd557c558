// What `npm run bench -- register` measures: a county's register from the first byte to the last resident.
import { spawn, spawnSync } from 'node:child_process'
import { request } from 'node:http'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { builtService, rssOf, startChild, stopChild } from '../support/child.mjs'
import { processorMsOf } from './processor.mjs'

const root = join(import.meta.dirname, '../..')
const secrets = {
  JWT_SECRET: 'bench-secret-bench-secret-bench-secret!!',
  FIELD_KEY: '11'.repeat(32),
  HASH_KEY: '22'.repeat(32),
  WECHAT_APPID: 'wx-bench',
  WECHAT_SECRET: 'bench',
  WECHAT_EVENT_TOKEN: 'bench-token',
  WECHAT_TEMPLATE_PUBLISHED: 'bench-published',
  WECHAT_TEMPLATE_EMERGENCY: 'bench-emergency',
  OPERATIONS_TOKEN: 'bench-operations-token-0123456789',
}
const county = '310116'

function bundleSeed(outfile) {
  buildSync({
    entryPoints: [join(root, 'tests/bench/register-seed.ts')],
    outfile,
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

/** Milliseconds and the most memory of each part, for so many villages with so many people each. */
export async function measureCounty(dataDir, villages, people) {
  const seedFile = join(root, 'server/dist/register-seed.cjs')
  bundleSeed(seedFile)
  const args = (what) => [seedFile, what, dataDir, String(villages), String(people)]
  const seeded = spawnSync(process.execPath, args('seed'), { env: { ...process.env, ...secrets }, cwd: root })
  const token = seeded.stdout.toString().trim()
  if (seeded.status !== 0 || token === '') throw new Error(seeded.stderr.toString())
  const env = {
    ...secrets,
    DATA_DIR: dataDir,
    PORT: '0',
    DEMO: '0',
    LOG_LEVEL: 'error',
    HOST: '127.0.0.1',
    RATE_LIMIT_TIMES: '9999',
  }
  const { child, url } = await startChild(builtService, env, /app\s+(http:\/\/[^\s]+?)\/\s/)
  let most = 0
  const watch = setInterval(() => {
    most = Math.max(most, rssOf(child.pid))
  }, 200)
  const headers = { authorization: `Bearer ${token}` }
  const path = `/api/regions/${county}/register/county`
  const part = async (work) => {
    const began = performance.now()
    const value = await work()
    return { ms: performance.now() - began, value }
  }
  const until = async (state) => {
    for (;;) {
      const { import: doc } = await (await fetch(url + path, { headers })).json()
      if (doc.state === state) return doc
      if (doc.state === 'broken') throw new Error('broken off')
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
  }
  try {
    const sent = await part(() =>
      stream(url + path, headers, spawn(process.execPath, args('csv'), { cwd: root })),
    )
    const compared = await part(() => until('staged'))
    const { id } = compared.value
    const applied = await part(async () => {
      await fetch(`${url}${path}/${id}/confirm`, { method: 'POST', headers })
      return until('applied')
    })
    return {
      bytes: sent.value,
      sent: sent.ms,
      compared: compared.ms,
      applied: applied.ms,
      most,
      processorMs: processorMsOf(child.pid),
      rows: applied.value.rowsApplied,
    }
  } finally {
    clearInterval(watch)
    await stopChild(child)
  }
}

/** Sends what another process prints; answers how many bytes it was. */
function stream(url, headers, source) {
  return new Promise((resolve, reject) => {
    let bytes = 0
    source.stdout.on('data', (chunk) => {
      bytes += chunk.length
    })
    const sending = request(
      url,
      { method: 'POST', headers: { ...headers, 'content-type': 'text/csv' } },
      (answer) => {
        let text = ''
        answer.on('data', (chunk) => {
          text += chunk
        })
        answer.on('end', () => (answer.statusCode === 201 ? resolve(bytes) : reject(new Error(text))))
      },
    )
    sending.on('error', reject)
    source.stdout.pipe(sending)
  })
}
