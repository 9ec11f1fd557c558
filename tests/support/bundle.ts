import { join } from 'node:path'
import { build } from 'esbuild'

const root = join(__dirname, '../..')

/** One file for a process of its own: the workspaces are in it, libraries stay in node_modules. */
export async function bundle(entry: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [join(root, entry)],
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
