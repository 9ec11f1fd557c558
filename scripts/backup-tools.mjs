// Builds and runs one of the keeper's commands: admin, backup, restore, export, import.
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { buildServer, serverLibraries } from './build-server.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

export async function keep(name) {
  await buildServer()
  const outfile = join(root, 'server/dist/keep.js')
  await build({
    absWorkingDir: root,
    entryPoints: ['server/src/operations/cli.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: serverLibraries(),
    logLevel: 'warning',
  })
  await createRequire(import.meta.url)(outfile).main(name, ...process.argv.slice(2))
}
