import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Schema, type Types } from 'mongoose'
import { describeEmbedded, type TestDatabase, testDatabase } from '../../support/database'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

const noticeSchema = new Schema(
  {
    _id: String,
    region: { type: String, required: true },
    item: Number,
    title: String,
    state: String,
    tags: [String],
    publishedAt: Date,
    attempts: { type: Number, default: 0 },
    rows: [{ _id: false, name: String, fen: Number, cells: [[String]] }],
    lease: { owner: String, until: Date },
    scan: Buffer,
  },
  { timestamps: true },
)
noticeSchema.index({ region: 1, item: 1 }, { unique: true, partialFilterExpression: { state: 'current' } })
noticeSchema.index({ region: 1, publishedAt: -1 })

let n = 0
const model = () => db.connection.model(`Notice${n}`, noticeSchema, `notices${n++}`)

describe('documents through mongoose', () => {
  it('come back as they were written', async () => {
    const Notice = model()
    const scan = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 256))
    const written = await Notice.create({
      _id: 'n1',
      region: '330329001',
      item: 3,
      title: '护塘村 2026 年度“三资”公开 💧',
      tags: ['财务', '三资'],
      publishedAt: new Date('2026-03-01T02:03:04.567Z'),
      rows: [{ name: '水渠', fen: 1_234_500, cells: [['a', 'b'], []] }],
      scan,
    })
    const read = await Notice.findById('n1')
    expect(read?.toObject()).toEqual(written.toObject())
    expect(Buffer.from(read?.scan ?? []).equals(scan)).toBe(true)
    expect(read?.createdAt).toBeInstanceOf(Date)
  })

  it('saves only what changed, with versions of arrays', async () => {
    const Notice = model()
    const notice = await Notice.create({ _id: 'a', region: 'r', tags: ['x', 'y'] })
    const stale = await Notice.findById('a')
    notice.set('tags.0', 'z')
    await notice.save()
    notice.tags.splice(0, 1)
    await notice.save()
    stale?.set('tags.1', 'lost')
    await expect(stale?.save()).rejects.toMatchObject({ name: 'VersionError' })
    expect((await Notice.findById('a').lean())?.tags).toEqual(['y'])
  })

  it('answers a taken key with 11000, its pattern and its value', async () => {
    const Notice = model()
    await Notice.init()
    await Notice.create({ _id: 'a', region: 'r', item: 1, state: 'current' })
    await Notice.create({ _id: 'b', region: 'r', item: 1, state: 'draft' })
    await expect(Notice.create({ _id: 'a', region: 'q' })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { _id: 1 },
      keyValue: { _id: 'a' },
    })
    await expect(Notice.create({ _id: 'c', region: 'r', item: 1, state: 'current' })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { region: 1, item: 1 },
      keyValue: { region: 'r', item: 1 },
    })
    await expect(Notice.updateOne({ _id: 'b' }, { state: 'current' })).rejects.toMatchObject({ code: 11000 })
    expect((await Notice.findById('b').lean())?.state).toBe('draft')
  })

  it('are claimed once, however many ask', async () => {
    const Notice = model()
    await Notice.insertMany(Array.from({ length: 10 }, (_, i) => ({ _id: `j${i}`, region: 'r' })))
    const until = new Date('2026-01-01T00:05:00Z')
    const claims = await Promise.all(
      Array.from({ length: 25 }, (_, i) =>
        Notice.findOneAndUpdate(
          { 'lease.owner': { $exists: false } },
          { $set: { lease: { owner: `w${i}`, until } }, $inc: { attempts: 1 } },
          { returnDocument: 'after', sort: { _id: 1 } },
        ).lean(),
      ),
    )
    const won = claims.filter((claim) => claim !== null)
    expect(new Set(won.map((claim) => claim._id)).size).toBe(10)
    expect(await Notice.countDocuments({ attempts: 1 })).toBe(10)
  })

  it('are inserted once by concurrent upserts', async () => {
    const Notice = model()
    await Promise.all(
      Array.from({ length: 20 }, () =>
        Notice.updateOne(
          { _id: 'one' },
          { $setOnInsert: { region: 'r' }, $inc: { attempts: 1 } },
          { upsert: true },
        ),
      ),
    )
    expect(await Notice.findById('one').lean()).toMatchObject({ region: 'r', attempts: 20 })
  })

  it('pass a batch in part when it is unordered', async () => {
    const Notice = model()
    await Notice.create({ _id: 'b', region: 'r' })
    const docs = ['a', 'b', 'c'].map((_id) => ({ _id, region: 'r' }))
    await expect(Notice.insertMany(docs, { ordered: false })).rejects.toMatchObject({ code: 11000 })
    expect(await Notice.countDocuments()).toBe(3)
    const result = await Notice.bulkWrite([
      { updateOne: { filter: { _id: 'a' }, update: { $set: { title: 'x' } } } },
      { updateOne: { filter: { _id: 'new' }, update: { $set: { region: 'q' } }, upsert: true } },
      { deleteOne: { filter: { _id: 'c' } } },
      { insertOne: { document: { _id: 'd', region: 'r' } } },
    ])
    expect(result).toMatchObject({ modifiedCount: 1, upsertedCount: 1, deletedCount: 1, insertedCount: 1 })
  })

  it('are read by pages through a cursor', async () => {
    const Notice = model()
    await Notice.insertMany(Array.from({ length: 1000 }, (_, i) => ({ _id: `k${i}`, region: 'r', item: i })))
    const seen: number[] = []
    for await (const doc of Notice.find({}).sort({ item: -1 }).batchSize(37).lean().cursor())
      seen.push(doc.item ?? -1)
    expect(seen).toEqual(Array.from({ length: 1000 }, (_, i) => 999 - i))
    const page = await Notice.find({ item: { $lt: 500 } })
      .sort({ item: -1 })
      .skip(5)
      .limit(3)
      .lean()
    expect(page.map((doc) => doc.item)).toEqual([494, 493, 492])
  })

  it('keep a file of eight megabytes', async () => {
    const Notice = model()
    const scan = Buffer.alloc(8 * 1024 * 1024, 7)
    await Notice.create({ _id: 'big', region: 'r', scan })
    const read = await Notice.findById('big').lean()
    expect(Buffer.from(read?.scan?.buffer as unknown as Uint8Array).equals(scan)).toBe(true)
  })

  it('above sixteen megabytes are refused', async () => {
    const raw = db.connection.collection('raw')
    const half = 'x'.repeat(9 * 1024 * 1024)
    await raw.insertOne({ _id: 'h' as unknown as Types.ObjectId, half })
    await expect(
      raw.updateOne({ _id: 'h' as unknown as Types.ObjectId }, { $set: { more: half } }),
    ).rejects.toMatchObject({
      code: 10334,
    })
  })

  it('are counted, grouped and told apart', async () => {
    const Notice = model()
    await Notice.insertMany([
      { _id: '1', region: 'a', item: 1, tags: ['x', 'y'] },
      { _id: '2', region: 'a', item: 2, tags: ['y'] },
      { _id: '3', region: 'b', item: 3 },
    ])
    expect(await Notice.distinct('tags')).toEqual(['x', 'y'])
    expect(await Notice.estimatedDocumentCount()).toBe(3)
    expect(await Notice.aggregate([{ $match: { item: { $gte: 1 } } }, { $count: 'n' }])).toEqual([{ n: 3 }])
    const groups = await Notice.aggregate([
      { $group: { _id: '$region', n: { $sum: 1 }, top: { $max: '$item' } } },
      { $sort: { _id: 1 } },
    ])
    expect(groups).toEqual([
      { _id: 'a', n: 2, top: 2 },
      { _id: 'b', n: 1, top: 3 },
    ])
  })
})

describe('models', () => {
  it('populate what they refer to', async () => {
    const { connection } = db
    const Group = connection.model('Group', new Schema({ _id: String, name: String }))
    const House = connection.model(
      'House',
      new Schema({ code: String, groups: [{ type: String, ref: 'Group' }] }),
    )
    await Group.create([
      { _id: 'g1', name: '一组' },
      { _id: 'g2', name: '二组' },
    ])
    await House.create({ code: 'h', groups: ['g2', 'g1'] })
    const house = await House.findOne({ code: 'h' }).populate<{ groups: { name: string }[] }>('groups').lean()
    expect(house?.groups.map((group) => group.name)).toEqual(['二组', '一组'])
  })

  it('bring the indexes to what their schema says', async () => {
    const schema = new Schema({ a: String, b: Number })
    schema.index({ a: 1 }, { unique: true })
    const Old = db.connection.model('Old', schema, 'synced')
    await Old.syncIndexes()
    const next = new Schema({ a: String, b: Number })
    next.index({ b: -1 })
    const New = db.connection.model('New', next, 'synced')
    await New.init().catch(() => undefined)
    expect(await New.syncIndexes()).toEqual(['a_1'])
    expect(await New.syncIndexes()).toEqual([])
    expect((await New.listIndexes()).map((index) => index.name)).toEqual(['_id_', 'b_-1'])
  })
})

describeEmbedded('what the server does not have', () => {
  it('is refused, not ignored', async () => {
    const raw = db.connection.collection('refusals')
    await raw.insertOne({ a: 1 })
    await expect(raw.find({ $where: 'true' }).toArray()).rejects.toMatchObject({ code: 2 })
    await expect(raw.find({ a: { $near: [0, 0] } }).toArray()).rejects.toMatchObject({ code: 2 })
    await expect(raw.updateOne({}, { $bit: { a: { xor: 1 } } })).rejects.toMatchObject({ code: 9 })
    await expect(raw.aggregate([{ $densify: {} }]).toArray()).rejects.toMatchObject({ code: 40324 })
    await expect(raw.find({}, { collation: { locale: 'ja', strength: 4 } }).toArray()).rejects.toMatchObject({
      code: 115,
    })
    await expect(db.connection.db?.command({ shutdown: 1 })).rejects.toMatchObject({ code: 59 })
    await expect(raw.createIndex({ a: 'text' })).rejects.toMatchObject({ code: 67 })
  })

  // The driver turns the server's code 20 into this sentence.
  it('includes transactions, as on a standalone', async () => {
    const session = await db.connection.startSession()
    session.startTransaction()
    const raw = db.connection.collection('refusals')
    await expect(raw.insertOne({ a: 2 }, { session })).rejects.toThrow('retryable writes')
    await session.endSession()
  })
})
