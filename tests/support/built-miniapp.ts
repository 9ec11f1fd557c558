import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(__dirname, '../..')

type Target = 'h5' | 'weapp'

const built = new Map<Target, string>()

/** The built mini-program's folder, built first where its sources have changed; looked at once in a test file. */
export function builtMiniapp(target: Target): string {
  const known = built.get(target)
  if (known !== undefined) return known
  const folder = build(target)
  built.set(target, folder)
  return folder
}

function build(target: Target): string {
  const script = join(root, 'scripts/build-miniapp.mjs')
  const run = spawnSync(process.execPath, [script, target], { cwd: root, encoding: 'utf8' })
  if (run.status !== 0) throw new Error(`${run.stdout}\n${run.stderr}`)
  return join(root, 'miniapp/dist', target)
}
