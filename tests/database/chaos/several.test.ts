import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals'
import { connectStorage } from '../../../server/src/storage/connect'
import { bundle } from '../../support/bundle'
import { awakeWatch } from '../../support/measured'
import { integrityOf } from './integrity'

const ROUNDS = Number(process.env.HUTANG_CHAOS_ROUNDS ?? 3)
const PROCESSES = 4
const DIST = join(__dirname, '../../../server/dist')
const MEMBER = join(DIST, 'storage-member.cjs')
const WORKER = join(DIST, 'embedded-worker.js')

let dataDir: string
let running: ChildProcess[] = []
beforeAll(async () => {
  await bundle('tests/database/chaos/member.ts', MEMBER)
})
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'hs-'))
})
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
  running = []
  rmSync(dataDir, { recursive: true, force: true })
})

interface Process {
  child: ChildProcess
  role(): string
  /** What it was told is on disk. */
  written(): string[]
  complaint(): string
  ended: Promise<unknown>
}

async function joined(name: string): Promise<Process> {
  const child = spawn(process.execPath, [MEMBER, dataDir, WORKER, name])
  running.push(child)
  let out = ''
  let complaint = ''
  child.stderr?.on('data', (piece) => {
    complaint += piece
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (piece) => {
      out += piece
      if (out.startsWith('role ')) resolve()
    })
    child.once('close', () => reject(new Error(`${name} ended: ${out.slice(-200)} ${complaint}`)))
  })
  const said = (word: string) =>
    out
      .split('\n')
      .slice(0, -1)
      .filter((line) => line.startsWith(`${word} `))
      .map((line) => line.slice(word.length + 1))
  return {
    child,
    role: () => said('role').at(-1) ?? '',
    written: () => said('wrote'),
    complaint: () => complaint,
    ended,
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function until(what: () => boolean): Promise<void> {
  const end = Date.now() + 20_000
  while (!what()) {
    if (Date.now() > end) throw new Error(`never: ${what}`)
    await pause(20)
  }
}

it(
  'four processes share a folder: whoever holds it is killed, one of the others takes over, nothing is lost',
  async () => {
    let processes = await Promise.all(Array.from({ length: PROCESSES }, (_, n) => joined(`p${n}`)))
    const acknowledged: string[] = []
    const complaints: string[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const holders = () => processes.filter((one) => one.role() === 'holder')
      await until(() => holders().length === 1)
      await pause(randomInt(0, 500))
      const [holder] = holders()
      holder?.child.kill('SIGKILL')
      await holder?.ended
      acknowledged.push(...(holder?.written() ?? []))
      complaints.push(holder?.complaint() ?? '')
      processes = processes.filter((one) => one !== holder)
      const before = processes.map((one) => one.written().length)
      await until(() => processes.every((one, i) => one.written().length > (before[i] ?? 0)))
      await until(() => holders().length === 1)
      processes.push(await joined(`r${round}`))
    }
    for (const { child } of processes) child.stdin?.write('stop\n')
    const codes = await Promise.all(processes.map(({ ended }) => ended))
    for (const one of processes) {
      acknowledged.push(...one.written())
      complaints.push(one.complaint())
    }
    expect(complaints.join('')).toBe('')
    expect(codes).toEqual(processes.map(() => 0))

    expect(integrityOf(dataDir)).toBe('ok')
    const storage = await connectStorage({ dataDir })
    const facts = storage.connection.useDb('chaos').collection<{ _id: string }>('facts')
    const found = new Set((await facts.find({ tags: 'a' }).toArray()).map(({ _id }) => _id))
    expect(acknowledged.filter((id) => !found.has(id))).toEqual([])
    expect(await facts.countDocuments()).toBe(found.size)
    await storage.close()
  },
  60_000 + ROUNDS * 20_000,
)

it('a process ends in time though the one that holds the folder stands still', async () => {
  const holder = await joined('holder')
  const guest = await connectStorage({ dataDir, workerFile: WORKER })
  expect(guest.role).toBe('guest')
  const facts = guest.connection.useDb('chaos').collection('facts')
  await facts.countDocuments()
  holder.child.kill('SIGSTOP')
  // All of its threads stand still a moment later.
  while (
    !execFileSync('ps', ['-o', 'stat=', '-p', `${holder.child.pid}`], { encoding: 'utf8' }).startsWith('T')
  )
    await pause(20)
  const waiting = facts.insertOne({ slot: 'waiting' }).catch((error: unknown) => error)
  await pause(100)
  const watch = awakeWatch()
  await guest.close()
  expect(watch.ms()).toBeLessThan(5000)
  watch.stop()
  holder.child.kill('SIGKILL')
  expect(await waiting).toBeInstanceOf(Error)
})
