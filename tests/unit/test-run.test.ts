import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

const root = join(__dirname, '../..')
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hr-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a run of tests', () => {
  /** A child in Jest's place, which says its totals and then does what is given. */
  function runOf(then: string) {
    const totals = join(folder, 'totals.txt')
    const child = `require('node:fs').writeFileSync(process.env.HUTANG_TOTALS, '3 passed, 0 failed'); ${then}`
    const script = `
      import { runToEnd } from '${join(root, 'scripts/run-jest.mjs')}'
      const options = { totals: ${JSON.stringify(totals)}, endMs: 300 }
      console.log(JSON.stringify(await runToEnd(['-e', ${JSON.stringify(child)}], options)))`
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
    return { answer: JSON.parse(run.stdout.trim()), said: run.stderr }
  }

  it('has the totals and the exit code of Jest', () => {
    expect(runOf('').answer).toEqual({ status: 0, totals: '3 passed, 0 failed' })
    expect(runOf('process.exit(1)').answer).toEqual({ status: 1, totals: '3 passed, 0 failed' })
  })

  it('fails, and ends, when something that a test opened holds it', () => {
    const { answer, said } = runOf('setInterval(() => {}, 1000)')
    expect(answer).toEqual({ status: 1, totals: '3 passed, 1 failed' })
    expect(said).toContain('left something open')
  })

  it('has one failure more where the check beside it fails', () => {
    const script = `import { oneMoreFailed } from '${join(root, 'scripts/totals.mjs')}'
      console.log(oneMoreFailed('12 passed, 0 failed'))`
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
    expect(run.stdout.trim()).toBe('12 passed, 1 failed')
  })
})

describe('.ci/run', () => {
  /** With an `npm` of the test's own in front of the real one: each command says its line and ends with its code. */
  function ciRun(npm: string) {
    const home = mkdtempSync(join(folder, 'ci-'))
    mkdirSync(join(home, '.ci'))
    cpSync(join(root, '.ci/run'), join(home, '.ci/run'))
    writeFileSync(join(home, 'npm'), `#!/bin/sh\ncase "$*" in\n${npm}\nesac\n`)
    chmodSync(join(home, 'npm'), 0o755)
    const run = spawnSync('bash', [join(home, '.ci/run')], {
      encoding: 'utf8',
      env: { ...process.env, PATH: `${home}:${process.env.PATH}` },
    })
    return { code: run.status, last: run.stdout.trimEnd().split('\n').at(-1) }
  }

  const line = (passed: number, failed: number, code: number) =>
    `echo '${passed} passed, ${failed} failed'; exit ${code};;`

  const later = `'run test:stories') ${line(3, 0, 0)} 'run test:db') ${line(7, 0, 0)}`

  it('adds up its parts', () => {
    const npm = `ci) ;; 'run test') ${line(5, 0, 0)} ${later}`
    expect(ciRun(npm)).toEqual({ code: 0, last: '15 passed, 0 failed' })
  })

  it('runs the later parts when the first fails, and fails', () => {
    const npm = `ci) ;; 'run test') ${line(5, 2, 1)} ${later}`
    expect(ciRun(npm)).toEqual({ code: 1, last: '15 passed, 2 failed' })
  })

  it.each([
    ['crashes without totals', 'exit 139;;', '10 passed, 1 failed'],
    ['says that all passed and still fails', line(5, 0, 1), '15 passed, 1 failed'],
  ])('counts a part that %s as a failure', (_, first, last) => {
    const run = ciRun(`ci) ;; 'run test') ${first} ${later}`)
    expect(run.last).toBe(last)
    expect(run.code).not.toBe(0)
  })

  it('fails when the install fails', () => {
    expect(ciRun('ci) exit 1;;')).toEqual({ code: 1, last: '0 passed, 1 failed' })
  })
})
