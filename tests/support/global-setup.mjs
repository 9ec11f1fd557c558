import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { buildServer } from '../../scripts/build-server.mjs'

const cache = join(import.meta.dirname, '../../node_modules/.cache/hutang')

// Workers of the embedded database run as built JavaScript: Jest does not transform a worker's entry.
export default async function globalSetup() {
  // Made by the first test file that wants it: `filledDataDir` of service.ts.
  process.env.HUTANG_FILLED_VILLAGE = join(tmpdir(), `hutang-village-${randomUUID()}`)
  if (process.env.HUTANG_TEST_BUILT) return
  await buildServer()
  await build({
    entryPoints: {
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
