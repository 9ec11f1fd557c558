// A process to be killed: makes indexes over what there is and drops them again, while others write. Each line on
// standard output is one acknowledged write, or one command about indexes that is done.
import { writeSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import mongoose from 'mongoose'

const [dataDir, workerFile, round] = process.argv.slice(2)
const worker = new Worker(workerFile, { workerData: { dataDir, expirySeconds: 60 } })
const ready = await new Promise((resolve) => worker.once('message', resolve))
if (ready.type !== 'ready') throw new Error(ready.message)
const { connection } = await mongoose.connect(`mongodb://${encodeURIComponent(ready.socket)}/chaos`)
const goods = connection.collection('goods')
const say = (line) => writeSync(1, `${line}\n`)
writeSync(1, 'ready\n')

async function build() {
  for (;;) {
    await goods.createIndexes([
      { key: { n: 1, text: -1 }, name: 'plain' },
      { key: { slot: 1 }, name: 'unique', unique: true },
      { key: { tags: 1 }, name: 'elements' },
      { key: { 'items.sku': 1 }, name: 'claimed', unique: true },
    ])
    say('built')
    await goods.dropIndexes()
    say('dropped')
  }
}

async function write(client) {
  for (let i = 0; ; i++) {
    const _id = `${round}-${client}-${i}`
    const items = [{ sku: `${_id}/1` }, { sku: `${_id}/2` }]
    await goods.insertOne({ _id, slot: _id, n: i % 7, text: `t${i}`, tags: ['a', `t${i % 9}`], items })
    await goods.updateOne({ _id }, { $inc: { n: 1 }, $push: { tags: 'b', items: { sku: `${_id}/3` } } })
    say(_id)
  }
}

await Promise.all([build(), write(0), write(1)])
