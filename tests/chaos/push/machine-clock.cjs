// Loaded first in each process of a chaos run (`node --require`): the machine's clock is the one that the driver moves.
// It stands in a file of eight bytes, milliseconds ahead of the real one; the service itself knows nothing of it.
const { openSync, readSync } = require('node:fs')

const file = openSync(process.env.CHAOS_CLOCK, 'r')
const bytes = Buffer.alloc(8)
const RealDate = Date
const realNow = RealDate.now.bind(RealDate)

function aheadMs() {
  readSync(file, bytes, 0, 8, 0)
  return bytes.readDoubleLE()
}

const now = () => realNow() + aheadMs()

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) =>
    args.length > 0 ? Reflect.construct(target, args, newTarget) : new RealDate(now()),
  apply: () => new RealDate(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
})

// node-cron sleeps up to a minute of real time to the next full minute. Here it sleeps by the moved clock; going back does
// not wake it, as it would not on a real machine.
const realSetTimeout = globalThis.setTimeout
const lookMs = 20
let slept = 0
let last = aheadMs()
const elapsed = () => {
  const ahead = aheadMs()
  slept += Math.max(0, ahead - last)
  last = ahead
  return performance.now() + slept
}
globalThis.setTimeout = Object.assign((callback, ms = 0, ...args) => {
  if (ms <= 1000 || !new Error().stack.includes('node-cron')) return realSetTimeout(callback, ms, ...args)
  const end = elapsed() + ms
  const timer = setInterval(() => {
    if (elapsed() < end) return
    clearInterval(timer)
    callback(...args)
  }, lookMs)
  return timer
}, realSetTimeout)
