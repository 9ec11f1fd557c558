import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import Libsql from 'libsql'
import { serve } from '../../../server/embedded-db/src/process/seat'
import { connectStorage, type Storage, type StorageLog } from '../../../server/src/storage/connect'

let dataDir: string
let opened: Storage[] = []
let said: { level: string; message: string }[] = []
const log: StorageLog = {
  warn: (message) => void said.push({ level: 'warn', message }),
  error: (message) => void said.push({ level: 'error', message }),
}
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))
/** Asked again until there is an answer: while a place changes hands, a connection may be cut more than once. */
async function until<T>(ask: () => Promise<T> | undefined): Promise<T> {
  for (;;) {
    const answer = await ask()?.catch(() => undefined)
    if (answer !== undefined) return answer
    await pause(20)
  }
}

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'hl-'))
  said = []
})
afterEach(async () => {
  for (const storage of opened) await storage.close()
  opened = []
  rmSync(dataDir, { recursive: true, force: true })
})

async function open(folder = dataDir, uri?: string) {
  const storage = await connectStorage({ dataDir: folder, uri, log })
  opened.push(storage)
  return storage
}

describe('the storage without a MongoDB', () => {
  it('keeps documents, shapes and indexes over a restart', async () => {
    const first = await open()
    const notes = first.connection.collection('notes')
    await notes.createIndex({ key: 1 }, { unique: true })
    await notes.insertMany([
      { key: 1, tags: ['a', 'b'] },
      { key: 2, tags: 'c' },
    ])
    await first.close()
    const second = await open()
    const again = second.connection.collection('notes')
    expect(second.kind).toBe('embedded')
    expect(await again.countDocuments({ tags: 'b' })).toBe(1)
    await expect(again.insertOne({ key: 2 })).rejects.toMatchObject({ code: 11000, keyValue: { key: 2 } })
  })

  it('listens where only its owner may enter, and leaves no socket behind', async () => {
    const storage = await open()
    expect(statSync(join(dataDir, 'run')).mode & 0o777).toBe(0o700)
    expect(existsSync(join(dataDir, 'run/db.sock'))).toBe(true)
    await storage.close()
    expect(existsSync(join(dataDir, 'run/db.sock'))).toBe(false)
  })

  it('works in a folder that is deeper than a socket path may be', async () => {
    const deep = join(dataDir, ...Array.from({ length: 12 }, () => '很深的目录'))
    const storage = await open(deep)
    await storage.connection.collection('x').insertOne({ a: 1 })
    expect(existsSync(join(deep, 'data.sqlite'))).toBe(true)
  })

  it('joins the process that holds the folder, through its socket', async () => {
    const holder = await open()
    const guest = await open()
    expect([holder.role, guest.role]).toEqual(['holder', 'guest'])
    await holder.connection.collection('x').insertOne({ a: 1 })
    expect(await guest.connection.collection('x').countDocuments()).toBe(1)
  })

  it('goes on in a guest when the holder leaves: one takes over, the others follow', async () => {
    const holder = await open()
    const guests = [await open(), await open(), await open()]
    // A reply may be lost with the holder: whoever writes names what he writes, and asks again.
    const note = (from: Storage, name: string) =>
      until(() =>
        from.connection
          .collection<{ _id: string }>('x')
          .updateOne({ _id: name }, { $set: { a: 1 } }, { upsert: true }),
      )
    const count = (from?: Storage) => until(() => from?.connection.collection('x').countDocuments())
    await note(holder, 'first')
    await holder.close()
    for (const [at, guest] of guests.entries()) await note(guest, `of guest ${at}`)
    const roles = (of: readonly Storage[]) => of.map(({ role }) => role).sort()
    while (!roles(guests).includes('holder')) await pause(20)
    expect(roles(guests)).toEqual(['guest', 'guest', 'holder'])
    const next = guests.find(({ role }) => role === 'holder')
    await next?.close()
    const others = guests.filter((guest) => guest !== next)
    for (const other of others) expect(await count(other)).toBe(4)
    while (!roles(others).includes('holder')) await pause(20)
    expect(roles(others)).toEqual(['guest', 'holder'])
    expect(said.map(({ message }) => message)).toContain('storage: this process serves the data folder')
  })

  it('finds the next holder where a deep folder had its socket, whatever the TMPDIR', async () => {
    const deep = join(dataDir, 'd'.repeat(120))
    const holder = await open(deep)
    const guest = await open(deep)
    const { TMPDIR } = process.env
    process.env.TMPDIR = dataDir
    try {
      await holder.close()
      while (guest.role !== 'holder') await pause(20)
    } finally {
      if (TMPDIR === undefined) delete process.env.TMPDIR
      else process.env.TMPDIR = TMPDIR
    }
    expect(await guest.connection.collection('x').countDocuments()).toBe(0)
    expect(said.filter(({ level }) => level === 'error')).toEqual([])
  })

  it('never begins anew where the data were taken away', async () => {
    const worker = join(__dirname, '../../../server/dist/embedded-worker.js')
    const data = { dataDir, expirySeconds: 60, mustExist: true }
    await expect(serve(worker, data, log)).rejects.toMatchObject({ code: 'DATA_FILE_GONE' })
    expect(existsSync(join(dataDir, 'data.sqlite'))).toBe(false)
    await (await open()).close()
    await (await serve(worker, data, log)).leave()
  })

  it('takes neither an empty file nor a log without its file for a beginning', async () => {
    mkdirSync(dataDir, { recursive: true })
    const worker = join(__dirname, '../../../server/dist/embedded-worker.js')
    const data = { dataDir, expirySeconds: 60, mustExist: true }
    await expect(serve(worker, data, log)).rejects.toMatchObject({ code: 'DATA_FILE_GONE' })
    writeFileSync(join(dataDir, 'data.sqlite'), '')
    await expect(serve(worker, data, log)).rejects.toMatchObject({ code: 'DATA_FILE_DAMAGED' })
    await expect(connectStorage({ dataDir, log })).rejects.toMatchObject({ code: 'DATA_FILE_DAMAGED' })
    rmSync(join(dataDir, 'data.sqlite'))
    writeFileSync(join(dataDir, 'data.sqlite-wal'), 'what is left')
    await expect(connectStorage({ dataDir, log })).rejects.toMatchObject({ code: 'DATA_FILE_GONE' })
    expect(readFileSync(join(dataDir, 'data.sqlite-wal'), 'utf8')).toBe('what is left')
  })

  it('makes no copy of a file that was moved away, and says that it is not there', async () => {
    const storage = await connectStorage({ dataDir, log, expirySeconds: 0.1 })
    opened.push(storage)
    await storage.connection.collection('x').insertOne({ a: 1 })
    renameSync(join(dataDir, 'data.sqlite'), join(dataDir, 'away'))
    const target = join(dataDir, 'copy.sqlite')
    await expect(storage.connection.db?.command({ backup: target })).rejects.toMatchObject({ code: 125 })
    expect([existsSync(target), existsSync(join(dataDir, 'data.sqlite'))]).toEqual([false, false])
    await until(async () => said.find(({ message }) => message.includes('已被移走或替换')))
  })

  it('starts its worker again when that has ended', async () => {
    const real = join(__dirname, '../../../server/dist/embedded-worker.js')
    const crashing = join(dataDir, 'crashing.cjs')
    const told = join(dataDir, 'told')
    writeFileSync(
      crashing,
      `const { existsSync, writeFileSync } = require('node:fs')
       if (!existsSync('${told}')) setTimeout(() => { writeFileSync('${told}', ''); throw new Error('crash') }, 700)
       require('${real}')`,
    )
    const storage = await connectStorage({ dataDir, workerFile: crashing, log })
    opened.push(storage)
    const notes = storage.connection.collection('x')
    await notes.insertOne({ a: 1 })
    while (!existsSync(told)) await new Promise((done) => setTimeout(done, 50))
    await new Promise((done) => setTimeout(done, 300))
    expect(await notes.countDocuments().catch(() => notes.countDocuments())).toBe(1)
    expect(said.map(({ message }) => message)).toContain(
      'storage: the embedded database ended unexpectedly and is started again',
    )
  })

  it('makes a consistent copy while it is written to', async () => {
    const storage = await open()
    const notes = storage.connection.collection<{ _id: number }>('x')
    await notes.insertMany(Array.from({ length: 3000 }, (_, _id) => ({ _id, text: 'x'.repeat(500) })))
    const file = join(dataDir, 'copy.sqlite')
    const command = (body: Record<string, unknown>) => storage.connection.getClient().db().command(body)
    await command({ backup: file })
    let written = 3000
    for (;;) {
      await notes.insertOne({ _id: written++ })
      const { state, message } = await command({ backupStatus: 1 })
      if (state === 'done') break
      if (state !== 'running') throw new Error(message)
    }
    const copy = new Libsql(file)
    expect(copy.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
    copy.close()
    await expect(command({ backup: file })).rejects.toMatchObject({ code: 2 })
  })

  it('refuses the file of another program and does not touch it', async () => {
    const foreign = new Libsql(join(dataDir, 'data.sqlite'))
    foreign.exec('CREATE TABLE theirs (a)')
    foreign.close()
    const before = readFileSync(join(dataDir, 'data.sqlite'))
    await expect(open()).rejects.toMatchObject({
      code: 'DATA_FILE_FOREIGN',
      message: expect.stringContaining('属于别的程序'),
    })
    expect(readFileSync(join(dataDir, 'data.sqlite')).equals(before)).toBe(true)
  })

  it('says so when the file is no database at all', async () => {
    writeFileSync(
      join(dataDir, 'data.sqlite'),
      'not a database, but long enough to look like a header of one'.repeat(100),
    )
    await expect(open()).rejects.toMatchObject({ code: 'DATA_FILE_DAMAGED' })
  })

  it('says so when the data folder cannot be made', async () => {
    writeFileSync(join(dataDir, 'file'), '')
    await expect(open(join(dataDir, 'file/data'))).rejects.toMatchObject({ code: 'DATA_DIR_NOT_WRITABLE' })
  })

  it('says so when the data folder is read-only', async () => {
    const folder = join(dataDir, 'read-only')
    mkdirSync(folder)
    chmodSync(folder, 0o500)
    // Root may write everywhere but where the system itself refuses.
    const refused = process.getuid?.() === 0 ? '/proc/self' : folder
    await expect(open(refused)).rejects.toMatchObject({ code: 'DATA_DIR_NOT_WRITABLE' })
  })

  it('removes what a TTL index says is over', async () => {
    const storage = await open()
    const codes = storage.connection.collection('codes')
    await codes.createIndex({ at: 1 }, { expireAfterSeconds: 60 })
    await codes.insertMany([
      { at: new Date(Date.now() - 3_600_000) },
      { at: new Date() },
      { at: 'never' },
      {},
    ])
    await storage.close()
    // Expiry runs at the start too, so that a server that is often restarted still forgets.
    const again = await open()
    expect(await again.connection.collection('codes').countDocuments()).toBe(3)
  })
})

describe('the storage with a MongoDB', () => {
  it('explains an address that is no address', async () => {
    await expect(open(dataDir, 'mysql://x')).rejects.toMatchObject({ code: 'MONGODB_URI_INVALID' })
  })

  it('explains a server that does not answer, within seconds', async () => {
    await expect(open(dataDir, 'mongodb://127.0.0.1:9/x')).rejects.toMatchObject({
      code: 'MONGODB_UNREACHABLE',
    })
  })

  it('speaks to a server it did not start', async () => {
    const embedded = await open()
    const storage = await open(dataDir, embedded.uri)
    expect(storage.kind).toBe('mongodb')
    expect(await storage.connection.collection('x').countDocuments()).toBe(0)
    await storage.close()
  })
})
