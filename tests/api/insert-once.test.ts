import { mkdtempSync, rmSync } from 'node:fs'
import { createConnection, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals'
import mongoose, { type Model } from 'mongoose'
import { insertFirst, insertMissing } from '../../server/src/storage/insert-once'
import { describeEmbedded, type TestDatabase, testDatabase } from '../support/database'

interface Doc {
  _id: string
}

let database: TestDatabase
let near: Model<Doc>
/** The same collection over a line that breaks while an insert is on its way. */
let far: Model<Doc>
let line: BreakingLine
let connection: mongoose.Connection
beforeAll(async () => {
  database = await testDatabase()
  line = await breakingLine(database.uri)
  connection = await mongoose.createConnection(line.uri, { serverSelectionTimeoutMS: 5000 }).asPromise()
  const schema = new mongoose.Schema<Doc>({ _id: String }, { versionKey: false })
  near = database.connection.model<Doc>('Once', schema)
  far = connection.model<Doc>('Once', schema)
})
beforeEach(async () => {
  line.breaks = null
  await near.deleteMany({})
})
afterAll(async () => {
  await connection?.close()
  await line?.close()
  await database.close()
})

const docs = (...ids: string[]) => ids.map((_id) => ({ _id }))

describeEmbedded('an insert that only the first may do', () => {
  it('answers what was not there yet', async () => {
    expect(await insertFirst(near, docs('a', 'b'))).toEqual(docs('a', 'b'))
    expect(await insertFirst(near, docs('b', 'c'))).toEqual(docs('c'))
    expect(await insertMissing(near, docs('c'))).toBe(false)
    expect(await insertMissing(near, docs('d'))).toBe(true)
  })

  // What was taken for done here was a message sent twice, or a notice that nobody was told.
  it.each(['before it arrives', 'after it was written'] as const)(
    'is not taken for done where the line breaks %s',
    async (breaks) => {
      line.breaks = breaks
      await expect(insertFirst(far, docs('x', 'y'))).rejects.toThrow()
      line.breaks = breaks
      await expect(insertMissing(far, docs('x', 'y'))).rejects.toThrow()
      line.breaks = null
      const written = await insertFirst(far, docs('x', 'y'))
      expect(written).toEqual(breaks === 'before it arrives' ? docs('x', 'y') : [])
    },
  )
})

interface BreakingLine {
  uri: string
  breaks: 'before it arrives' | 'after it was written' | null
  close(): Promise<void>
}

async function breakingLine(uri: string): Promise<BreakingLine> {
  const [, socket = ''] = /^mongodb:\/\/([^/]+)\//.exec(uri) ?? []
  const folder = mkdtempSync(join(tmpdir(), 'line-'))
  const path = join(folder, 's.sock')
  const open = new Set<Socket>()
  const made: BreakingLine = {
    uri: uri.replace(socket, encodeURIComponent(path)),
    breaks: null,
    async close() {
      for (const one of open) one.destroy()
      await new Promise((done) => server.close(done))
      rmSync(folder, { recursive: true, force: true })
    },
  }
  const server: Server = createServer((near) => {
    const far = createConnection(decodeURIComponent(socket))
    const both = [near, far]
    for (const one of both) {
      open.add(one)
      one.on('error', () => undefined)
      one.on('close', () => {
        for (const other of both) other.destroy()
        open.delete(one)
      })
    }
    let written = false
    near.on('data', (bytes) => {
      const isInsert = bytes.includes('insert\0')
      if (isInsert && made.breaks === 'before it arrives') near.destroy()
      else {
        written = isInsert
        far.write(bytes)
      }
    })
    far.on('data', (bytes) => {
      if (written && made.breaks === 'after it was written') near.destroy()
      else near.write(bytes)
    })
  })
  await new Promise<void>((done) => server.listen(path, done))
  return made
}
