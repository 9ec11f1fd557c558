// `node scripts/bench-sheets.mjs`: files of 20,000 rows × 12 columns written and read, each step in a process of its own.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { buildServer, serverLibraries } from './build-server.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const outfile = join(root, 'node_modules/.cache/hutang/sheet-files.cjs')

await buildServer()
await build({
  entryPoints: [join(root, 'tests/bench/sheet-files.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: serverLibraries(),
})

const folder = mkdtempSync(join(tmpdir(), 'hutang-sheets-'))
const run = (step, ending) => {
  const output = execFileSync(process.execPath, [
    '--no-warnings',
    outfile,
    step,
    join(folder, `表.${ending}`),
  ])
  return JSON.parse(output.toString())
}
const bare = run('nothing', '').peak
console.log(`a process that does nothing: ${bare} MB`)
for (const ending of ['xlsx', 'csv']) {
  for (const step of [`write ${ending}`, 'read file', 'read and understand']) {
    const { rows, ms, peak } = run(step, ending)
    const size = Math.round(statSync(join(folder, `表.${ending}`)).size / 1024)
    console.log(
      `${step}, .${ending} of ${size} kB: ${rows} rows, ${ms} ms, peak ${peak} MB (${peak - bare} above)`,
    )
  }
}
rmSync(folder, { recursive: true, force: true })
