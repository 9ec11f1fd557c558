// `npm run bench:match`: policies against enterprises, in full, one policy, one profile. `-- 500 10000`: so many policies and
// enterprises. Times are of the processor, with those of the clock behind them. Exits 1 where a count, a checksum or a ratio misses
// its aim; times are printed beside theirs.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

const here = fileURLToPath(import.meta.url)
// The memory of the table is read after the rest was let go of.
if (!globalThis.gc) {
  const { status } = spawnSync(process.execPath, ['--expose-gc', here, ...process.argv.slice(2)], {
    stdio: 'inherit',
  })
  process.exit(status ?? 1)
}

const root = join(dirname(here), '..')
const [policyCount = 5_000, enterpriseCount = 100_000] = process.argv.slice(2).map(Number)
const sizes = {
  policies: policyCount,
  enterprises: enterpriseCount,
  sampled: { policies: Math.min(20, policyCount), enterprises: Math.min(100, enterpriseCount) },
}
let missed = 0

/** `good` is absent where a figure is printed alone. */
function row(name, measured, aim = '', good) {
  if (good === false) missed += 1
  console.log(
    `${name.padEnd(42)}| ${measured.padEnd(46)}| ${aim.padEnd(14)}| ${good === undefined ? '' : good ? 'reached' : 'MISSED'}`,
  )
}
const seconds = ({ cpu, ms }) => `${(cpu / 1000).toFixed(1)} s (${(ms / 1000).toFixed(1)} s)`
const millis = ({ cpu, ms }) => `${cpu.toFixed(1)} ms (${ms.toFixed(1)} ms)`
const MB = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`
const sorted = (times) => [...times].sort((a, b) => a.cpu - b.cpu)
const spread = (times) => {
  const all = sorted(times)
  return `${millis(all[Math.floor(all.length / 2)])}, at most ${millis(all.at(-1))}`
}
const best = (...times) => sorted(times)[0]

const folder = mkdtempSync(join(tmpdir(), 'hutang-match-'))
buildSync({
  entryPoints: [join(root, 'tests/bench/match-run.ts')],
  outfile: join(folder, 'match-run.cjs'),
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  alias: { '@hutang/shared': join(root, 'shared/src/index.ts') },
  logLevel: 'warning',
})
const run = createRequire(here)(join(folder, 'match-run.cjs'))
rmSync(folder, { recursive: true, force: true })

console.log(`${sizes.policies} policies, ${sizes.enterprises} enterprises`)
row('', 'measured', 'aim')
const policies = run.seededPolicies(sizes)
const { table, bytes, ...loading } = run.loadTable(sizes)
row('the table of enterprises, to load', seconds(loading))
row('its memory', MB(bytes))

const some = policies.slice(0, Math.min(40, policies.length))
const alone = run.policyAlone(table, some)
row('one policy against all, the first ones', spread(alone), '< 300 ms')

const one = run.profilesAlone(sizes, policies)
row('the index of policies, to load', millis(one.loading))
row('one profile against all', spread(one.took), '< 20 ms')
row('policies that it evaluates for it', `${one.candidates.toFixed(0)} of ${policies.length}`)
row('what it finds, to the evaluation of all', one.same ? 'the same' : 'NOT the same', 'the same', one.same)

const full = run.fullRun(table, policies)
const bare = run.bareLoop(table, policies)
const again = run.fullRun(table, policies)
const bareAgain = run.bareLoop(table, policies)
const [fullBest, bareBest] = [best(full, again), best(bare, bareAgain)]
const ratio = fullBest.cpu / bareBest.cpu
const pairs = policies.length * sizes.enterprises
row(
  'all against all',
  `${seconds(fullBest)}, ${((fullBest.cpu * 1e6) / pairs).toFixed(1)} ns a pair`,
  '< 120 s',
)
row('a bare loop over the same columns', `${seconds(bareBest)} for ${bare.conditions} conditions`)
row('all against all, to the bare loop', ratio.toFixed(2), '≤ 3', ratio <= 3)

const share = (outcome) =>
  [...full.sums.values()].reduce((sum, { counts }) => sum + counts[outcome], 0) / pairs
const percent = (value) => `${(value * 100).toFixed(2)} %`
row(
  'eligible, possible, received',
  ['eligible', 'possible', 'received'].map(share).map(percent).join(', '),
  '≥ 5 % eligible',
  share('eligible') >= 0.05,
)

const sampled = policies.filter((_, at) => at % Math.ceil(policies.length / sizes.sampled.policies) === 0)
const pure = run.pureSums(sizes, sampled)
const same = sampled.filter(
  (policy, at) => JSON.stringify(full.sums.get(policy.key)) === JSON.stringify(pure[at]),
)
row(
  'counts and checksums, to the pure function',
  `${same.length} of ${sampled.length} the same`,
  'all',
  same.length === sampled.length,
)
const stable = policies.every(({ key }) => full.sums.get(key).checksum === again.sums.get(key).checksum)
row('checksums of both runs', stable ? 'the same' : 'NOT the same', 'the same', stable)
row(
  'memory at most',
  MB(process.resourceUsage().maxRSS * 1024),
  '< 1 GB',
  process.resourceUsage().maxRSS * 1024 < 1e9,
)
process.exit(missed > 0 ? 1 : 0)
