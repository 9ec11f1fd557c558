import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(__dirname, '../..')

/** The built mini-program's folder, built first where its sources have changed. */
export function builtMiniapp(target: 'h5' | 'weapp'): string {
  const script = join(root, 'scripts/build-miniapp.mjs')
  const built = spawnSync(process.execPath, [script, target], { cwd: root, encoding: 'utf8' })
  if (built.status !== 0) throw new Error(`${built.stdout}\n${built.stderr}`)
  return join(root, 'miniapp/dist', target)
}
