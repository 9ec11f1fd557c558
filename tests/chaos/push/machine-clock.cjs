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

// node-cron sleeps up to a minute of real time to the next full minute, workers look for work once a second, and a call that
// nobody answers is given up after a while. Here all of them sleep by the moved clock, and what is done again and again
// also goes twice as quick; going back wakes nobody, as it would not on a real machine.
const { setTimeout: realSetTimeout, setInterval: realSetInterval } = globalThis
const { clearTimeout: realClearTimeout, clearInterval: realClearInterval } = globalThis
const lookMs = 20
const quicker = 2
const sleepers = new Set()
let slept = 0
let last = aheadMs()

class Sleeper {
  constructor(ms, pace, wake, again) {
    Object.assign(this, { ms, pace, wake, again })
    this.end = this.now() + ms
    sleepers.add(this)
  }
  now() {
    return performance.now() * this.pace + slept
  }
  look() {
    if (this.now() < this.end) return
    if (this.again) this.end = this.now() + this.ms
    else sleepers.delete(this)
    this.wake()
  }
  ref() {
    return this
  }
  unref() {
    return this
  }
}

realSetInterval(() => {
  const ahead = aheadMs()
  slept += Math.max(0, ahead - last)
  last = ahead
  for (const sleeper of [...sleepers]) sleeper.look()
}, lookMs).unref()

globalThis.setTimeout = Object.assign((callback, ms = 0, ...args) => {
  if (ms <= 1000 || !new Error().stack.includes('node-cron')) return realSetTimeout(callback, ms, ...args)
  return new Sleeper(ms, 1, () => callback(...args), false)
}, realSetTimeout)
globalThis.setInterval = Object.assign((callback, ms = 0, ...args) => {
  if (ms < 1000) return realSetInterval(callback, ms, ...args)
  return new Sleeper(ms, quicker, () => callback(...args), true)
}, realSetInterval)
globalThis.clearTimeout = (timer) => sleepers.delete(timer) || realClearTimeout(timer)
globalThis.clearInterval = (timer) => sleepers.delete(timer) || realClearInterval(timer)
AbortSignal.timeout = (ms) => {
  const ended = new AbortController()
  const giveUp = () =>
    ended.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'))
  new Sleeper(ms, 1, giveUp, false)
  return ended.signal
}

// node-cron counts every minute that it slept through, one after the other: of days that is seconds of work. What it missed it
// does not make up for anyway, so that it may begin to count at the last full minute.
const { createRequire } = require('node:module')
const { dirname, join } = require('node:path')
const cron = dirname(createRequire(join(process.cwd(), 'server/package.json')).resolve('node-cron'))
const { TimeMatcher } = require(join(cron, '_shared.cjs'))
const { getNextMatch } = TimeMatcher.prototype
const minute = 60_000
TimeMatcher.prototype.getNextMatch = function (date) {
  const late = now() - date.getTime() > 3 * minute
  return getNextMatch.call(this, late ? new RealDate(now() - 2 * minute) : date)
}
