// What the bench of the embedded database asks, and how it takes the time.
import { createRequire } from 'node:module'

const require = createRequire(new URL('../../server/package.json', import.meta.url))
const mongoose = require('mongoose')

export const COUNT = Number(process.env.HUTANG_BENCH_DOCS ?? 100_000)
export const MANY = COUNT / 4
export const TIME_MS = Number(process.env.HUTANG_BENCH_MS ?? 1500)
export const started = Date.UTC(2026, 0, 1)

export const document = (i) => ({
  _id: `n${i}`,
  key: `key-${i}`,
  region: `region-${i % 50}`,
  state: 'due',
  at: new Date(started + ((i * 7919) % COUNT) * 60_000),
  n: i % 1000,
  text: `${'村务公开的内容 '.repeat(18)}${i}`,
})
const schema = () =>
  new mongoose.Schema(
    {
      _id: String,
      key: { type: String, unique: true },
      region: String,
      state: String,
      at: Date,
      n: Number,
      text: String,
      token: String,
      mark: Number,
    },
    { autoIndex: false },
  )
    .index({ region: 1, at: -1 })
    .index({ state: 1 })
    .index({ at: -1 })
    .index({ token: 1 }, { sparse: true })

export const say = (name, text) => console.log(`${name.padEnd(44)}${text}`)
export const perSecond = (rate) => `${Math.round(rate).toLocaleString('en')}/s`

export async function open(uri) {
  const connection = await mongoose.createConnection(uri, { maxPoolSize: 50 }).asPromise()
  return connection.model('Doc', schema(), 'docs')
}

/** How often a second `run` is done, with so many at once. */
export async function rate(atOnce, run, ms = TIME_MS) {
  let done = 0
  const begun = performance.now()
  const end = begun + ms
  const lane = async () => {
    while (performance.now() < end) {
      await run(done)
      done += 1
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return (done * 1000) / (performance.now() - begun)
}

export const median = (values) => values.sort((a, b) => a - b)[values.length >> 1]

export async function timed(run) {
  const begun = performance.now()
  await run()
  return performance.now() - begun
}
