// A process to be killed: only serves the data folder.
import { writeSync } from 'node:fs'
import { Worker } from 'node:worker_threads'

const [dataDir, workerFile] = process.argv.slice(2)
const worker = new Worker(workerFile, { workerData: { dataDir, expirySeconds: 60 } })
worker.once('message', ({ type, message }) => writeSync(1, `${type === 'ready' ? 'ready' : message}\n`))
