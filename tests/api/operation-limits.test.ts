import type { Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import Fastify from 'fastify'
import mongoose, { Schema } from 'mongoose'
import { errorsPlugin } from '../../server/src/http/errors'
import { limitOperations } from '../../server/src/storage/limits'
import { testDatabase } from '../support/database'
import { awakeWatch } from '../support/measured'
import { type SilentServer, silentServer } from '../support/silent-server'

const limits = { read: 500, write: 700, askAgain: 150 }

interface Word {
  _id: string
  count: number
}

let database: Awaited<ReturnType<typeof testDatabase>>
let server: SilentServer
let connection: mongoose.Connection
let Words: mongoose.Model<Word>

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

beforeEach(async () => {
  server = await silentServer(database.uri)
  connection = await mongoose
    .createConnection(server.uri, { connectTimeoutMS: 300, heartbeatFrequencyMS: 60_000 })
    .asPromise()
  limitOperations(connection, limits)
  Words = connection.model<Word>(
    'Word',
    new Schema<Word>({ _id: String, count: Number }, { versionKey: false }),
  )
  await Words.init()
  await Words.deleteMany({})
  await Words.create({ _id: 'a', count: 1 })
})

afterEach(async () => {
  await server.close()
  await connection.close(true)
})

/** What it rejects with, and after how many milliseconds. */
async function failure(asked: PromiseLike<unknown>) {
  const [start, watch] = [performance.now(), awakeWatch()]
  const error = await asked.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  watch.stop()
  return { error, ms: performance.now() - start, awakeMs: watch.ms() }
}

interface DriversConnection {
  socket: Socket
}

/** The driver's idle connections, which it shows to nobody. */
function idleConnections(): DriversConnection[] {
  const { topology } = connection.getClient() as unknown as {
    topology: { s: { servers: Map<string, { pool: { connections: Iterable<DriversConnection> } }> } }
  }
  return [...topology.s.servers.values()].flatMap(({ pool }) => [...pool.connections])
}

/** Each idle socket closes after the driver's look and before its write: it then waits for a `drain` that never comes. */
function closeBetweenLookAndWrite(): () => number {
  let forgotten = 0
  for (const { socket } of idleConnections()) {
    socket.write = () => {
      forgotten++
      socket.removeAllListeners('close')
      socket.destroy()
      return false
    }
  }
  return () => forgotten
}

const reads: [string, () => PromiseLike<unknown>][] = [
  ['find', () => Words.find({}).lean()],
  ['findOne', () => Words.findOne({ _id: 'a' }).lean()],
  ['countDocuments', () => Words.countDocuments({})],
  ['estimatedDocumentCount', () => Words.estimatedDocumentCount()],
  ['distinct', () => Words.distinct('count')],
  ['aggregate', () => Words.aggregate([{ $match: {} }])],
]

const writes: [string, () => PromiseLike<unknown>][] = [
  ['create', () => Words.create({ _id: 'b', count: 1 })],
  ['insertMany', () => Words.insertMany([{ _id: 'b', count: 1 }], { lean: true })],
  ['save', () => new Words({ _id: 'c', count: 2 }).save()],
  ['updateOne', () => Words.updateOne({ _id: 'a' }, { $inc: { count: 1 } })],
  ['updateMany', () => Words.updateMany({}, { $inc: { count: 1 } })],
  ['replaceOne', () => Words.replaceOne({ _id: 'a' }, { count: 2 })],
  ['deleteOne', () => Words.deleteOne({ _id: 'a' })],
  ['deleteMany', () => Words.deleteMany({})],
  ['findOneAndUpdate', () => Words.findOneAndUpdate({ _id: 'a' }, { count: 3 })],
  ['findOneAndReplace', () => Words.findOneAndReplace({ _id: 'a' }, { count: 3 })],
  ['findOneAndDelete', () => Words.findOneAndDelete({ _id: 'a' })],
  ['bulkWrite', () => Words.bulkWrite([{ deleteOne: { filter: { _id: 'a' } } }])],
]

describe('a database that accepts and never answers', () => {
  const endings = async (asked: typeof reads) =>
    Promise.all(asked.map(async ([name, ask]) => ({ name, ...(await failure(ask())) })))

  it.each([
    ['read', 'storageBusy', limits.read, reads],
    ['write', 'saveUnknown', limits.write, writes],
  ] as const)('ends every %s at its limit, and says %s', async (_kind, code, limit, asked) => {
    server.silence()
    for (const { name, error, ms, awakeMs } of await endings([...asked])) {
      expect({ name, error }).toEqual({ name, error: expect.objectContaining({ code, status: 503 }) })
      expect(ms).toBeGreaterThan(limit - 20)
      expect(awakeMs).toBeLessThan(limit + 1000)
    }
  })

  it('is not asked the same write twice', async () => {
    const before = server.asked
    server.silence()
    await failure(Words.updateOne({ _id: 'a' }, { $inc: { count: 1 } }))
    expect(server.asked).toBe(before + 1)
  })

  it('costs the driver no connection: afterwards all goes on', async () => {
    server.silence()
    await endings([...reads, ...writes])
    server.speak()
    expect(await Words.findOne({ _id: 'a' }).lean()).toEqual({ _id: 'a', count: 1 })
    expect((await Words.updateOne({ _id: 'a' }, { $set: { count: 2 } })).modifiedCount).toBe(1)
  })

  it('is told to people in one kind sentence', async () => {
    const app = Fastify({ logger: false })
    await app.register(errorsPlugin)
    app.get('/', () => Words.findOne({ _id: 'a' }).lean())
    server.silence()
    const answer = await app.inject('/')
    expect(answer.statusCode).toBe(503)
    expect(answer.json().error).toMatchObject({
      code: 'storageBusy',
      message: '服务现在有点忙，请稍等一会儿再试。',
    })
    await app.close()
  })
})

describe('a socket that closes between the driver’s look and its write', () => {
  it.each(reads)('asks %s again, and answers', async (_name, ask) => {
    const forgotten = closeBetweenLookAndWrite()
    const answer = await ask()
    expect(forgotten()).toBe(1)
    expect(answer).toEqual(await ask())
  })

  it('ends a write at its limit and leaves the rest to the person, who asks again', async () => {
    const forgotten = closeBetweenLookAndWrite()
    const { error } = await failure(Words.updateOne({ _id: 'a' }, { $inc: { count: 1 } }))
    expect(forgotten()).toBe(1)
    expect(error).toMatchObject({ code: 'saveUnknown' })
    await Words.updateOne({ _id: 'a' }, { $inc: { count: 1 } })
    expect(await Words.findOne({ _id: 'a' }).lean()).toEqual({ _id: 'a', count: 2 })
  })
})

/** A write whose first asking of the driver ends with this error. */
async function failingOnce(error: Error) {
  const other = await mongoose.createConnection(server.uri).asPromise()
  const collectionOf = other.db?.collection.bind(other.db)
  let asked = 0
  if (other.db && collectionOf) {
    other.db.collection = ((name: string) => {
      const collection = collectionOf(name)
      const updateOne = collection.updateOne.bind(collection)
      collection.updateOne = async (...args) => {
        if (++asked === 1) throw error
        return updateOne(...args)
      }
      return collection
    }) as typeof collectionOf
  }
  limitOperations(other, limits)
  const written = other.collection<Word>('words').updateOne({ _id: 'a' }, { $inc: { count: 1 } })
  const failed = await failure(written)
  await other.close()
  return { error: failed.error, asked }
}

describe('a write that was never sent', () => {
  /** The driver's own error for a connection that could not be opened. */
  function noConnection() {
    const error = new mongoose.mongo.MongoNetworkError('refused')
    error.addErrorLabel('HandshakeError')
    return error
  }

  it('is asked again', async () => {
    expect(await failingOnce(noConnection())).toEqual({ error: null, asked: 2 })
    expect(await Words.findOne({ _id: 'a' }).lean()).toEqual({ _id: 'a', count: 2 })
  })

  it('is asked once only when its connection ended after it was sent', async () => {
    const ended = new mongoose.mongo.MongoNetworkError('connection closed')
    const { error, asked } = await failingOnce(ended)
    expect([asked, error]).toEqual([1, expect.objectContaining({ code: 'saveUnknown' })])
  })
})

describe('answers and errors of the database', () => {
  it('are told in a sentence where its disk is full', async () => {
    const full = new mongoose.mongo.MongoServerError({ message: 'database or disk is full', code: 14_031 })
    const { error, asked } = await failingOnce(full)
    expect([asked, error]).toEqual([1, expect.objectContaining({ code: 'diskFull', status: 503 })])
  })

  it('come as they are', async () => {
    expect(await Words.find({}).sort({ _id: -1 }).limit(1).lean()).toEqual([{ _id: 'a', count: 1 }])
    await expect(Words.create({ _id: 'a', count: 2 })).rejects.toMatchObject({ code: 11_000 })
    const chained = connection.collection<Word>('words').find({}).sort({ _id: 1 }).limit(1)
    expect(await chained.toArray()).toHaveLength(1)
  })
})
