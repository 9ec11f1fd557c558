import { mkdtempSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { BSON } from 'bson'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { WireServer } from '../../../server/embedded-db/src/wire/server'
import { Framing } from '../../../server/embedded-db/src/wire/wire'
import { type EngineUnderTest, engineUnderTest } from '../engine'

const warn = jest.fn()
let test: EngineUnderTest
let server: WireServer
let folder: string
let client: Socket
beforeEach(async () => {
  test = engineUnderTest()
  server = new WireServer(test.engine, { warn })
  folder = mkdtempSync(join(tmpdir(), 'hw-'))
  await server.listen(join(folder, 's.sock'))
  client = connect(join(folder, 's.sock'))
})
afterEach(async () => {
  client.destroy()
  await server.close()
  test.close()
  rmSync(folder, { recursive: true, force: true })
})

function message(id: number, body: Uint8Array): Buffer {
  const head = Buffer.alloc(21)
  head.writeInt32LE(21 + body.length, 0)
  head.writeInt32LE(id, 4)
  head.writeInt32LE(2013, 12)
  return Buffer.concat([head, body])
}

/** The next replies, by the message that they answer. */
function replies(count: number): Promise<[number, Doc][]> {
  const framing = new Framing()
  const found: [number, Doc][] = []
  return new Promise((done) =>
    client.on('data', (piece) => {
      for (const reply of framing.push(piece))
        found.push([reply.readInt32LE(8), BSON.deserialize(reply.subarray(21))])
      if (found.length === count) done(found)
    }),
  )
}

describe('a connection', () => {
  it('answers a document that is no BSON with an error, and goes on', async () => {
    const broken = Buffer.from(BSON.serialize({ find: 'x', filter: { a: 'b' } }))
    broken[4] = 0x7e
    client.write(Buffer.concat([message(5, broken), message(6, BSON.serialize({ ping: 1, $db: 'test' }))]))
    const found = new Map(await replies(2))
    expect(found.get(5)).toMatchObject({ ok: 0, code: 22, codeName: 'InvalidBSON' })
    expect(found.get(6)).toMatchObject({ ok: 1 })
  })

  it('is closed, and said to be, when what comes is no message', async () => {
    warn.mockClear()
    const closed = new Promise<void>((done) => client.once('close', () => done()))
    client.write(Buffer.from([1, 0, 0, 0, 0, 0, 0, 0]))
    await closed
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('a connection is closed'))
  })

  it('that is gone before its reply takes no other with it', async () => {
    const other = connect(join(folder, 's.sock'))
    client.write(message(1, BSON.serialize({ ping: 1, $db: 'test' })))
    client.destroy()
    client = other
    client.write(message(2, BSON.serialize({ ping: 1, $db: 'test' })))
    expect(await replies(1)).toEqual([[2, { ok: 1 }]])
  })
})
