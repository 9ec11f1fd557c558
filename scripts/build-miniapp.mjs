// Builds the mini-program: `node scripts/build-miniapp.mjs h5|weapp [--force] [--quiet]`. A build whose sources are
// unchanged is not repeated; a stamp in its dist folder says which sources it came from.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const miniapp = join(root, 'miniapp')
const targets = ['h5', 'weapp']
const sources = [
  'miniapp/src',
  'miniapp/config',
  'miniapp/plugins',
  'miniapp/babel.config.js',
  'miniapp/project.config.json',
  'miniapp/package.json',
  'shared/src',
  'shared/package.json',
  'package-lock.json',
]

/** Settings that are built in: another value is another build. */
const inBuild = ['API_BASE', 'WECHAT_SPEECH']

export const distOf = (target) => join(miniapp, 'dist', target)

/** Resolves to true when it built, false when nothing had changed. */
export async function buildMiniapp(target, { log = console.log, force = false } = {}) {
  if (!targets.includes(target)) throw new Error(`Unknown target ${target}: expected ${targets.join(' or ')}`)
  const stamp = join(distOf(target), '.sources')
  const current = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === digestOf(target)
  if (!force && current()) return false
  const release = await takeTurn(target, log)
  try {
    if (!force && current()) return false
    // Of what is built, not of what it has become meanwhile.
    const digest = digestOf(target)
    log(`Building the mini-program for ${target} (about half a minute the first time)`)
    rmSync(distOf(target), { recursive: true, force: true })
    await runTaro(target, log)
    if (target === 'h5') compress(distOf(target))
    writeFileSync(stamp, digest)
    return true
  } finally {
    release()
  }
}

// Village networks are slow, and the server should not compress the same file for everyone.
function compress(dist) {
  for (const file of filesUnder(dist)) {
    if (!/\.(js|css|html|svg)$/.test(file)) continue
    const bytes = readFileSync(file)
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
    writeFileSync(`${file}.br`, brotliCompressSync(bytes))
  }
}

// A start and a test run may both want the build: the second waits for the first.
async function takeTurn(target, log) {
  const lock = join(miniapp, 'dist', `.${target}.lock`)
  mkdirSync(dirname(lock), { recursive: true })
  for (let waited = 0; ; waited++) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      return () => rmSync(lock, { force: true })
    } catch (problem) {
      if (problem.code !== 'EEXIST') throw problem
    }
    if (!isHeld(lock)) rmSync(lock, { force: true })
    if (waited % 10 === 4) log(`  … waiting for another build of ${target}`)
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

function isHeld(lock) {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0)
    return true
  } catch {
    return false
  }
}

export function digestOf(target) {
  const built = inBuild.map((name) => `${name}=${process.env[name] ?? ''}`).join('\n')
  const hash = createHash('sha256').update(`${target}\n${built}\n`)
  for (const file of sources.flatMap((source) => filesUnder(join(root, source)))) {
    if (/\.test\.tsx?$/.test(file)) continue
    hash.update(`${relative(root, file)}\n`).update(readFileSync(file))
  }
  return hash.digest('hex')
}

function filesUnder(path) {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.name !== 'node_modules')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => filesUnder(join(path, entry.name)))
}

async function runTaro(target, log) {
  const started = Date.now()
  const cli = join(root, 'node_modules/@tarojs/cli/bin/taro')
  const child = spawn(process.execPath, [cli, 'build', '--type', target], {
    cwd: miniapp,
    env: { ...process.env, NODE_ENV: 'production', BROWSERSLIST_IGNORE_OLD_DATA: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output = (output + chunk).slice(-200_000)
    })
  }
  const seconds = () => Math.round((Date.now() - started) / 1000)
  const ticking = setInterval(() => log(`  … ${seconds()} s${stageOf(output)}`), 5000)
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  }).finally(() => clearInterval(ticking))
  // Taro can end with code 0 after a compilation error, so the output is asked too.
  if (code !== 0 || /\bERROR\b in |Compiled with some errors|Failed to compile/.test(output)) {
    throw new Error(`The mini-program did not build for ${target}:\n${plain(output).slice(-6000)}`)
  }
  log(`  built in ${seconds()} s`)
}

const esc = String.fromCharCode(27)
const plain = (text) => text.replace(new RegExp(`${esc}\\[[0-9;]*[A-Za-z]`, 'g'), '')
const stageOf = (output) => {
  const percent = plain(output)
    .match(/\((\d+)%\)/g)
    ?.at(-1)
  return percent ? ` ${percent}` : ''
}

/** Bytes a person waits for: weapp's packages and their sum, and the gzipped first load of h5. */
export function measureMiniapp() {
  const packages = weappPackages()
  return {
    weappMain: packages?.main,
    weappPackages: packages,
    weappTotal: packages && Object.values(packages).reduce((sum, bytes) => sum + bytes, 0),
    h5FirstLoad: h5FirstLoadBytes(),
  }
}

/** WeChat takes 2 MB a package; what is aimed at is less, because villagers' networks are slow. */
export const budgets = {
  weappMain: 500_000,
  weappPackage: 2_000_000,
  weappTotal: 2_000_000,
  h5FirstLoad: 160_000,
}

// As the vendor counts: the main package is the folder without its subpackages.
function weappPackages() {
  const dist = distOf('weapp')
  if (!existsSync(join(dist, 'app.json'))) return undefined
  const app = JSON.parse(readFileSync(join(dist, 'app.json'), 'utf8'))
  const roots = (app.subPackages ?? app.subpackages ?? []).map(({ root: one }) => one.replace(/\/$/, ''))
  const packages = Object.fromEntries(['main', ...roots].map((one) => [one, 0]))
  for (const file of filesUnder(dist)) {
    const path = relative(dist, file).replaceAll('\\', '/')
    // Not uploaded: our own mark of the build, and what the release tells DevTools to leave out.
    if (path === '.sources' || path.endsWith('.LICENSE.txt')) continue
    packages[roots.find((one) => path.startsWith(`${one}/`)) ?? 'main'] += statSync(file).size
  }
  return packages
}

// index.html, what it names, and the chunks of the home page that the app asks for at once.
function h5FirstLoadBytes() {
  const dist = distOf('h5')
  const index = join(dist, 'index.html')
  if (!existsSync(index)) return undefined
  const html = readFileSync(index, 'utf8')
  const named = [...html.matchAll(/(?:src|href)="\.?\/?((?:js|css)\/[^"]+)"/g)].map((match) => match[1])
  const files = new Set(['index.html', ...named, ...homeChunks(dist, named)])
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file))).length, 0)
}

// The loader of pages/home names its chunks by number; the runtime has a name or a hash for each number.
function homeChunks(dist, named) {
  const code = named
    .filter((file) => file.endsWith('.js'))
    .map((file) => readFileSync(join(dist, file), 'utf8'))
    .join('\n')
  const loader = /"pages\/home\/index","?load"?:.{0,400}?\.bind\(/s.exec(code)?.[0] ?? ''
  const numbers = [...loader.matchAll(/\.e\((\d+)\)/g)].map((match) => match[1])
  const marks = new Set(
    numbers.flatMap((number) => [
      number,
      // In a map of names or hashes, or (number === x ? "name" : x) where only one chunk has a name.
      ...[...code.matchAll(new RegExp(`[{,]"?${number}"?:"([\\w-]+)"`, 'g'))].map((match) => match[1]),
      ...[...code.matchAll(new RegExp(`\\b${number}===\\w\\?"([\\w-]+)"`, 'g'))].map((match) => match[1]),
    ]),
  )
  return ['js', 'css'].flatMap((kind) =>
    readdirSync(join(dist, kind))
      .filter((file) => file.endsWith(`.${kind}`) && file.split('.').some((part) => marks.has(part)))
      .map((file) => `${kind}/${file}`),
  )
}

function report(log) {
  const sizes = measureMiniapp()
  const line = (name, bytes, budget) =>
    bytes === undefined
      ? `  ${name}: not built`
      : `  ${name}: ${(bytes / 1000).toFixed(0)} kB of ${budget / 1000} kB${bytes > budget ? '  OVER' : ''}`
  log(line('weapp main package', sizes.weappMain, budgets.weappMain))
  log(line('weapp with its subpackages', sizes.weappTotal, budgets.weappTotal))
  log(line('h5 first load (gzip)', sizes.h5FirstLoad, budgets.h5FirstLoad))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
  const force = process.argv.includes('--force')
  const quiet = process.argv.includes('--quiet')
  try {
    for (const target of asked.length > 0 ? asked : targets) {
      const built = await buildMiniapp(target, { force })
      if (!built && !quiet) console.log(`${target}: unchanged since the last build`)
    }
    if (!quiet) report(console.log)
  } catch (problem) {
    console.error(problem.message)
    process.exit(1)
  }
}
