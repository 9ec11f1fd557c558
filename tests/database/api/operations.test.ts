import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import Libsql from 'libsql'
import type { Connection } from 'mongoose'
import { Registry } from 'prom-client'
import { backup, dailyBackup, replayTakedowns, restore } from '../../../server/src/operations'
import { copyDaily, measureBackups } from '../../../server/src/start/daily-copy'
import { connectStorage, type Storage } from '../../../server/src/storage/connect'

let folder: string
let opened: Storage[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hk-'))
})
afterEach(async () => {
  for (const storage of opened) await storage.close()
  opened = []
  rmSync(folder, { recursive: true, force: true })
})

async function open(name: string): Promise<Storage> {
  const storage = await connectStorage({ dataDir: join(folder, name) })
  opened.push(storage)
  return storage
}

interface Note {
  _id: string
  text: string
}
const notesOf = (connection: Connection) => connection.collection<Note>('notes')
const sealed = `0a1b2c3d.${'A'.repeat(16)}.${'B'.repeat(22)}.Qk1`

describe('backup and restore', () => {
  it('brings back the copied state, keeps the other, and carries over what is told', async () => {
    const first = await open('data')
    await notesOf(first.connection).insertMany([
      { _id: 'kept', text: sealed },
      { _id: 'shown', text: 'x' },
    ])
    const file = join(folder, 'copy.sqlite')
    expect((await backup(first.connection, file)).bytes).toBeGreaterThan(0)
    await notesOf(first.connection).updateOne({ _id: 'shown' }, { $set: { text: 'taken down' } })
    await notesOf(first.connection).insertOne({ _id: 'later', text: 'y' })
    await expect(restore({ dataDir: join(folder, 'data'), file, stamp: 'a' })).rejects.toMatchObject({
      code: 'DATA_DIR_LOCKED',
    })
    await first.close()

    const done = await restore({
      dataDir: join(folder, 'data'),
      file,
      stamp: 'b',
      async replay(before, restored) {
        const found = await notesOf(before).find({ text: 'taken down' }).toArray()
        for (const { _id, text } of found) await notesOf(restored).updateOne({ _id }, { $set: { text } })
        return found.length
      },
    })
    expect(done).toMatchObject({ collections: { 'hutang.notes': 2 }, keys: ['0a1b2c3d'], replayed: 1 })
    const again = await open('data')
    expect(await notesOf(again.connection).find({}).sort({ _id: 1 }).toArray()).toEqual([
      { _id: 'kept', text: sealed },
      { _id: 'shown', text: 'taken down' },
    ])
    const before = await open('data/before-restore-b')
    expect(await notesOf(before.connection).countDocuments()).toBe(3)
  })

  it('refuses a damaged backup and leaves the data alone', async () => {
    const first = await open('data')
    await notesOf(first.connection).insertMany(
      Array.from({ length: 500 }, (_, i) => ({ _id: `n${i}`, text: 'x'.repeat(200) })),
    )
    const file = join(folder, 'copy.sqlite')
    await backup(first.connection, file)
    await first.close()
    const bytes = readFileSync(file)
    bytes.fill(0x5a, 9000, 30_000)
    writeFileSync(file, bytes)
    const attempt = (name: string) => restore({ dataDir: join(folder, 'data'), file: name, stamp: 'c' })
    await expect(attempt(file)).rejects.toMatchObject({ code: 'BACKUP_DAMAGED' })
    writeFileSync(file, 'x'.repeat(5000))
    await expect(attempt(file)).rejects.toMatchObject({ code: 'BACKUP_DAMAGED' })
    await expect(attempt(join(folder, 'none'))).rejects.toMatchObject({ code: 'BACKUP_MISSING' })
    const again = await open('data')
    expect(await notesOf(again.connection).countDocuments()).toBe(500)
  })

  it('refuses a backup in which one byte of a text has flipped, which its pages do not tell', async () => {
    const first = await open('data')
    await notesOf(first.connection).insertMany([
      { _id: 'a', text: 'a hundred yuan' },
      { _id: 'b', text: '一百元' },
    ])
    const file = join(folder, 'copy.sqlite')
    await backup(first.connection, file)
    await first.close()
    const whole = readFileSync(file)
    for (const word of ['hundred', '百元']) {
      const bytes = Buffer.from(whole)
      const at = bytes.indexOf(word)
      expect(at).toBeGreaterThan(0)
      bytes[at] = (bytes[at] ?? 0) ^ 1
      writeFileSync(file, bytes)
      const db = new Libsql(file, { readonly: true })
      expect(db.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
      db.close()
      await expect(restore({ dataDir: join(folder, 'data'), file, stamp: 'f' })).rejects.toMatchObject({
        code: 'BACKUP_DAMAGED',
        message: expect.stringContaining('内容和备份时不一样'),
      })
    }
    writeFileSync(file, whole)
    const done = await restore({ dataDir: join(folder, 'data'), file, stamp: 'g' })
    expect(done.collections).toEqual({ 'hutang.notes': 2 })
    const { connection } = await open('data')
    expect(await notesOf(connection).findOne({ _id: 'a' })).toEqual({ _id: 'a', text: 'a hundred yuan' })
  })

  it('takes a backup of the version before, which has no checksum, and none with what is gone', async () => {
    const fixture = (name: string) => {
      const file = join(folder, `${name}.sqlite`)
      writeFileSync(file, gunzipSync(readFileSync(join(__dirname, `../fixtures/full/${name}.sqlite.gz`))))
      return file
    }
    const dataDir = join(folder, 'data')
    const done = await restore({ dataDir, file: fixture('kept'), stamp: 'h' })
    expect(done.collections).toEqual({ 'kept.c': 2 })
    await expect(restore({ dataDir, file: fixture('decimal'), stamp: 'i' })).rejects.toMatchObject({
      code: 'DATA_FILE_UNSUPPORTED',
      message: expect.stringContaining(`${folder}/decimal.sqlite`),
    })
    const { connection } = await open('data')
    expect(await connection.useDb('kept').collection('c').countDocuments()).toBe(2)
  })

  it('restores what a log beside the file holds, and leaves both as they are', async () => {
    const source = await open('source')
    await notesOf(source.connection).insertOne({ _id: 'a', text: 'x' })
    await backup(source.connection, join(folder, 'whole.sqlite'))
    await notesOf(source.connection).insertOne({ _id: 'b', text: 'y' })
    const copied = join(folder, 'copied.sqlite')
    for (const suffix of ['', '-wal'])
      writeFileSync(copied + suffix, readFileSync(join(folder, 'source/data.sqlite') + suffix))
    const before = ['', '-wal'].map((suffix) => readFileSync(copied + suffix))
    expect(before[1]?.length).toBeGreaterThan(0)

    const restored = await restore({ dataDir: join(folder, 'data'), file: copied, stamp: 'now' })
    expect(restored.collections).toEqual({ 'hutang.notes': 2 })
    expect(['', '-wal'].map((suffix) => readFileSync(copied + suffix))).toEqual(before)
    const { connection } = await open('data')
    expect(await notesOf(connection).countDocuments()).toBe(2)
  })

  it('says of a backup what is wrong with it', async () => {
    const file = join(folder, 'bad.sqlite')
    const refused = () => restore({ dataDir: join(folder, 'data'), file, stamp: 'now' })
    writeFileSync(file, '')
    await expect(refused()).rejects.toMatchObject({
      code: 'BACKUP_DAMAGED',
      message: expect.stringContaining('空的'),
    })
    const { connection } = await open('source')
    await notesOf(connection).insertOne({ _id: 'a', text: 'x' })
    rmSync(file)
    await backup(connection, file)
    const bytes = readFileSync(file)
    bytes.writeUInt32BE(99, 60)
    writeFileSync(file, bytes)
    await expect(refused()).rejects.toMatchObject({
      code: 'BACKUP_DAMAGED',
      message: expect.stringContaining('更新的版本'),
    })
  })

  it('takes the place of data that are damaged, and says that no takedown could be read', async () => {
    const first = await open('data')
    await notesOf(first.connection).insertOne({ _id: 'a', text: 'x' })
    const file = join(folder, 'copy.sqlite')
    await backup(first.connection, file)
    await first.close()
    writeFileSync(join(folder, 'data/data.sqlite'), 'x'.repeat(5000))
    const done = await restore({ dataDir: join(folder, 'data'), file, stamp: 'd', replay: replayTakedowns })
    expect(done.replayed).toBeUndefined()
    expect(readFileSync(join(folder, 'data/before-restore-d/data.sqlite'), 'utf8')).toBe('x'.repeat(5000))
    expect(await notesOf((await open('data')).connection).countDocuments()).toBe(1)
  })

  it('does not bring back what was taken down since', async () => {
    const first = await open('data')
    const notices = first.connection.collection<{ _id: string; state: string }>('notices')
    const editions = first.connection.collection<{ _id: string; notice: string; body: string }>('editions')
    await notices.insertOne({ _id: 'n', state: 'published' })
    await editions.insertOne({ _id: 'n:1', notice: 'n', body: 'a name' })
    // The backup is of a version that named the notice in another field.
    const matches = first.connection.collection<{ _id: string; reasons?: string[] }>('matches')
    await matches.insertMany([{ _id: 'm', notice: 'n', reasons: ['a name'] } as never, { _id: 'other' }])
    const item = { subject: { kind: 'notice', id: 'n' }, title: 'a name' }
    const deliveries = first.connection.collection<{ _id: string; items: (typeof item)[] }>('deliveries')
    await deliveries.insertOne({ _id: 'd', items: [item] })
    await notices.insertOne({ _id: 'h', state: 'published' })
    const file = join(folder, 'copy.sqlite')
    await backup(first.connection, file)
    const hidden = { until: new Date('2026-11-21T00:00:00Z') }
    await notices.updateOne({ _id: 'h' }, { $set: { hidden } } as never)
    await deliveries.updateOne({ _id: 'd' }, { $set: { items: [{ ...item, title: '' }] } })
    await notices.updateOne({ _id: 'n' }, { $set: { state: 'takenDown' } })
    await editions.updateOne({ _id: 'n:1' }, { $set: { body: '' } })
    await matches.replaceOne({ _id: 'm' }, { subject: { kind: 'notice', id: 'n' } } as never)
    await first.close()
    const done = await restore({ dataDir: join(folder, 'data'), file, stamp: 'e', replay: replayTakedowns })
    expect(done.replayed).toBe(1)
    const { connection } = await open('data')
    expect(await connection.collection('notices').find({}).sort({ _id: 1 }).toArray()).toEqual([
      { _id: 'h', state: 'published', hidden },
      { _id: 'n', state: 'takenDown' },
    ])
    expect(await connection.collection('deliveries').find({}).toArray()).toEqual([
      { _id: 'd', items: [{ ...item, title: '' }] },
    ])
    expect(await connection.collection('editions').find({}).toArray()).toEqual([
      { _id: 'n:1', notice: 'n', body: '' },
    ])
    expect(await connection.collection('matches').find({}).sort({ _id: 1 }).toArray()).toEqual([
      { _id: 'm', subject: { kind: 'notice', id: 'n' } },
      { _id: 'other' },
    ])
  })

  it('makes one copy a day and keeps the newest', async () => {
    const { connection } = await open('data')
    await notesOf(connection).insertOne({ _id: 'a', text: 'x' })
    const daily = (day: string) => dailyBackup(connection, { folder: join(folder, 'backups'), day, keep: 2 })
    writeFileSync(join(folder, 'other.sqlite'), '')
    expect((await daily('2026-01-01')).made?.file).toBe(join(folder, 'backups/daily-2026-01-01.sqlite'))
    expect(statSync(join(folder, 'backups/daily-2026-01-01.sqlite')).mode & 0o777).toBe(0o600)
    expect((await daily('2026-01-01')).made).toBeUndefined()
    await daily('2026-01-02')
    expect((await daily('2026-01-03')).removed).toEqual(['daily-2026-01-01.sqlite'])
    expect(existsSync(join(folder, 'backups/daily-2026-01-01.sqlite'))).toBe(false)
    const file = join(folder, 'backups/daily-2026-01-03.sqlite')
    const { collections } = await restore({ dataDir: join(folder, 'other'), file, stamp: 'now' })
    expect(collections).toEqual({ 'hutang.notes': 1 })
  })

  it('a copy that was cut off gives way to a whole one, and one that fails takes none of the older with it', async () => {
    const storage = await open('data')
    await notesOf(storage.connection).insertOne({ _id: 'a', text: 'x' })
    const backups = join(folder, 'backups')
    const daily = (day: string) => dailyBackup(storage.connection, { folder: backups, day, keep: 1 })
    await daily('2026-01-01')
    writeFileSync(join(backups, 'daily-2026-01-02.sqlite.part'), 'cut off')
    await daily('2026-01-02')
    expect(readdirSync(backups)).toEqual(['daily-2026-01-02.sqlite'])
    await storage.close()
    await expect(daily('2026-01-03')).rejects.toThrow()
    expect(readdirSync(backups)).toEqual(['daily-2026-01-02.sqlite'])
  })
})

describe('the copy of the day', () => {
  it('is made once by the process that holds the folder, by the clock of Shanghai, and measured', async () => {
    const dataDir = join(folder, 'data')
    const holder = await open('data')
    const guest = await open('data')
    const registry = new Registry()
    measureBackups({ registry }, dataDir)
    const measured = async () =>
      Number((await registry.metrics()).match(/^hutang_last_backup_timestamp_seconds (\S+)$/m)?.[1])
    const made: string[] = []
    const log = { info: (facts: object) => made.push(basename((facts as { file: string }).file)) }
    const at = (now: string, storage: Storage) =>
      copyDaily(storage, dataDir, { now: () => new Date(now) }, log)

    await at('2026-01-01T15:15:00Z', guest)
    expect([await measured(), made]).toEqual([0, []])
    await at('2026-01-01T15:15:00Z', holder)
    await at('2026-01-01T15:59:00Z', holder)
    await at('2026-01-01T16:15:00Z', holder)
    expect(made).toEqual(['daily-2026-01-01.sqlite', 'daily-2026-01-02.sqlite'])
    const { mtime } = statSync(join(dataDir, 'backups/daily-2026-01-02.sqlite'))
    expect(await measured()).toBe(mtime.getTime() / 1000)
  })
})
