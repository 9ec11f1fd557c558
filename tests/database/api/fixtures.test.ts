import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { Binary, Double, Long, ObjectId, UUID } from 'bson'
import Libsql from 'libsql'
import type { Model } from 'mongoose'
import { allModels } from '../../../server/src/models'
import { connectStorage, type Storage } from '../../../server/src/storage/connect'

const FIXTURES = join(__dirname, '../fixtures')

let dataDir: string
let opened: Storage[] = []
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'hf-'))
})
afterEach(async () => {
  for (const storage of opened) await storage.close()
  opened = []
  rmSync(dataDir, { recursive: true, force: true })
})

function place(fixture: string): string {
  const file = join(dataDir, 'data.sqlite')
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(file, gunzipSync(readFileSync(join(FIXTURES, fixture))))
  return file
}

async function open(): Promise<Storage> {
  const storage = await connectStorage({ dataDir, log: { warn: () => undefined, error: () => undefined } })
  opened.push(storage)
  return storage
}

const formatOf = (file: string) => {
  const db = new Libsql(file, { readonly: true })
  const [row] = db.prepare('PRAGMA user_version').all() as { user_version: number }[]
  db.close()
  return row?.user_version
}

describe('a file that the full version made', () => {
  const REFUSED: Record<string, string> = {
    '2d': '索引 p_2d',
    '2dsphere': '索引 at_2dsphere',
    capped: '固定大小的集合',
    clustered: '聚簇集合',
    code: '数据类型',
    'collated-collection': '排序规则',
    'collated-index': '索引 name_1',
    decimal: '数据类型',
    'decimal-id': '数据类型',
    hashed: '索引 name_hashed',
    hidden: '索引 name_1',
    'min-key': '数据类型',
    regex: '数据类型',
    timestamp: '数据类型',
    validator: '校验规则',
  }

  it('is refused with one sentence that names the way out, and left as it is, where it holds what is gone', async () => {
    const fixtures = readdirSync(join(FIXTURES, 'full')).map((name) => name.replace('.sqlite.gz', ''))
    expect(fixtures.filter((name) => name !== 'kept').sort()).toEqual(Object.keys(REFUSED).sort())
    for (const [name, what] of Object.entries(REFUSED)) {
      const file = place(`full/${name}.sqlite.gz`)
      const before = readFileSync(file)
      const refusal = await open().catch((error: unknown) => error)
      expect(refusal).toMatchObject({ name: 'StorageError', code: 'DATA_FILE_UNSUPPORTED' })
      const { message } = refusal as Error
      expect(message).toMatch(new RegExp(`kept\\.c：.*${what}`))
      expect(message).toContain('embedded-db-full')
      expect(message.match(/。/g)).toHaveLength(1)
      expect(readFileSync(file).equals(before)).toBe(true)
    }
  })

  it('is taken over with every kind of index and value that is kept', async () => {
    const file = place('full/kept.sqlite.gz')
    const storage = await open()
    const things = storage.connection.useDb('kept').collection<{ _id: string }>('c')
    const exact = { promoteValues: false, promoteLongs: false }
    expect(await things.findOne({ tags: 'b' }, exact)).toMatchObject({
      _id: 'x',
      name: '乙',
      deep: [{ a: { value: 1 } }, { a: new Double(2) }],
      long: Long.fromString('9007199254740993'),
      bytes: new Binary(Buffer.from([1, 2, 3])),
      oid: new ObjectId('0123456789abcdef01234567'),
      yes: true,
      no: null,
      when: new Date(5),
    })
    const uuid = new UUID('00112233-4455-6677-8899-aabbccddeeff')
    expect(await things.countDocuments({ uuid })).toBe(1)
    expect((await things.indexes()).map(({ name }) => name)).toEqual([
      '_id_',
      'name_1',
      'tags_1_name_-1',
      'gone_1',
    ])
    await expect(things.insertOne({ _id: 'z', name: '乙' } as never)).rejects.toMatchObject({ code: 11000 })
    await storage.close()
    expect(formatOf(file)).toBe(5)
  })
})

describe('a demo folder of 2026-11-26, from before the database was cut', () => {
  it('is opened and read through mongoose (the whole application opens it in tests of its own)', async () => {
    const file = place('demo-2026-11-26/data.sqlite.gz')
    expect(formatOf(file)).toBe(3)
    const { connection } = await open()
    const models = allModels(connection)
    const counts: Record<string, number> = {}
    for (const model of Object.values(models) as unknown as Model<unknown>[]) {
      const { name } = model.collection
      const all = await model.find().lean()
      counts[name] = all.length
      expect(await model.countDocuments()).toBe(all.length)
    }
    expect(counts).toMatchObject({ people: expect.any(Number), notices: expect.any(Number) })
    for (const name of ['people', 'accounts', 'regions', 'households', 'notices', 'editions', 'editionrows'])
      expect([name, (counts[name] ?? 0) > 0]).toEqual([name, true])
    const published = await connection.collection('notices').countDocuments({ state: 'published' })
    expect(published).toBeGreaterThan(0)
    const [newest, next] = await connection
      .collection<{ head?: { publishedAt: Date } }>('notices')
      .find({ state: 'published' })
      .sort({ 'head.publishedAt': -1, _id: -1 })
      .limit(2)
      .toArray()
    expect(Number(newest?.head?.publishedAt)).toBeGreaterThanOrEqual(Number(next?.head?.publishedAt))
  })
})
