// A copy of the sources in a folder of its own: what is changed and built there leaves this tree as it is.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

/** What is built or installed, and what belongs to the person at this machine. */
const leftOut = new Set(['.git', 'node_modules', '.cache', '.swc', 'dist', 'coverage', 'docs'])
const workspaces = ['', 'shared', 'server', 'server/embedded-db', 'miniapp']

export function scratchTree(root) {
  // Its real path: Jest finds no tests under a link.
  const tree = realpathSync(mkdtempSync(join(tmpdir(), 'hutang-guards-')))
  for (const name of readdirSync(root)) {
    if (leftOut.has(name) || name === 'data') continue
    cpSync(join(root, name), join(tree, name), {
      recursive: true,
      filter: (path) => !leftOut.has(basename(path)),
    })
  }
  for (const folder of workspaces) linkModules(join(root, folder), join(tree, folder))
  return { tree, remove: () => rmSync(tree, { recursive: true, force: true }) }
}

/** Libraries are those of this tree; the workspaces are the copy's own, and so is what is built. */
function linkModules(from, to) {
  const [modules, own] = [join(from, 'node_modules'), join(to, 'node_modules')]
  if (!existsSync(modules)) return
  mkdirSync(own, { recursive: true })
  for (const name of readdirSync(modules)) {
    if (name === '.cache' || name === '@hutang') continue
    symlinkSync(join(modules, name), join(own, name))
  }
  const ours = join(modules, '@hutang')
  if (!existsSync(ours)) return
  mkdirSync(join(own, '@hutang'))
  for (const name of readdirSync(ours))
    symlinkSync(readlinkSync(join(ours, name)), join(own, '@hutang', name))
}
