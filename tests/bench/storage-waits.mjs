// How long a page waits beside heavy work on the same collection.
import { MANY, say, timed } from './storage-load.mjs'

/** Reads a page again and again while `work` runs. */
async function pagesBeside(model, name, work) {
  let busy = true
  const waits = []
  const pages = (async () => {
    while (busy) {
      waits.push(await timed(() => model.find({}).sort({ at: -1 }).limit(20).lean()))
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
  })()
  const ms = await timed(work)
  busy = false
  await pages
  waits.sort((a, b) => a - b)
  const at = (part) => waits[Math.floor(waits.length * part)]?.toFixed(0)
  say(
    name,
    `median ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${waits.at(-1).toFixed(0)} ms of ${waits.length} in ${(ms / 1000).toFixed(1)} s (aim p99 < 50)`,
  )
}

export async function besideScans(model) {
  const scan = async () => {
    for (let i = 0; i < 4; i += 1) await model.find({ text: /9999$/ }).lean()
  }
  const many = { _id: { $in: Array.from({ length: MANY }, (_, i) => `n${i * 4 + 1}`) } }
  await pagesBeside(model, 'a page, while a scan and an updateMany run', () =>
    Promise.all([scan(), model.updateMany(many, { $set: { mark: 2 } })]),
  )
}

export async function besideBuilds(model) {
  const keys = [{ n: 1, key: 1 }, { text: 1 }, { n: 1, _id: 1 }]
  await pagesBeside(model, 'a page, while three indexes are built', async () => {
    for (const key of keys) await model.collection.createIndex(key, { unique: key._id !== undefined })
  })
  for (const key of keys) await model.collection.dropIndex(key)
}
