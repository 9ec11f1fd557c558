import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals'
import { build } from 'esbuild'
import mongoose from 'mongoose'
import { type Embedded, startEmbedded } from '../../server/src/storage/embedded'

const ROUNDS = Number(process.env.HUTANG_CHAOS_ROUNDS ?? 3)
const DOCUMENTS = (ROUNDS + 2) * 2000
const KEEP = join(__dirname, '../../server/dist/keep-under-test.cjs')

let folder: string
let servers: Embedded[] = []
let running: ChildProcess | undefined
beforeAll(async () => {
  await build({
    entryPoints: [join(__dirname, '../../server/src/storage/keep/cli.ts')],
    outfile: KEEP,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    packages: 'external',
    alias: { '@hutang/shared': join(__dirname, '../../shared/src/index.ts') },
    logLevel: 'warning',
  })
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
  return { server, notices: connection.collection<{ _id: string; n: number }>('notices'), connection }
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
  'an export that is killed again and again goes on where it was, and the way back brings the same',
  async () => {
    const village = await serve('village')
    const town = await serve('town')
    await village.notices.insertMany(
      Array.from({ length: DOCUMENTS }, (_, n) => ({ _id: `n${String(n).padStart(6, '0')}`, n })),
    )
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

    const again = await run('export', town.server.uri)
    expect(again.code).toBe(1)
    expect(again.lines[0]).toContain('目标数据库 hutang 里已经有数据')

    await village.connection.dropDatabase()
    const back = await run('import', town.server.uri)
    expect(back.code).toBe(0)
    expect(await village.notices.countDocuments()).toBe(DOCUMENTS)
    await village.connection.close()
    await town.connection.close()
  },
  60_000 + ROUNDS * 10_000,
)
