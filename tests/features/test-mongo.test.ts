import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Embedded, startEmbedded } from '@hutang/embedded-db'
import { afterEach, describe, expect, it } from '@jest/globals'
import mongoose from 'mongoose'

const root = join(__dirname, '../..')
let server: Embedded | undefined
let folder: string | undefined
afterEach(async () => {
  await server?.close()
  if (folder) rmSync(folder, { recursive: true, force: true })
})

async function testMongo(uri: string | undefined, ...args: string[]): Promise<{ code: number; out: string }> {
  const { MONGODB_URI: _, ...env } = process.env
  const child = spawn(process.execPath, ['scripts/test-mongo.mjs', ...args], {
    cwd: root,
    // What the tests drive is built already, and others are driving it.
    env: { ...env, HUTANG_TEST_BUILT: '1', ...(uri === undefined ? {} : { MONGODB_URI: uri }) },
  })
  let out = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (piece) => {
      out += piece
    })
  }
  const code = await new Promise<number>((done) => child.once('close', done))
  return { code, out }
}

describe('npm run test:mongo', () => {
  it('says what to set where there is no MongoDB, and fails nothing', async () => {
    const { code, out } = await testMongo(undefined)
    expect(code).toBe(0)
    expect(out).toMatch(/^test:mongo 跳过（skipped）：.*MONGODB_URI.*\n0 passed, 0 failed\n$/)
  })

  it('runs against the server at MONGODB_URI and leaves no database there', async () => {
    folder = mkdtempSync(join(tmpdir(), 'hm-'))
    server = await startEmbedded({ dataDir: folder })
    const { code, out } = await testMongo(server.uri, 'tests/api/system', 'tests/database/api/mongoose.test')
    expect(out).toMatch(/PASS tests\/api\/system/)
    expect(out).toMatch(/PASS tests\/database\/api\/mongoose/)
    expect(out).not.toMatch(/lifecycle/)
    expect(out).toMatch(/\n\d{2,} passed, 0 failed\n$/)
    expect(code).toBe(0)
    const connection = await mongoose.createConnection(server.uri).asPromise()
    expect((await connection.listDatabases()).databases).toEqual([])
    await connection.close()
  }, 90_000)

  it('fails with a sentence where the server does not answer', async () => {
    const { code, out } = await testMongo('mongodb://127.0.0.1:9/test', 'tests/api/system')
    expect(code).toBe(1)
    expect(out).toMatch(/^MONGODB_URI 指向的 MongoDB 没有应答：.*\n0 passed, 1 failed\n$/)
  }, 90_000)
})
