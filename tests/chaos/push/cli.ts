import { chaos } from './run'

// `npm run chaos -- --seed 7 --events 10000`; `--calm`: no kills, no faults, no clock that goes back.

const value = (name: string, usual: number): number => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? usual : Number(process.argv[at + 1])
}
const has = (name: string) => process.argv.includes(`--${name}`)
const say = (line: string) => process.stdout.write(`${line}\n`)
const tell = (line: string) => say(`${(performance.now() / 1000).toFixed(2)} ${line}`)

let stopped = false

async function main(): Promise<void> {
  const seed = value('seed', 1)
  const events = value('events', 10_000)
  const wild = !has('calm')
  const began = performance.now()
  const result = await chaos({
    ...{ seed, events },
    kills: wild && !has('no-kills'),
    faults: wild && !has('no-faults'),
    back: wild && !has('no-back'),
    stopped: () => stopped,
    keep: has('keep'),
    ...(has('tell') ? { say: tell } : {}),
  })
  const dropped = Object.entries(result.dropped).map(([why, count]) => `${why} ${count}`)
  say(
    `seed ${seed}, ${result.happened} events, ${result.simulatedDays} days, ${Math.round((performance.now() - began) / 1000)} s`,
  )
  say(`kills ${result.kills}, spoiled calls ${result.faults}`)
  say(`expected ${result.expected}`)
  say(`delivered ${result.delivered}`)
  say(`duplicated ${result.duplicated}`)
  say(`lost ${result.lost}`)
  say(`unknown ${result.unknown}`)
  say(`visit list ${result.visits}`)
  say(`dropped ${dropped.join(', ')}`)
  say(`differs from the prediction ${result.differs}`)
  for (const [what, count] of result.refused) say(`refused ${count} times: ${what}`)
  for (const line of result.wrong) say(`! ${line}`)
  for (const line of result.why) say(`? ${line}`)
  process.exitCode = result.right ? 0 : 1
}

// The first one lets it come to its verdict.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    say(`${signal}: ${stopped ? 'it ends' : 'no more events'}`)
    if (stopped) process.exit(1)
    stopped = true
  })

void main().catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
  process.exit(1)
})
