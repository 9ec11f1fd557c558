import { beforeEach, describe, expect, it } from '@jest/globals'
import { type Connection, mongo, Schema } from 'mongoose'
import { allModels } from '../../../server/src/models'
import { isHalfMoved, type TransferOptions, transfer } from '../../../server/src/operations'
import { dataFolders } from './data-folders'

const open = dataFolders()
let source: Connection
let target: Connection
beforeEach(async () => {
  source = await open('one')
  target = await open('two')
})

const now = new Date('2026-11-20T02:00:00Z')
const minutes = (n: number) => new Date(now.getTime() + n * 60_000)
const modelsOf = (connection: Connection) => ({
  Note: connection.model(
    'Note',
    new Schema({ _id: String, text: { type: String, index: true }, at: { type: Date, expires: 60 } }),
    'notes',
  ),
})
const notes = (connection: Connection) =>
  connection.collection<{ _id: string | mongo.ObjectId; [key: string]: unknown }>('notes')
const move = (more: Partial<TransferOptions> = {}) =>
  transfer({ source, target, models: modelsOf(target), from: 'one', now, ...more })
const fill = (count: number) =>
  notes(source).insertMany(
    Array.from({ length: count }, (_, i) => ({
      _id: `n${i}`,
      text: `t${i}`,
      at: minutes(600),
      odd: [i, null],
    })),
  )

describe('moving to another server', () => {
  it('copies everything with its indexes, goes on after an interruption, and compares both sides', async () => {
    await fill(2500)
    const seen: number[] = []
    const interrupted = move({
      progress({ copied }) {
        seen.push(copied)
        if (copied === 2000) throw new Error('interrupted')
      },
    })
    await expect(interrupted).rejects.toThrow('interrupted')
    expect(await isHalfMoved(target)).toBe(true)
    const done = await move({ progress: ({ copied }) => seen.push(copied) })
    expect(seen).toEqual([1000, 2000, 2500])
    expect(done).toEqual([
      {
        collection: 'notes',
        documents: 2500,
        checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
        extra: false,
      },
    ])
    expect((await notes(target).indexes()).map(({ name }) => name)).toEqual(['_id_', 'text_1', 'at_1'])
    expect(await target.listCollections()).toHaveLength(1)
    expect(await isHalfMoved(target)).toBe(false)
    expect(await notes(target).find({}).sort({ _id: 1 }).toArray()).toEqual(
      await notes(source).find({}).sort({ _id: 1 }).toArray(),
    )
  })

  it('refuses a target that holds anything else, and leaves it alone', async () => {
    await fill(3)
    await target.collection('others').insertOne({ a: 1 })
    await expect(move()).rejects.toMatchObject({
      code: 'TRANSFER_TARGET_FILLED',
      message: expect.stringContaining('others'),
    })
    expect((await target.listCollections()).map(({ name }) => name)).toEqual(['others'])
  })

  it('does not continue what came from another source, nor begin again after the end', async () => {
    await fill(3)
    const progress = () => {
      throw new Error('interrupted')
    }
    await expect(move({ progress })).rejects.toThrow('interrupted')
    await expect(move({ from: 'elsewhere' })).rejects.toMatchObject({ code: 'TRANSFER_OTHER_SOURCE' })
    await move()
    await expect(move()).rejects.toMatchObject({ code: 'TRANSFER_TARGET_FILLED' })
  })

  it('brings up what was written while it copied, and says so when that never ends', async () => {
    await fill(10)
    let written = 0
    const change = () =>
      notes(source)
        .updateOne({ _id: 'n1' }, { $set: { text: `changed ${written++}` } })
        .then(() => notes(source).deleteOne({ _id: 'n2' }))
    let last: Promise<unknown> = Promise.resolve()
    await move({
      progress: () => {
        if (written === 0) last = change()
      },
    })
    await last
    expect(await notes(target).findOne({ _id: 'n1' })).toMatchObject({ text: 'changed 0' })
    expect(await notes(target).countDocuments()).toBe(9)
  })

  it('says so when somebody goes on writing, and can then be run again', async () => {
    await fill(10)
    const writer = setInterval(
      () =>
        void notes(source)
          .insertOne({ _id: new mongo.ObjectId() })
          .catch(() => undefined),
      1,
    )
    try {
      await expect(move()).rejects.toMatchObject({ code: 'TRANSFER_DIFFERS' })
    } finally {
      clearInterval(writer)
    }
    const [done] = await move()
    expect(done?.documents).toBe(await notes(source).countDocuments())
  })

  it('does not compare what a TTL index is about to remove', async () => {
    await fill(2)
    await notes(source).insertOne({ _id: 'over', at: minutes(-10) })
    await notes(source).insertOne({ _id: 'soon', at: minutes(5) })
    const [done] = await move()
    expect(done).toMatchObject({ collection: 'notes', documents: 2 })
    expect(await notes(target).countDocuments()).toBe(4)
  })

  it('takes collections along that no model has, with their indexes and ids of any type', async () => {
    const raw = source.collection<{ _id: unknown }>('raw')
    await raw.createIndex({ a: 1 }, { unique: true, sparse: true })
    await raw.insertMany([{ _id: 'x', a: 1 }, { _id: 7 }, { _id: new mongo.ObjectId() }] as never)
    const done = await move()
    expect(done).toContainEqual(expect.objectContaining({ collection: 'raw', documents: 3, extra: true }))
    expect(await target.collection('raw').indexes()).toContainEqual(
      expect.objectContaining({ key: { a: 1 }, unique: true, sparse: true }),
    )
  })

  it("moves every collection of the application's models", async () => {
    const models = allModels(source)
    const names = Object.values(models).map((model) => model.collection.collectionName)
    for (const name of names) await source.collection(name).insertOne({ mark: name })
    const done = await move({ models: allModels(target) })
    expect(done.map(({ collection }) => collection).sort()).toEqual([...names].sort())
    expect(done.every(({ documents, extra }) => documents === 1 && !extra)).toBe(true)
    for (const [name, model] of Object.entries(allModels(source))) {
      const indexes = await target.collection(model.collection.collectionName).indexes()
      expect([name, indexes.length]).toEqual([name, model.schema.indexes().length + 1])
    }
  })
})
