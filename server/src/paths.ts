import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder of the project, found by its package.json: sources, the bundle and the tests sit at different depths. */
function findRoot(): string {
  let folder = __dirname
  for (;;) {
    const manifest = join(folder, 'package.json')
    if (
      existsSync(manifest) &&
      (JSON.parse(readFileSync(manifest, 'utf8')) as { name?: string }).name === 'hutang'
    )
      return folder
    const parent = dirname(folder)
    if (parent === folder) return process.cwd()
    folder = parent
  }
}

export const projectRoot = findRoot()
export const h5Root = join(projectRoot, 'miniapp', 'dist', 'h5')
