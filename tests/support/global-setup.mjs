import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { buildServer } from '../../scripts/build-server.mjs'

const root = join(import.meta.dirname, '../..')
const cache = join(root, 'node_modules/.cache/hutang')
// TTL indexes go by the machine's clock, stories by their own.
const A_DAY = 86_400

// Workers of the embedded database run as built JavaScript: Jest does not transform a worker's entry.
export default async function globalSetup({ maxWorkers }) {
  // Made by the first test file that wants it: `filledDataDir` of service.ts.
  process.env.HUTANG_FILLED_VILLAGE = join(tmpdir(), `hutang-village-${randomUUID()}`)
  // A test may start a run of its own: what that inherits is not its own to take away.
  delete process.env.HUTANG_TEST_DATABASES
  if (!process.env.HUTANG_TEST_BUILT) await buildForTests()
  if (!process.env.MONGODB_URI) await startDatabases(maxWorkers)
}

async function buildForTests() {
  await buildServer()
  await build({
    entryPoints: {
      'embedded-db': 'server/embedded-db/src/index.ts',
      'hucre-xlsx': 'hucre/xlsx',
      oauth4webapi: 'oauth4webapi',
      typebox: 'typebox',
      'typebox-value': 'typebox/value',
    },
    outdir: cache,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    splitting: false,
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
  })
}

/** A database server for each worker, for all its test files: it has read and compiled itself once, and is warm. */
async function startDatabases(count) {
  const { startEmbedded } = createRequire(import.meta.url)(join(cache, 'embedded-db.cjs'))
  const folder = mkdtempSync(join(tmpdir(), 'ht-'))
  const workerFile = join(root, 'server/dist/embedded-worker.js')
  process.env.HUTANG_TEST_DATABASES = folder
  globalThis.hutangTestDatabases = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      startEmbedded({ dataDir: join(folder, String(index + 1)), workerFile, expirySeconds: A_DAY }),
    ),
  )
}
