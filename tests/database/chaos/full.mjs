// Writes into a data folder on a small disk of its own until that is full, makes space, goes on; the last line on
// standard output is what it saw, as JSON. Runs where it may mount: see storage-full.test.ts.
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import mongoose from 'mongoose'

const [disk, workerFile] = process.argv.slice(2)
const dataDir = join(disk, 'data')
const ballast = join(disk, 'ballast')
writeFileSync(ballast, Buffer.alloc(1_500_000))
const serve = () => {
  const worker = new Worker(workerFile, { workerData: { dataDir, expirySeconds: 60 } })
  return new Promise((done) => {
    worker.on('message', (message) => message.type !== 'log' && done({ worker, ...message }))
  })
}
const { worker, socket } = await serve()
const { connection } = await mongoose.connect(`mongodb://${encodeURIComponent(socket)}/chaos`)
const facts = connection.collection('facts')
await facts.createIndex({ slot: 1 }, { unique: true })

const acknowledged = new Set()
const codes = new Set()
let reads = 0
let next = 0
async function write() {
  const _id = `f${next++}`
  try {
    await facts.insertOne({ _id, slot: _id, text: 'x'.repeat(2000) })
    acknowledged.add(_id)
    return true
  } catch (error) {
    codes.add(`${error.code} ${error.codeName}`)
    return false
  }
}
async function read() {
  const [_id] = [...acknowledged].slice(-1)
  if ((await facts.findOne({ slot: _id }))?._id === _id) reads++
}

let failures = 0
while (failures < 40) {
  const done = await Promise.all(Array.from({ length: 5 }, write))
  failures += done.filter((one) => !one).length
  if (failures > 0) await read()
}
const whenFull = { failures, reads, acknowledged: acknowledged.size }
rmSync(ballast)
let after = 0
for (let i = 0; i < 50; i++) if (await write()) after++
const found = new Set((await facts.find({}).project({ _id: 1 }).toArray()).map(({ _id }) => _id))
const missing = [...acknowledged].filter((_id) => !found.has(_id))
await mongoose.disconnect()
worker.postMessage('close')
await new Promise((done) => worker.once('exit', done))

// Full to the last byte: what was written can still be opened and read.
let size = 1_000_000
for (let n = 0; size >= 1; n++) {
  try {
    writeFileSync(join(disk, `ballast${n}`), Buffer.alloc(size))
  } catch {
    rmSync(join(disk, `ballast${n}`), { force: true })
    size = Math.floor(size / 2)
  }
}
const again = await serve()
const onFull = again.type === 'ready' ? 'ready' : `${again.code} ${again.message}`
process.stdout.write(
  `${JSON.stringify({ whenFull, codes: [...codes], after, missing, extra: found.size - acknowledged.size, onFull })}\n`,
)
process.exit(0)
