import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Connection } from 'mongoose'
import { connectStorage, type Storage } from '../../../server/src/storage/connect'
import { backup, dailyBackup, inspectBackup, restore } from '../../../server/src/storage/keep'

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

  it('makes one copy a day and keeps the newest', async () => {
    const { connection } = await open('data')
    await notesOf(connection).insertOne({ _id: 'a', text: 'x' })
    const daily = (day: string) => dailyBackup(connection, { folder: join(folder, 'backups'), day, keep: 2 })
    writeFileSync(join(folder, 'other.sqlite'), '')
    expect((await daily('2026-01-01')).made).toBe(join(folder, 'backups/daily-2026-01-01.sqlite'))
    expect((await daily('2026-01-01')).made).toBeUndefined()
    await daily('2026-01-02')
    expect((await daily('2026-01-03')).removed).toEqual(['daily-2026-01-01.sqlite'])
    expect(existsSync(join(folder, 'backups/daily-2026-01-01.sqlite'))).toBe(false)
    expect(inspectBackup(join(folder, 'backups/daily-2026-01-03.sqlite')).collections).toEqual({
      'hutang.notes': 1,
    })
  })
})
