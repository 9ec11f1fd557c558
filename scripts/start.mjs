// `npm start`: checks Node, builds what has changed (h5 mini-program, server), then runs the server in this process.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

const fail = (sentence) => {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`需要 Node 20.19 或更新的版本，现在是 ${process.versions.node}，请到 nodejs.org 安装新版本。`)
}
if (!existsSync(join(root, 'node_modules', 'esbuild'))) fail('还没有安装依赖，请先运行 npm ci。')

// A process that serves no pages needs none built.
const asked = process.argv.filter((arg) => arg.startsWith('--role'))
const pages = asked.length === 0 || asked.some((arg) => /\bweb\b/.test(arg))

// In processes of their own, so that the builders' memory does not stay with the server.
for (const [script, ...args] of [
  ...(pages ? [['build-miniapp.mjs', 'h5', '--quiet']] : []),
  ['build-server.mjs'],
]) {
  const built = spawnSync(process.execPath, [join(root, 'scripts', script), ...args], {
    cwd: root,
    stdio: 'inherit',
  })
  if (built.signal) process.exit(130)
  if (built.status !== 0) fail(`构建没有成功（scripts/${script}），原因见上。`)
}

process.setSourceMapsEnabled(true)
await createRequire(import.meta.url)(join(root, 'server/dist/main.js')).main()
