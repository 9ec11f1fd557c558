// Bundles the server and its workers to server/dist; libraries stay in node_modules.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** Of its many small modules only what is used goes into the bundle: loading them one by one costs a quarter of a second. */
const bundled = ['typebox']

/** What the server loads from node_modules; the workspaces are bundled. */
export function serverLibraries() {
  const dependencies = ['server', 'server/embedded-db', 'shared'].flatMap((workspace) =>
    Object.keys(JSON.parse(readFileSync(join(root, workspace, 'package.json'), 'utf8')).dependencies),
  )
  return dependencies.filter((name) => !name.startsWith('@hutang/') && !bundled.includes(name))
}

export async function buildServer() {
  await build({
    absWorkingDir: root,
    entryPoints: {
      main: 'server/src/main.ts',
      'embedded-worker': 'server/embedded-db/src/worker.ts',
      'paper-worker': 'server/src/paper/worker.ts',
      'pdf-worker': 'server/src/pdf/worker.ts',
      'sheet-worker': 'server/src/sheets/worker.ts',
    },
    outdir: 'server/dist',
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'linked',
    external: serverLibraries(),
    logLevel: 'warning',
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildServer()
