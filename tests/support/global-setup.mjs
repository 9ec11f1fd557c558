import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { buildServer } from '../../scripts/build-server.mjs'

const cache = join(import.meta.dirname, '../../node_modules/.cache/hutang')

// Workers of the embedded database run as built JavaScript: Jest does not transform a worker's entry.
export default async function globalSetup() {
  process.env.HUTANG_FILLED_VILLAGE = join(mkdtempSync(join(tmpdir(), 'hutang-run-')), 'village')
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
