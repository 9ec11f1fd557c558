import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '@hutang/embedded-db'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import mongoose from 'mongoose'
import { integrityOf } from './integrity'

const WORKER = join(__dirname, '../../../server/dist/embedded-worker.js')
const inOwnMounts = ['-r', '-m', 'sh', '-c']
// A small disk needs a mount, which Linux allows in a namespace of one's own; not everywhere.
const canMount =
  spawnSync('unshare', [...inOwnMounts, 'mount -t tmpfs -o size=64k tmpfs /mnt'], { stdio: 'ignore' })
    .status === 0

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hf-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

interface Seen {
  whenFull: { failures: number; reads: number; acknowledged: number }
  codes: string[]
  after: number
  missing: string[]
  extra: number
  onFull: string
}

describe('a full disk', () => {
  const itMounts = canMount ? it : it.skip
  itMounts(
    'fails the writes and no read, loses nothing, and is over when there is space again',
    () => {
      const script = join(__dirname, 'full.mjs')
      const command = `mount -t tmpfs -o size=6m tmpfs "$1" && exec "$2" "$3" "$1" "$4"`
      const out = execFileSync(
        'unshare',
        [...inOwnMounts, command, 'sh', folder, process.execPath, script, WORKER],
        { encoding: 'utf8', timeout: 60_000 },
      )
      const seen = JSON.parse(out.trim().split('\n').at(-1) ?? '') as Seen
      expect(seen.codes).toEqual(['14031 OutOfDiskSpace'])
      expect(seen.whenFull.acknowledged).toBeGreaterThan(100)
      expect(seen.whenFull.reads).toBeGreaterThan(0)
      expect(seen.after).toBe(50)
      expect(seen.missing).toEqual([])
      expect(seen.extra).toBe(0)
      // By the space that is kept for it.
      expect(seen.onFull).toBe('ready')
    },
    70_000,
  )

  it('is the same where the data file alone has reached its limit', async () => {
    const limited = await startEmbedded({ dataDir: folder, maxPages: 300 })
    const connection = await mongoose.createConnection(limited.uri).asPromise()
    const facts = connection.collection<{ _id: number }>('facts')
    await facts.createIndex({ slot: 1 }, { unique: true })
    const insert = (_id: number) => facts.insertOne({ _id, slot: _id, text: 'x'.repeat(2000) } as never)
    let written = 0
    let failure: unknown
    while (failure === undefined) {
      const [outcome] = await Promise.allSettled([insert(written)])
      if (outcome?.status === 'fulfilled') written++
      else failure = outcome?.reason
    }
    expect(failure).toMatchObject({ code: 14031, codeName: 'OutOfDiskSpace' })
    const [write, read] = await Promise.allSettled([insert(written), facts.findOne({ slot: 3 } as never)])
    expect(write.status).toBe('rejected')
    expect(read).toMatchObject({ status: 'fulfilled', value: { _id: 3 } })
    expect(await facts.countDocuments()).toBe(written)

    await facts.deleteMany({ _id: { $lt: 20 } })
    await insert(written)
    await connection.close()
    await limited.close()
    expect(integrityOf(folder)).toBe('ok')
    const again = await startEmbedded({ dataDir: folder })
    const later = await mongoose.createConnection(again.uri).asPromise()
    expect(await later.collection('facts').countDocuments()).toBe(written - 19)
    await later.close()
    await again.close()
  })
})
