import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { connectStorage } from '../../../server/src/storage/connect'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'he-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const SECRET = 'LEAKED-310228'
const log = { warn() {}, error() {} }

/** How often it stands anywhere in the folder's files, whatever holds it there. */
function timesOnDisk(): number {
  const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  return files
    .map((one) => readFileSync(join(one.parentPath, one.name), 'latin1').split(SECRET).length - 1)
    .reduce((a, b) => a + b, 0)
}

/** Text that takes a page, and more. */
const long = (n: number) => `${SECRET} ${String(n).repeat(30 + ((n * 977) % 6000))}`

describe('what was erased', () => {
  it('is in no page of the file and in no log once the service has ended', async () => {
    const storage = await connectStorage({ dataDir, log })
    const notes = storage.connection.collection<{ _id: number; text: string; key: string }>('notes')
    await notes.createIndex({ key: 1 })
    const documents = Array.from({ length: 400 }, (_, n) => ({
      _id: (n * 7919) % 400,
      text: long(n),
      key: `${SECRET}-${n}`,
    }))
    for (const one of documents) await notes.insertOne(one)
    for (let n = 0; n < 400; n += 3) await notes.updateOne({ _id: n }, { $set: { text: long(n + 1) } })
    await storage.connection.collection('others').insertMany(documents.map(({ text }) => ({ text })))
    for (let n = 0; n < 400; n += 2) await notes.deleteOne({ _id: n })
    for (let n = 1; n < 400; n += 2)
      await notes.updateOne({ _id: n }, { $set: { text: '已撤下', key: 'none' } })
    await storage.connection.dropCollection('others')
    await storage.close()
    expect(timesOnDisk()).toBe(0)
  })
})
