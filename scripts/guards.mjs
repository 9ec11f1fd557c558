// `npm run guards`: takes each guard of the push engine away in turn, in a copy of the tree, and runs the test that must
// turn red. `-- --only D3` takes some (`D3,burst`), `-- --trust` leaves out the run of the tests as they are, `-- --tell`
// says what each test had against it. Exits 1 where one stays green. The guards are in tests/guards.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { scratchTree } from './scratch-tree.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
/** A test that takes longer hangs. */
const mostMs = 10 * 60_000
const { values } = parseArgs({
  options: { only: { type: 'string' }, trust: { type: 'boolean' }, tell: { type: 'boolean' } },
})

async function readGuards() {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'tests/guards/table.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    logLevel: 'warning',
  })
  const code = Buffer.from(outputFiles[0].text).toString('base64')
  const { guards } = await import(`data:text/javascript;base64,${code}`)
  const only = values.only?.toLowerCase().split(',')
  return only ? guards.filter(({ hole }) => only.includes(hole.toLowerCase())) : guards
}

/** A title may have places for values (`%s`): as a pattern of Jest for the title with whatever stands there. */
const patternOf = (name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/%[sdi]/g, '.*')

/** Runs the tests of one file whose titles begin so; answers each with its failures, or null where there is no answer. */
async function runTests(tree, test, names) {
  const out = join(tree, 'guards.json')
  rmSync(out, { force: true })
  const child = spawn(
    process.execPath,
    [
      join(tree, 'node_modules/jest/bin/jest.js'),
      ...['--config', join(tree, 'tests/jest.config.mjs'), '--runInBand', '--silent', '--forceExit'],
      ...['--json', '--outputFile', out, '--testNamePattern', names.map(patternOf).join('|')],
      ...['--runTestsByPath', test],
    ],
    {
      cwd: tree,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', HUTANG_TOTALS: join(tree, 'totals.txt') },
    },
  )
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said = (said + text).slice(-2000)
  })
  const timer = setTimeout(() => child.kill('SIGKILL'), mostMs)
  await new Promise((done) => child.once('exit', done))
  clearTimeout(timer)
  if (!existsSync(out)) return { ran: [], said }
  const { testResults } = JSON.parse(readFileSync(out, 'utf8'))
  const ran = testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'passed' || status === 'failed'),
  )
  return { ran, said: testResults.map(({ message }) => message).join('\n') || said }
}

/** What the test says is not so, and not that something broke on the way. */
const isAssertion = (message) => /expect\(|Property failed/.test(message)

function verdictOf({ ran, said: trouble }) {
  if (ran.length === 0) return { verdict: 'NO TEST', why: trouble }
  const failures = ran.flatMap(({ failureMessages }) => failureMessages)
  if (failures.length === 0) return { verdict: 'GREEN' }
  const said = failures.find(isAssertion)
  return said
    ? { verdict: 'red', ...(values.tell ? { why: said } : {}) }
    : { verdict: 'BROKEN', why: failures[0] }
}

/** Takes the guard away, runs its test, and puts it back. */
async function withoutGuard(tree, { file, find, replace, test, name }) {
  const path = join(tree, file)
  const source = readFileSync(path, 'utf8')
  const parts = source.split(find)
  if (parts.length !== 2) return { verdict: 'NOT FOUND', why: `${parts.length - 1} times in ${file}` }
  writeFileSync(path, parts.join(replace))
  try {
    return verdictOf(await runTests(tree, test, [name]))
  } finally {
    writeFileSync(path, source)
  }
}

/** Only what is green with all guards there can turn red; answers the files that are not. */
async function notGreenFiles(tree, guards) {
  const files = new Set()
  for (const test of new Set(guards.map((guard) => guard.test))) {
    const names = [...new Set(guards.filter((guard) => guard.test === test).map(({ name }) => name))]
    const { ran, said } = await runTests(tree, test, names)
    const failed = ran.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName)
    const missing = names.filter((name) => !ran.some(({ title }) => new RegExp(patternOf(name)).test(title)))
    if (failed.length + missing.length === 0) continue
    files.add(test)
    console.log(`not green as it is: ${test}\n${[...failed, ...missing, said].join('\n')}`)
  }
  return files
}

async function takeEachAway(tree, guards, notGreen) {
  let wrong = 0
  for (const guard of guards) {
    const began = performance.now()
    const { verdict, why } = notGreen.has(guard.test)
      ? { verdict: 'NO TEST' }
      : await withoutGuard(tree, guard)
    if (verdict !== 'red') wrong += 1
    const seconds = ((performance.now() - began) / 1000).toFixed(0)
    console.log(`${guard.hole.padEnd(10)} ${verdict.padEnd(9)} ${seconds.padStart(4)} s  ${guard.what}`)
    if (why) console.log(why.split('\n').slice(0, 16).join('\n'))
    if (verdict !== 'red') console.log(`           ${guard.file}\n           ${guard.test}: ${guard.name}`)
  }
  return wrong
}

const guards = await readGuards()
const { tree, remove } = scratchTree(root)
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))
process.once('exit', remove)
const notGreen = values.trust ? new Set() : await notGreenFiles(tree, guards)
const wrong = await takeEachAway(tree, guards, notGreen)
console.log(`${guards.length - wrong} of ${guards.length} guards: their test turns red without them`)
process.exitCode = wrong > 0 || guards.length === 0 ? 1 : 0
