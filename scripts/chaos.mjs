// `npm run chaos -- --seed N --events N`: random events, kills and clock jumps; what arrived is compared with what should have.
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { buildServer } from './build-server.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
// Beside the server's own libraries.
const driver = join(root, 'server/node_modules/.cache/hutang/chaos.cjs')

await buildServer()
await build({
  entryPoints: [join(root, 'tests/chaos/push/cli.ts')],
  outfile: driver,
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
// Interrupted, the driver comes to its verdict.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined)
const { status } = spawnSync(process.execPath, [driver, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
})
process.exit(status ?? 1)
