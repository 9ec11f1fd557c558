import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Schema } from 'mongoose'
import { type TestDatabase, testDatabase } from '../../support/database'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

let n = 0
const plots = async () => {
  const schema = new Schema({
    _id: Number,
    group: String,
    mu: Number,
    owner: { name: String, phone: String },
    crops: [String],
    secret: { type: String, select: false },
  })
  schema.index({ group: 1, mu: -1 })
  const Plot = db.connection.model(`Plot${n}`, schema, `plots${n++}`)
  await Plot.init()
  await Plot.insertMany([
    { _id: 1, group: '一组', mu: 3, owner: { name: '甲', phone: '1' }, crops: ['稻', '麦'], secret: 'x' },
    { _id: 2, group: '二组', mu: 1, owner: { name: '乙', phone: '2' }, crops: ['麦'] },
    { _id: 3, group: '一组', mu: 2, crops: [] },
    { _id: 4, group: '二组', mu: 4, owner: { name: '丁' } },
  ])
  return Plot
}
const ids = (docs: { _id?: number | null | undefined }[]) => docs.map(({ _id }) => _id)

describe('find', () => {
  it.each([
    ['-mu', [4, 1, 3, 2]],
    ['group -mu', [1, 3, 4, 2]],
    [{ group: -1, mu: 1 }, [2, 4, 3, 1]],
    [{ mu: 'descending' }, [4, 1, 3, 2]],
    [
      [
        ['group', 'asc'],
        ['mu', 1],
      ],
      [3, 1, 2, 4],
    ],
    [
      new Map([
        ['group', -1],
        ['mu', -1],
      ] as const),
      [4, 2, 1, 3],
    ],
    [{ $natural: -1 }, [4, 3, 2, 1]],
  ])('sorts by %j', async (sort, expected) => {
    const Plot = await plots()
    expect(
      ids(
        await Plot.find()
          .sort(sort as never)
          .lean(),
      ),
    ).toEqual(expected)
  })

  it('gives a page, and fields that are asked for or left out', async () => {
    const Plot = await plots()
    expect(ids(await Plot.find().sort('_id').skip(1).limit(2).lean())).toEqual([2, 3])
    const named = Plot.findById(1).lean()
    expect(await named.clone().select('mu owner.name -_id')).toEqual({ mu: 3, owner: { name: '甲' } })
    expect(await named.clone().select({ owner: 0, crops: 0, group: 0 })).toEqual({ _id: 1, mu: 3, __v: 0 })
    expect((await named.clone().select('+secret'))?.secret).toBe('x')
  })

  it('takes a comment, a limit of time and a size of batches', async () => {
    const Plot = await plots()
    const asked = Plot.find({ mu: { $gt: 1 } })
      .sort('group -mu')
      .comment('a page')
      .maxTimeMS(10_000)
      .batchSize(1)
    expect(ids(await asked.lean())).toEqual([1, 3, 4])
  })

  it('makes documents, or plain objects', async () => {
    const Plot = await plots()
    const whole = await Plot.findOne({ 'owner.name': '甲' }).orFail()
    expect(whole.isNew).toBe(false)
    expect(whole.get('owner.phone')).toBe('1')
    const plain = await Plot.findOne({ 'owner.name': '甲' }).orFail().lean()
    expect(Object.getPrototypeOf(plain)).toBe(Object.prototype)
    await expect(Plot.findOne({ mu: 99 }).orFail()).rejects.toMatchObject({ name: 'DocumentNotFoundError' })
  })

  it('counts, tells apart and says whether there is one', async () => {
    const Plot = await plots()
    expect(await Plot.countDocuments({ group: '一组' })).toBe(2)
    expect(await Plot.countDocuments({}, { skip: 1, limit: 2 })).toBe(2)
    expect(await Plot.find({ mu: { $gt: 1 } }).countDocuments()).toBe(3)
    expect(await Plot.distinct('crops', { group: '一组' })).toEqual(['稻', '麦'].sort())
    expect(await Plot.distinct('owner.name')).toHaveLength(3)
    expect(await Plot.exists({ mu: 4 })).toEqual({ _id: 4 })
    expect(await Plot.exists({ mu: 5 })).toBeNull()
  })

  it('builds conditions word by word', async () => {
    const Plot = await plots()
    const asked = Plot.where('mu')
      .gte(1)
      .lte(3)
      .where('crops')
      .in(['麦', '稻'])
      .nor([{ group: '三组' }])
    expect(ids(await asked.sort('_id').lean())).toEqual([1, 2])
    expect(
      ids(
        await Plot.find({ crops: { $size: 0 } })
          .sort('_id')
          .lean(),
      ),
    ).toEqual([3, 4])
    expect(ids(await Plot.find({ owner: { $exists: false } }).lean())).toEqual([3])
    expect(ids(await Plot.find({ group: /^二/ }).sort('_id').lean())).toEqual([2, 4])
  })
})

describe('a cursor', () => {
  const many = async (count: number) => {
    const Row = db.connection.model(
      `Row${n}`,
      new Schema({ _id: { type: Number, required: true } }),
      `rows${n++}`,
    )
    await Row.insertMany(Array.from({ length: count }, (_, i) => ({ _id: i })))
    return Row
  }
  const more = (name: string, id: unknown) =>
    db.connection.db?.command({ getMore: id as never, collection: name })

  it('is walked through in many batches', async () => {
    const Row = await many(250)
    let sum = 0
    for await (const { _id } of Row.find().batchSize(20)) sum += _id
    expect(sum).toBe((249 * 250) / 2)
    const seen: number[] = []
    await Row.find()
      .sort('-_id')
      .batchSize(30)
      .cursor()
      .eachAsync(({ _id }) => void seen.push(_id), { parallel: 5 })
    expect(seen).toHaveLength(250)
    const mapped = Row.find({ _id: { $lt: 3 } })
      .lean()
      .cursor()
      .map(({ _id }) => _id * 2)
    expect([await mapped.next(), await mapped.next(), await mapped.next(), await mapped.next()]).toEqual([
      0,
      2,
      4,
      null,
    ])
    expect(
      await Row.aggregate([{ $match: { _id: { $gte: 10 } } }])
        .cursor({ batchSize: 50 })
        .next(),
    ).toEqual({
      _id: 10,
      __v: 0,
    })
  })

  it('is gone from the server when it is closed, and when it is at its end', async () => {
    const Row = await many(50)
    const name = Row.collection.name
    const raw = Row.collection.find({}, { batchSize: 10 })
    await raw.next()
    const { id } = raw
    await expect(more(name, id)).resolves.toMatchObject({ ok: 1 })
    await raw.close()
    await expect(more(name, id)).rejects.toMatchObject({ code: 43, codeName: 'CursorNotFound' })
    const whole = Row.collection.find({}, { batchSize: 10 })
    await whole.next()
    const ended = whole.id
    await whole.toArray()
    await expect(more(name, ended)).rejects.toMatchObject({ code: 43 })
  })
})
