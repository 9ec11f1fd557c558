// A process that holds the embedded database and nothing else, for its memory to be measured.
import { Worker } from 'node:worker_threads'

const [file, dataDir] = process.argv.slice(2)
const worker = new Worker(file, {
  workerData: { dataDir, expirySeconds: 3600 },
  resourceLimits: { maxYoungGenerationSizeMb: 8 },
})
worker.once('message', (ready) => process.send(ready))
process.on('message', () => process.send({ rss: process.memoryUsage().rss }))
