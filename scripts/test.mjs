// The test run: every layer with Jest but the database's own tests, beside it the check, then the totals as the last line.
// `--db`: those of the database. `--long`: every property and chaos at its full length. Other arguments go to Jest.
import { check } from './check.mjs'
import { processorSeconds, runJest } from './run-jest.mjs'
import { oneMoreFailed } from './totals.mjs'

const DATABASE = 'tests/database/'
/** How often properties are tried and processes killed in a long run; numbers of one's own come before. */
const LONG = {
  HUTANG_LONG: '1',
  HUTANG_CHAOS_ROUNDS: process.env.HUTANG_CHAOS_ROUNDS ?? '30',
  HUTANG_PROPERTY_RUNS: process.env.HUTANG_PROPERTY_RUNS ?? '1000',
}
const given = process.argv.slice(2)
const has = (flag) => given.includes(flag)
const args = given.filter((arg) => arg !== '--db' && arg !== '--long')

function jestArguments() {
  if (args.length > 0) return args
  return has('--db') ? [DATABASE] : ['--testPathIgnorePatterns', `/${DATABASE}`, '/node_modules/']
}

/** Beside the tests: while the mini-program is built for them, a processor has nothing else to do. */
const checking = args.length === 0 && !has('--db') ? check() : null
const jest = await runJest(jestArguments(), {
  env: has('--long') ? { ...process.env, ...LONG } : process.env,
})
const checked = await checking
if (checked) process.stdout.write(checked.said)
const well = checked?.ok ?? true
const seconds = processorSeconds()
if (seconds !== null) console.log(`processor time: ${seconds.toFixed(0)} s`)
console.log(well ? jest.totals : oneMoreFailed(jest.totals))
process.exitCode = well ? jest.status : 1
