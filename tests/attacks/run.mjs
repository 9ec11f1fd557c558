// `npm run attacks`: every attack of `list/` against a started demo, as one table; exits with 1 when one did not hold.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { buildServer } from '../../scripts/build-server.mjs'
import { attacked, startDemo } from './service.mjs'

const words = process.argv.slice(2)
const folder = join(import.meta.dirname, 'list')
const files = readdirSync(folder)
  .filter(
    (file) => file.endsWith('.mjs') && (words.length === 0 || words.some((word) => file.includes(word))),
  )
  .sort()
const given = process.env.ATTACK_URL

if (!given) await buildServer()
const started = given ? undefined : await startDemo()
const url = given ?? started.url
console.log(`${files.length} attacks on ${url}\n`)
console.log('| attack | what it found before | today |\n| --- | --- | --- |')
let fallen = 0
try {
  for (const file of files) {
    const { default: attack } = await import(join(folder, file))
    console.log(`| ${attack.name} | ${attack.found} | ${await outcome(attack)} |`)
  }
} finally {
  await started?.stop()
}
console.log(fallen === 0 ? '\nall held' : `\n${fallen} did not hold`)
process.exitCode = fallen === 0 ? 0 : 1

async function outcome({ check, needs }) {
  if (needs === 'process' && !started) return 'not tried: it looks at the process'
  try {
    return `held: ${await check(attacked(url, started))}`
  } catch (problem) {
    fallen += 1
    return `**did not hold**: ${String(problem.message ?? problem).split('\n')[0]}`
  }
}
