import { setTimeout as delay } from 'node:timers/promises'
import type { MachineClock } from './clock'
import type { Faults } from './faults'
import type { Ledger } from './ledger'
import { patience } from './patience'
import type { Vendors } from './vendors'

const minute = 60_000
const lookMs = 40
/** How long faults may go on while the service works. */
const faultsMs = 1500
const longestMs = 300_000
/** How long something may stay as it is, in real time, before the clock is moved on; longer where that did not help. */
const patienceMs = { scheduler: 400, worker: 1200, most: 4000 }
const mostMinutes = 10

interface Parts {
  clock: MachineClock
  vendors: Vendors
  ledger: Ledger
  faults: Faults
  jump(ms: number): Promise<void>
  say?: ((line: string) => void) | undefined
}

/** Lets everything that is due come to its end; the clock goes on where only time is missing. Answers when that was. */
export async function comeToRest(parts: Parts): Promise<Date> {
  const { clock, ledger, faults, vendors } = parts
  const began = performance.now()
  const waiting = new Waiting(parts)
  const isTime = patience(longestMs)
  while (isTime()) {
    const now = clock.now()
    const still = await ledger.still(now)
    if (still.kind === 'rest') {
      await vendors.wechat.events.allPushed()
      await vendors.sms.receipts.allPushed()
      if ((await ledger.still(now)).kind === 'rest') return now
      continue
    }
    if (still.kind === 'waits' || performance.now() - began > faultsMs) await faults.calm()
    if (still.kind === 'waits') {
      parts.say?.(`  nothing is due before ${new Date(still.until).toISOString()}`)
      await parts.jump(Math.max(still.until - now.getTime(), 0) + 1)
      waiting.begin('')
    } else await waiting.goOn(still.what)
  }
  throw new Error(`no rest for five minutes: ${JSON.stringify(await ledger.still(clock.now()))}`)
}

class Waiting {
  #parts: Parts
  #what = ''
  #since = 0
  #moved = 0

  constructor(parts: Parts) {
    this.#parts = parts
  }

  begin(what: string): void {
    this.#what = what
    this.#since = performance.now()
    this.#moved = 0
  }

  async goOn(what: string): Promise<void> {
    if (what !== this.#what) this.begin(what)
    await delay(lookMs)
    const usual = /run of this|not finished/.test(what) ? patienceMs.scheduler : patienceMs.worker
    const patience = Math.min(usual * (1 + this.#moved / 2), patienceMs.most)
    if (performance.now() - this.#since < patience) return
    this.#parts.say?.(`  waited for ${what}`)
    // Some wait for a lease or the scheduler, who wakes at full minutes; after a clock that was put back it sleeps for longer.
    const minutes = Math.min(this.#moved, mostMinutes)
    const now = this.#parts.clock.now().getTime()
    await this.#parts.jump(minutes * minute + minute - 50 - (now % minute))
    this.#since = performance.now()
    this.#moved += 1
  }
}
