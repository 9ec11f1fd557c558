import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { connectStorage, type Storage } from '../../../server/src/storage/connect'

let folder: string
let dataDir: string
let opened: Storage[] = []
const { TMPDIR } = process.env

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hx-'))
  dataDir = join(folder, 'data')
})
afterEach(async () => {
  if (TMPDIR === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = TMPDIR
  for (const storage of opened) await storage.close()
  opened = []
  rmSync(folder, { recursive: true, force: true })
})

const silent = { warn: () => undefined, error: () => undefined }

async function open(where = dataDir): Promise<Storage> {
  const storage = await connectStorage({ dataDir: where, log: silent })
  opened.push(storage)
  return storage
}

async function filled(): Promise<string> {
  const storage = await open()
  await storage.connection
    .collection('x')
    .insertMany(Array.from({ length: 500 }, (_, n) => ({ n, text: 'x'.repeat(500) })))
  await storage.close()
  return join(dataDir, 'data.sqlite')
}

/** Opening says what is wrong and leaves the file as it is. */
async function refused(file: string, code: string, words: string): Promise<void> {
  const before = readFileSync(file)
  await expect(open()).rejects.toMatchObject({ code, message: expect.stringContaining(words) })
  expect(readFileSync(file).equals(before)).toBe(true)
}

describe('a data file that is not as it was left', () => {
  it('has lost its end', async () => {
    const file = await filled()
    truncateSync(file, statSync(file).size - 4096 * 3)
    await refused(file, 'DATA_FILE_DAMAGED', 'npm run restore')
    truncateSync(file, 4096 * 5 + 100)
    await refused(file, 'DATA_FILE_DAMAGED', 'npm run restore')
    truncateSync(file, 50)
    await refused(file, 'DATA_FILE_DAMAGED', 'npm run restore')
  })

  it('is damaged where its tables are listed', async () => {
    const file = await filled()
    const bytes = readFileSync(file)
    bytes.fill(0x5a, 100, 4096)
    writeFileSync(file, bytes)
    await refused(file, 'DATA_FILE_DAMAGED', 'npm run restore')
  })

  it('was written by a newer version', async () => {
    const file = await filled()
    const bytes = readFileSync(file)
    bytes.writeUInt32BE(99, 60)
    writeFileSync(file, bytes)
    await refused(file, 'DATA_FILE_NEWER', '更新的版本')
  })

  it('is a folder', async () => {
    mkdirSync(join(dataDir, 'data.sqlite'), { recursive: true })
    await expect(open()).rejects.toMatchObject({ name: 'StorageError' })
  })

  it('has lost all its bytes: that is no new village', async () => {
    const file = await filled()
    truncateSync(file, 0)
    await refused(file, 'DATA_FILE_DAMAGED', 'npm run restore')
    expect(existsSync(`${file}-wal`)).toBe(false)
  })

  it('was not finished at the first start: that begins anew', async () => {
    mkdirSync(dataDir)
    writeFileSync(join(dataDir, 'data.sqlite.part'), 'cut off')
    const { connection } = await open()
    await connection.collection('x').insertOne({ a: 1 })
    expect(await connection.collection('x').countDocuments()).toBe(1)
    expect(existsSync(join(dataDir, 'data.sqlite.part'))).toBe(false)
  })
})

describe('a data folder that is not where it seems', () => {
  it('is a file', async () => {
    writeFileSync(dataDir, '')
    await expect(open()).rejects.toMatchObject({ code: 'DATA_DIR_NOT_WRITABLE' })
    expect(statSync(dataDir).isFile()).toBe(true)
  })

  it('is a link: by either name it is one folder', async () => {
    mkdirSync(dataDir)
    const link = join(folder, 'link')
    symlinkSync(dataDir, link)
    const holder = await open(link)
    const guest = await open(dataDir)
    expect([holder.role, guest.role]).toEqual(['holder', 'guest'])
    await holder.connection.collection('x').insertOne({ a: 1 })
    expect(await guest.connection.collection('x').countDocuments()).toBe(1)
    expect(holder.uri).toBe(guest.uri)
  })

  it('is a link that leads nowhere', async () => {
    symlinkSync(join(folder, 'nowhere/at/all'), dataDir)
    await expect(open()).rejects.toMatchObject({ code: 'DATA_DIR_NOT_WRITABLE' })
  })

  it('has somebody else at the place of its socket', async () => {
    process.env.TMPDIR = folder
    const deep = join(folder, 'd'.repeat(100))
    const first = await open(deep)
    const place = join(decodeURIComponent(new URL(first.uri).host), '..')
    await first.close()
    rmSync(place, { recursive: true })
    mkdirSync(join(folder, 'theirs'))
    symlinkSync(join(folder, 'theirs'), place)

    const again = await open(deep)
    const guest = await open(deep)
    await again.connection.collection('x').insertOne({ a: 1 })
    expect(await guest.connection.collection('x').countDocuments()).toBe(1)
    expect(existsSync(join(folder, 'theirs/db.sock'))).toBe(false)
    const own = join(decodeURIComponent(new URL(again.uri).host), '..')
    expect(statSync(own).mode & 0o777).toBe(0o700)
  })

  it('has a file where its own folder of sockets should be', async () => {
    mkdirSync(dataDir)
    writeFileSync(join(dataDir, 'run'), '')
    await expect(open()).rejects.toMatchObject({ code: 'SOCKET_FOLDER_FOREIGN' })
  })
})
