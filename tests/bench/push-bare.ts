// The same writes as the engine's without the engine, by the bare driver, into empty collections with the same indexes.
import type { Collection, Connection, mongo } from 'mongoose'
import type { AttemptDoc, DeliveryDoc, MatchDoc } from '../../server/src/features/push/push.model'
import { pushModels } from '../../server/src/features/push/push.model'
import { inPages } from '../../server/src/storage/pages'
import { processorMsOf } from './processor.mjs'
import { openStore } from './push-store'

const [dataDir = '', what = '', database = ''] = process.argv.slice(2)
const inMatching = 500
const inLedger = 200

const bare = <Doc extends mongo.Document>(collection: Collection) =>
  collection as unknown as mongo.Collection<Doc>

interface Bare {
  matches: mongo.Collection<MatchDoc>
  deliveries: mongo.Collection<DeliveryDoc>
  attempts: mongo.Collection<AttemptDoc>
}

async function emptyOnes(db: Connection): Promise<Bare> {
  const { Match, Delivery, Attempt } = pushModels(db)
  for (const model of [Match, Delivery, Attempt]) {
    await model.createCollection()
    await model.createIndexes()
  }
  return {
    matches: bare(Match.collection),
    deliveries: bare(Delivery.collection),
    attempts: bare(Attempt.collection),
  }
}

/** Milliseconds by the clock, and of the processor in both processes. */
class Spent {
  ms = 0
  worker = 0
  database = 0

  async on(work: () => Promise<unknown>): Promise<void> {
    const [begun, own, theirs] = [performance.now(), process.cpuUsage(), processorMsOf(database)]
    await work()
    const { user, system } = process.cpuUsage(own)
    this.ms += performance.now() - begun
    this.worker += (user + system) / 1000
    this.database += processorMsOf(database) - theirs
  }
}

/** As matching inserted them. */
async function insertMatches(from: Connection, { matches }: Bare): Promise<Spent> {
  const spent = new Spent()
  for await (const page of inPages<MatchDoc>(pushModels(from).Match, {}, { size: inMatching })) {
    const docs = page.map((match) => ({
      ...match,
      ...{ state: 'pending' as const, delivery: null, token: null, outcome: null },
    }))
    await spent.on(() => matches.insertMany(docs, { ordered: false }))
  }
  return spent
}

interface Told {
  delivery: DeliveryDoc
  attempt: AttemptDoc
}

/** Opened, taken, sealed, begun, answered, done, told: seven writes, each an operation a document. */
async function writeLedger({ matches, deliveries, attempts }: Bare, batch: readonly Told[]): Promise<void> {
  const unordered = { ordered: false }
  const opened = batch.map(({ delivery }) => ({
    insertOne: {
      document: {
        ...delivery,
        ...{ state: 'open' as const, items: [], channels: [], result: null },
      },
    },
  }))
  await deliveries.bulkWrite(opened, unordered)
  const taken = batch.map(({ delivery: { _id, token } }) => ({
    updateOne: { filter: { _id }, update: { $set: { state: 'taken' as const, delivery: _id, token } } },
  }))
  await matches.bulkWrite(taken, unordered)
  const sealed = batch.map(({ delivery: { _id, items, channels, visit } }) => ({
    updateOne: { filter: { _id }, update: { $set: { state: 'sealed' as const, items, channels, visit } } },
  }))
  await deliveries.bulkWrite(sealed, unordered)
  const begun = batch.map(({ attempt }) => ({
    insertOne: { document: { ...attempt, state: 'sending' as const, effect: null } },
  }))
  await attempts.bulkWrite(begun, unordered)
  const answered = batch.map(({ attempt: { _id, state, effect, stopUntil, code } }) => ({
    updateOne: { filter: { _id }, update: { $set: { state, effect, stopUntil, code } } },
  }))
  await attempts.bulkWrite(answered, unordered)
  const done = batch.map(({ delivery: { _id, state, result, reason } }) => ({
    updateOne: { filter: { _id }, update: { $set: { state, result, reason } } },
  }))
  await deliveries.bulkWrite(done, unordered)
  const told = batch.map(({ delivery: { _id } }) => ({
    updateOne: { filter: { _id }, update: { $set: { state: 'sent' as const, token: null } } },
  }))
  await matches.bulkWrite(told, unordered)
}

async function ledger(from: Connection, into: Bare): Promise<Spent> {
  const { Delivery, Attempt } = pushModels(from)
  const spent = new Spent()
  for await (const page of inPages<DeliveryDoc>(Delivery, {}, { size: inLedger })) {
    const found = await Attempt.find({ delivery: { $in: page.map(({ _id }) => _id) } })
      .batchSize(inLedger + 1)
      .lean<AttemptDoc[]>()
    const byDelivery = new Map(found.map((attempt) => [attempt.delivery, attempt]))
    const batch = page.flatMap((delivery) => {
      const attempt = byDelivery.get(delivery._id)
      return attempt ? { delivery, attempt } : []
    })
    await spent.on(() => writeLedger(into, batch))
  }
  return spent
}

async function main(): Promise<void> {
  const store = await openStore(dataDir)
  const { Match, Delivery, Attempt } = pushModels(store.db)
  const sent = await Match.countDocuments({ state: 'sent' })
  const delivered = await Delivery.countDocuments({ state: 'done', result: 'delivered' })
  const accepted = await Attempt.countDocuments({ state: 'accepted' })
  const found = { sent, delivered, accepted }
  if (what !== 'digest') {
    const into = await emptyOnes(await store.beside('bare'))
    const inserted = await insertMatches(store.db, into)
    const written = await ledger(store.db, into)
    console.log(JSON.stringify({ ...found, inserted, written }))
  } else {
    // All wait again, and are told by one command. Without the limit of the application's own operations.
    const same = bare<MatchDoc>(Match.collection)
    const beside = (await store.beside(store.db.name)).collection(same.collectionName)
    const updated = new Spent()
    await beside.updateMany({ state: 'sent' }, { $set: { state: 'pending', delivery: null } })
    await updated.on(() =>
      beside.updateMany({ state: 'pending' }, { $set: { state: 'sent', delivery: 'one for all' } }),
    )
    console.log(JSON.stringify({ ...found, updated }))
  }
  await store.close()
}

void main()
