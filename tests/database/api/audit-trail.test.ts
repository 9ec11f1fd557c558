import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals'
import { main } from '../../../server/src/operations/cli'
import { connectStorage } from '../../../server/src/storage/connect'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ha-'))
  process.env.DATA_DIR = join(folder, 'data')
  jest.spyOn(process.stdout, 'write').mockReturnValue(true)
})
afterEach(() => {
  jest.restoreAllMocks()
  delete process.env.DATA_DIR
  delete process.env.MONGODB_URI
  process.exitCode = undefined
  rmSync(folder, { recursive: true, force: true })
})

interface Entry {
  _id: string
  act: string
}

async function within<T>(run: (entries: import('mongoose').Collection<Entry>) => Promise<T>): Promise<T> {
  const storage = await connectStorage({ dataDir: join(folder, 'data') })
  try {
    return await run(storage.connection.collection<Entry>('audit'))
  } finally {
    await storage.close()
  }
}

const acts = () => within(async (entries) => (await entries.find({}).toArray()).map(({ act }) => act).sort())

it('a restore keeps what was recorded since the backup, and is recorded itself', async () => {
  const file = join(folder, 'copy.sqlite')
  await within((entries) => entries.insertOne({ _id: 'before', act: 'signedIn' }))
  await main('backup', file)
  await within((entries) => entries.insertOne({ _id: 'after', act: 'slipIssued' }))
  await main('restore', file)
  expect(await acts()).toEqual(['backedUp', 'restored', 'signedIn', 'slipIssued'])
})

it('a restore into an empty folder is recorded as well, once', async () => {
  const file = join(folder, 'copy.sqlite')
  await main('backup', file)
  rmSync(join(folder, 'data'), { recursive: true })
  await main('restore', file)
  expect(await acts()).toEqual(['backedUp', 'restored'])
})

it('an export is recorded before anything leaves, also when it then fails', async () => {
  await within((entries) => entries.insertOne({ _id: 'before', act: 'signedIn' }))
  const town = await connectStorage({ dataDir: join(folder, 'town') })
  try {
    process.env.MONGODB_URI = (town.connection.getClient() as unknown as { s: { url: string } }).s.url
    await main('export')
    const there = await town.connection.collection<Entry>('audit').find({}).toArray()
    expect(there.map(({ act }) => act).sort()).toEqual(['exported', 'signedIn'])
    jest.spyOn(process.stderr, 'write').mockReturnValue(true)
    await main('export')
    expect(await acts()).toEqual(['exported', 'exported', 'signedIn'])
  } finally {
    await town.close()
  }
})
