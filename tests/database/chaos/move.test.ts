import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Embedded, startEmbedded } from '@hutang/embedded-db'
import { afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals'
import mongoose, { type Connection, mongo } from 'mongoose'
import { bundle } from '../../support/bundle'

const ROUNDS = Number(process.env.HUTANG_CHAOS_ROUNDS ?? 3)
const DOCUMENTS = (ROUNDS + 2) * 2000
const KEEP = join(__dirname, '../../../server/dist/keep-under-test.cjs')

let folder: string
let servers: Embedded[] = []
let running: ChildProcess | undefined
beforeAll(async () => {
  await bundle('server/src/operations/cli.ts', KEEP)
})
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hw-'))
})
afterEach(async () => {
  running?.kill('SIGKILL')
  for (const server of servers) await server.close()
  servers = []
  rmSync(folder, { recursive: true, force: true })
})

async function serve(name: string) {
  const server = await startEmbedded({ dataDir: join(folder, name) })
  servers.push(server)
  const connection = await mongoose.createConnection(server.uri).asPromise()
  return { server, notices: connection.collection<Notice>('notices'), connection }
}

interface Notice {
  _id: string
  n: number
  long: mongo.BSON.Long
  whole: mongo.BSON.Double
}

/** Values that a driver left to itself reads as others. */
const notice = (n: number): Notice => ({
  _id: `n${String(n).padStart(6, '0')}`,
  n,
  long: mongo.BSON.Long.fromNumber(n),
  whole: new mongo.BSON.Double(n),
})

/** The documents byte for byte. */
async function held({ connection }: { connection: Connection }): Promise<string> {
  const hash = createHash('sha256')
  const notices = connection.collection('notices').find({}, { raw: true }).sort({ _id: 1 })
  for await (const bytes of notices as unknown as AsyncIterable<Uint8Array>) hash.update(bytes)
  return hash.digest('hex')
}

interface Run {
  code: number | null
  lines: string[]
}

/** Runs a command until its end, or kills it after so many lines of progress. */
async function run(name: string, uri: string, killAfter = Number.POSITIVE_INFINITY): Promise<Run> {
  const command = `require(${JSON.stringify(KEEP)}).main(${JSON.stringify(name)})`
  const child = spawn(process.execPath, ['-e', command], {
    env: { ...process.env, DATA_DIR: join(folder, 'village'), MONGODB_URI: uri },
  })
  running = child
  let out = ''
  child.stdout.on('data', (piece) => {
    out += piece
    const pieces = out.split('\n').filter((line) => line.startsWith('notices  ')).length
    if (pieces >= killAfter) child.kill('SIGKILL')
  })
  child.stderr.on('data', (piece) => {
    out += piece
  })
  const code = await new Promise<number | null>((done) => child.once('close', done))
  return { code, lines: out.split('\n') }
}

it(
  'an export and an import that are killed again and again go on where they were, and bring the same types',
  async () => {
    const village = await serve('village')
    const town = await serve('town')
    await village.notices.insertMany(Array.from({ length: DOCUMENTS }, (_, n) => notice(n)))
    const before = await held(village)
    for (let round = 0; round < ROUNDS; round++) {
      const { code } = await run('export', town.server.uri, 2)
      expect(code).toBeNull()
    }
    const last = await run('export', town.server.uri)
    expect(last.lines.join('\n')).toContain('两边内容一致')
    expect(last.code).toBe(0)
    const progress = last.lines.filter((line) => line.startsWith('notices  ') && line.includes('/'))
    expect(progress[0]).not.toBe(`notices  1000/${DOCUMENTS}`)
    expect(await town.notices.countDocuments()).toBe(DOCUMENTS)
    expect(await held(town)).toBe(before)

    const again = await run('export', town.server.uri)
    expect(again.code).toBe(1)
    expect(again.lines[0]).toContain('目标数据库 hutang 里已经有数据')

    await village.connection.dropDatabase()
    for (let round = 0; round < ROUNDS; round++) {
      const { code } = await run('import', town.server.uri, 2)
      expect(code).toBeNull()
    }
    const back = await run('import', town.server.uri)
    expect(back.code).toBe(0)
    expect(await held(village)).toBe(before)
    expect(await village.notices.countDocuments()).toBe(DOCUMENTS)
    await village.connection.close()
    await town.connection.close()
  },
  60_000 + ROUNDS * 20_000,
)
