// Bundles the server and the embedded database's worker to server/dist; libraries stay in node_modules.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

export async function buildServer() {
  const server = JSON.parse(readFileSync(join(root, 'server/package.json'), 'utf8'))
  const external = Object.keys(server.dependencies).filter((name) => !name.startsWith('@hutang/'))
  await build({
    absWorkingDir: root,
    entryPoints: {
      main: 'server/src/main.ts',
      'embedded-worker': 'server/src/storage/embedded/worker.ts',
    },
    outdir: 'server/dist',
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'linked',
    external,
    logLevel: 'warning',
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildServer()
