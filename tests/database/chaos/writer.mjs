// A process to be killed: serves the data folder and writes to it from several clients at once. Each line on
// standard output is one acknowledged write.
import { writeSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import mongoose from 'mongoose'

const [dataDir, workerFile, round] = process.argv.slice(2)
const worker = new Worker(workerFile, { workerData: { dataDir, expirySeconds: 60 } })
const ready = await new Promise((resolve) => worker.once('message', resolve))
if (ready.type !== 'ready') throw new Error(ready.message)
const { connection } = await mongoose.connect(`mongodb://${encodeURIComponent(ready.socket)}/chaos`)
const facts = connection.collection('facts')
await facts.createIndex({ slot: 1 }, { unique: true })
await facts.createIndex({ tags: 1 })
writeSync(1, 'ready\n')

const acknowledge = (...line) => writeSync(1, `${line.join(' ')}\n`)

async function write(client) {
  for (let i = 0; ; i++) {
    const _id = `${round}-${client}-${i}`
    await facts.insertOne({
      _id,
      slot: `${round}/${client}/${i}`,
      n: 0,
      tags: ['a', `t${i}`],
      text: 'x'.repeat(500),
    })
    acknowledge('insert', _id)
    await facts.updateOne({ _id }, { $inc: { n: 1 }, $push: { tags: 'b' } })
    acknowledge('update', _id)
    // Every client claims the same slots: one of them has each.
    const claim = { _id: `${round}-claim-${client}-${i}`, slot: `claim/${round}/${i}` }
    const won = await facts.insertOne(claim).then(
      () => true,
      (error) => {
        if (error.code !== 11000) throw error
        return false
      },
    )
    if (won) acknowledge('insert', claim._id)
    if (i % 5 === 4) {
      await facts.deleteOne({ _id })
      acknowledge('delete', _id)
    }
  }
}

await Promise.all(Array.from({ length: 8 }, (_, client) => write(client)))
