// `npm run bench:db`: the embedded database beside a server of canned replies in the same shape, and raw libsql.
import { execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import {
  COUNT,
  document,
  MANY,
  median,
  open,
  perSecond,
  rate,
  say,
  started,
  TIME_MS,
  timed,
} from '../tests/bench/storage-load.mjs'
import { besideBuilds, besideScans } from '../tests/bench/storage-waits.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const require = createRequire(join(root, 'server/embedded-db/package.json'))
const Libsql = require('libsql')

const folder = mkdtempSync(join(tmpdir(), 'hb-'))
async function startWorker(file, workerData) {
  // As server/embedded-db/src/index.ts starts it.
  const worker = new Worker(file, { workerData, resourceLimits: { maxYoungGenerationSizeMb: 8 } })
  worker.on('error', (error) => console.error('worker', error))
  const ready = await new Promise((resolve) => worker.once('message', resolve))
  if (ready.type !== 'ready') throw new Error(ready.message)
  return { worker, uri: `mongodb://${encodeURIComponent(ready.socket)}/bench` }
}

function compare(name, aim, ours, canned) {
  const ratio = ours / canned
  say(name, `${perSecond(ours)}, ${ratio.toFixed(2)} of canned ${perSecond(canned)} (aim ${aim})`)
}

async function reads(model, canned) {
  const one = (m) => (i) => m.findOne({ key: `key-${(i * 7919) % COUNT}` }).lean()
  const page = (m) => () => m.find({}).sort({ at: -1 }).limit(20).lean()
  for (const [name, aim, atOnce, query] of [
    ['findOne by unique key', 0.7, 1, one],
    ['findOne by unique key, 50 at once', 0.7, 50, one],
    ['page of 20 by date', 0.5, 1, page],
  ]) {
    const ours = []
    const theirs = []
    // Unmeasured: both sides compile what they run often.
    await rate(atOnce, query(model), TIME_MS / 2)
    await rate(atOnce, query(canned), TIME_MS / 2)
    for (let round = 0; round < 7; round += 1) {
      ours.push(await rate(atOnce, query(model), TIME_MS / 4))
      theirs.push(await rate(atOnce, query(canned), TIME_MS / 4))
    }
    compare(name, aim, median(ours), median(theirs))
  }
}

async function fill(model) {
  await model.createCollection()
  await model.createIndexes()
  const ms = await timed(async () => {
    for (let from = 0; from < COUNT; from += 5000) {
      const piece = Array.from({ length: Math.min(5000, COUNT - from) }, (_, i) => document(from + i))
      await model.collection.insertMany(piece)
    }
  })
  say(`insertMany of ${COUNT} documents`, `${perSecond((COUNT * 1000) / ms)} (aim 8,000)`)
  return (COUNT * 1000) / ms
}

async function writes(model) {
  let turn = 0
  const updates = await rate(1, () => {
    const base = (turn++ * 200) % COUNT
    return model.bulkWrite(
      Array.from({ length: 200 }, (_, i) => ({
        updateOne: {
          filter: { _id: `n${(base + i) % COUNT}`, state: 'due' },
          update: { $set: { mark: turn }, $inc: { n: 1 } },
        },
      })),
    )
  })
  say('bulkWrite of 200 conditional updates', `${perSecond(updates * 200)} (aim 4,000)`)
  const upserts = await rate(1, () => {
    const base = turn++ * 200
    return model.bulkWrite(
      Array.from({ length: 200 }, (_, i) => ({
        updateOne: {
          filter: { _id: `u${base + i}` },
          update: { $setOnInsert: { key: `u${base + i}`, state: 'new', at: new Date(started) } },
          upsert: true,
        },
      })),
      { ordered: false },
    )
  })
  say('bulkWrite of 200 upserts', `${perSecond(upserts * 200)} (aim 4,000)`)
  let lease = 0
  const leases = await rate(20, () => {
    const at = lease++ % COUNT
    return model
      .findOneAndUpdate(
        { _id: `n${at}`, state: 'due' },
        { $set: { token: `t${lease}` } },
        { returnDocument: 'after' },
      )
      .lean()
  })
  say('findOneAndUpdate, 20 at once', `${perSecond(leases)} (aim 3,000)`)
}

async function large(model) {
  const many = { _id: { $in: Array.from({ length: MANY }, (_, i) => `n${i * 4}`) } }
  const plain = await timed(() => model.updateMany(many, { $set: { mark: 1 } }))
  say(`updateMany of ${MANY} documents`, `${(plain / 1000).toFixed(2)} s (aim 2)`)
  const indexed = await timed(() => model.updateMany(many, { $set: { state: 'done' } }))
  say(`updateMany of ${MANY}, an indexed field`, `${(indexed / 1000).toFixed(2)} s`)
  const group = await timed(() =>
    model.aggregate([{ $group: { _id: '$region', n: { $sum: 1 }, most: { $max: '$n' } } }]),
  )
  say('$group by a plain field', `${(group / 1000).toFixed(2)} s (aim 0.5)`)
}

/** The database in a process of its own, after reads and writes from this one. */
async function alone(workerFile) {
  const holder = fork(join(root, 'tests/bench/storage-holder.mjs'), [workerFile, folder])
  const [{ socket }] = await once(holder, 'message')
  const model = await open(`mongodb://${encodeURIComponent(socket)}/bench`)
  await rate(50, (i) => model.findOne({ key: `key-${(i * 7919) % COUNT}` }).lean())
  await rate(20, (i) => model.updateOne({ _id: `n${i % COUNT}` }, { $inc: { n: 1 } }))
  await model.updateMany({ n: { $gte: 0 } }, { $set: { mark: 3 } })
  await model.find({ text: /9999$/ }).lean()
  holder.send('memory')
  const [{ rss }] = await once(holder, 'message')
  await model.db.close()
  holder.kill()
  await once(holder, 'exit')
  return rss
}

/** The same rows and indexes without protocol, codec and planner, on the caller's own thread. */
function raw() {
  const db = new Libsql(join(folder, 'raw.sqlite'))
  db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-8000')
  db.exec('CREATE TABLE c (rid INTEGER PRIMARY KEY, id NOT NULL UNIQUE, doc TEXT NOT NULL)')
  for (const path of ['key', 'region', 'state', 'at', 'token'])
    db.exec(`CREATE INDEX x_${path} ON c(json_extract(doc, '$."${path}"'))`)
  const insert = db.prepare('INSERT INTO c (id, doc) VALUES (?, ?)')
  const rows = Math.min(COUNT, 20_000)
  const begun = performance.now()
  for (let from = 0; from < rows; from += 5000) {
    db.exec('BEGIN')
    for (let i = from; i < Math.min(from + 5000, rows); i += 1)
      insert.run([`n${i}`, JSON.stringify(document(i))])
    db.exec('COMMIT')
  }
  const inserts = (rows * 1000) / (performance.now() - begun)
  const find = db.prepare(`SELECT doc FROM c WHERE json_extract(doc, '$."key"') = ?`)
  const from = performance.now()
  let done = 0
  while (performance.now() - from < 500) JSON.parse(find.all([`key-${(done++ * 7919) % rows}`])[0].doc)
  const finds = (done * 1000) / (performance.now() - from)
  db.close()
  return { inserts, finds }
}

// By others, so that nothing of theirs is in the memory that is measured.
const cannedFile = join(folder, 'canned.cjs')
const run = (...args) => execFileSync(process.execPath, args, { cwd: root })
run('scripts/build-server.mjs')
run(
  'node_modules/esbuild/bin/esbuild',
  'tests/bench/storage-canned.ts',
  `--outfile=${cannedFile}`,
  '--bundle',
  '--platform=node',
  '--format=cjs',
  '--log-level=warning',
)
const bare = process.memoryUsage().rss
const workerFile = join(root, 'server/dist/embedded-worker.js')
const database = await startWorker(workerFile, {
  dataDir: folder,
  expirySeconds: 3600,
})
const page = Array.from({ length: 20 }, (_, i) => document(i))
const cannedServer = await startWorker(cannedFile, {
  socket: join(folder, 'canned.sock'),
  one: document(1),
  page,
})
try {
  const model = await open(database.uri)
  const canned = await open(cannedServer.uri)
  const inserts = await fill(model)
  if (process.argv[2] === 'latency') {
    for (let i = 0; i < 3; i += 1) await besideScans(model)
    await besideBuilds(model)
    process.exit(0)
  }
  await reads(model, canned)
  // From here on the process is a client and its database, and nothing else.
  await canned.db.close()
  await cannedServer.worker.terminate()
  await writes(model)
  await large(model)
  await besideScans(model)
  await besideBuilds(model)
  say(
    'resident memory of client and database',
    `${(process.memoryUsage().rss / 1e6).toFixed(0)} MB, ${(bare / 1e6).toFixed(0)} MB of it before the database starts (aim 250)`,
  )
  await model.db.close()
  database.worker.postMessage('close')
  await once(database.worker, 'exit')
  const own = (await alone(workerFile)) / 1e6
  say('resident memory of the database alone', `${own.toFixed(0)} MB, in a process of its own`)
  const plain = raw()
  say(
    'raw libsql, insert',
    `${perSecond(plain.inserts)}: insertMany is ${(inserts / plain.inserts).toFixed(2)} of it`,
  )
  say('raw libsql, select by key', perSecond(plain.finds))
} finally {
  await Promise.all([database.worker.terminate(), cannedServer.worker.terminate()])
  rmSync(folder, { recursive: true, force: true })
}
process.exit(0)
