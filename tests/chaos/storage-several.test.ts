import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { connectStorage } from '../../server/src/storage/connect'

const ROUNDS = Number(process.env.HUTANG_CHAOS_ROUNDS ?? 3)
const WORKER = join(__dirname, '../../server/dist/embedded-worker.js')

let dataDir: string
let running: ChildProcess[] = []
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'hs-'))
})
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
  running = []
  rmSync(dataDir, { recursive: true, force: true })
})

interface Running {
  child: ChildProcess
  lines(): string[]
  ended: Promise<unknown>
}

async function start(script: string, ...args: string[]): Promise<Running> {
  const child = spawn(process.execPath, [join(__dirname, script), dataDir, ...args])
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
      if (out.startsWith('ready\n')) resolve()
    })
    child.once('close', () => reject(new Error(`${script} ended: ${out} ${complaint}`)))
  })
  return { child, lines: () => out.split('\n').slice(1, -1), ended }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

it(
  'four processes share a folder: the holder is killed and comes back, the others go on and lose nothing',
  async () => {
    let holder = await start('storage-holder.mjs', WORKER)
    const first = await connectStorage({ dataDir })
    expect(first.role).toBe('guest')
    await first.connection.useDb('chaos').collection('facts').createIndex({ tags: 1 })
    await first.close()
    const guests = await Promise.all(['x', 'y', 'z'].map((name) => start('storage-guest.mjs', name)))
    for (let round = 0; round < ROUNDS; round++) {
      const before = guests.map((guest) => guest.lines().length)
      await pause(randomInt(200, 700))
      holder.child.kill('SIGKILL')
      await holder.ended
      await pause(randomInt(0, 300))
      holder = await start('storage-holder.mjs', WORKER)
      const end = Date.now() + 15_000
      while (guests.some((guest, i) => guest.lines().length <= (before[i] ?? 0)) && Date.now() < end)
        await pause(50)
      for (const [i, guest] of guests.entries()) expect(guest.lines().length).toBeGreaterThan(before[i] ?? 0)
    }
    for (const { child } of guests) child.stdin?.write('stop\n')
    expect(await Promise.all(guests.map((guest) => guest.ended))).toEqual([0, 0, 0])

    const storage = await connectStorage({ dataDir })
    const facts = storage.connection.useDb('chaos').collection<{ _id: string }>('facts')
    const found = new Set((await facts.find({ tags: 'a' }).toArray()).map(({ _id }) => _id))
    const acknowledged = guests.flatMap((guest) => guest.lines())
    expect(acknowledged.filter((id) => !found.has(id))).toEqual([])
    expect(await facts.countDocuments()).toBe(found.size)
    await storage.close()
  },
  30_000 + ROUNDS * 20_000,
)
