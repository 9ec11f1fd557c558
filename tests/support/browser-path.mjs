// Unpacks the browser that comes inside an npm package and prints where it is, as JSON.
// A child process of its own, because that package is an ES module and Jest runs CommonJS.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packageFile = join(
  dirname(fileURLToPath(import.meta.url)),
  '../../node_modules/@sparticuz/chromium/package.json',
)
const { version } = JSON.parse(readFileSync(packageFile, 'utf8'))
const home = join(tmpdir(), `hutang-chromium-${version}-${userInfo().uid}`)

if (!existsSync(home)) await unpack()
console.log(JSON.stringify({ executablePath: join(home, 'chromium'), env: environment() }))

// Several test workers may unpack at once: each into its own folder, the first rename wins.
async function unpack() {
  const staging = mkdtempSync(`${home}.`)
  process.env.TMPDIR = staging
  // Makes the package unpack the system libraries it carries for bare machines.
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs20.x'
  const { default: chromium } = await import('@sparticuz/chromium')
  await chromium.executablePath()
  try {
    renameSync(staging, home)
  } catch (problem) {
    rmSync(staging, { recursive: true, force: true })
    if (!existsSync(home)) throw problem
  }
}

function environment() {
  const env = {}
  if (!existsSync('/etc/fonts/fonts.conf')) env.FONTCONFIG_PATH = join(home, 'fonts')
  if (!starts({})) env.LD_LIBRARY_PATH = join(home, 'al2023/lib')
  return env
}

function starts(env) {
  try {
    execFileSync(join(home, 'chromium'), ['--version'], { env: { ...process.env, ...env }, stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
