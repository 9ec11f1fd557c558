// A process that joins the data folder of another and writes until it is told to stop. Each line on standard output
// is one acknowledged write.
import { readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import mongoose from 'mongoose'

const [dataDir, name] = process.argv.slice(2)
const socket = readFileSync(join(dataDir, 'run/address'), 'utf8')
const { connection } = await mongoose.connect(`mongodb://${encodeURIComponent(socket)}/chaos`)
const facts = connection.collection('facts')
let going = true
process.stdin.once('data', () => {
  going = false
})
writeSync(1, 'ready\n')

async function write(client) {
  for (let i = 0; going; i++) {
    const _id = `${name}-${client}-${i}`
    for (;;) {
      try {
        await facts.insertOne({ _id, tags: ['a', `t${i}`] })
        break
      } catch (error) {
        // The reply of a write that was done may have been lost with the holder.
        if (error.code === 11000) break
        if (!/Network|ServerSelection|PoolCleared|Closed/.test(error.name)) throw error
      }
    }
    writeSync(1, `${_id}\n`)
  }
}

await Promise.all([write(0), write(1), write(2)])
await mongoose.disconnect()
process.exit(0)
