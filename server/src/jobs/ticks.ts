import { randomUUID } from 'node:crypto'
import { type Connection, Schema } from 'mongoose'
import type { Clock } from '../clock'
import { defineModels } from '../storage/define-models'
import { insertOnce } from '../storage/insert-once'
import type { Ticks } from '.'

/** Which tick of a job was done last, or is being done now. */
interface TickDoc {
  /** The job's name. */
  _id: string
  tick: Date
  done: boolean
  token: string
  /** Until then the others leave it to the process that has it. */
  leaseUntil: Date
}

const tick = new Schema<TickDoc>(
  { _id: String, tick: Date, done: Boolean, token: String, leaseUntil: Date },
  { versionKey: false },
)

export const tickModels = defineModels({ Tick: tick })

const leaseMs = 60_000
const renewMs = 20_000
/** Clocks of machines that share a database are no further apart. */
const wrongMs = 24 * 60 * 60_000

/** One document a job: who moves it to a newer tick does that tick, and nobody moves it on before the work is over. */
export function createTicks(db: Connection, clock: Clock): Ticks {
  const { Tick } = tickModels(db)
  const leased = () => new Date(clock.now().getTime() + leaseMs)

  const takeUp = async (_id: string, due: Date, token: string): Promise<boolean> => {
    const next = { tick: due, done: false, token, leaseUntil: leased() }
    const left = [
      { done: true, tick: { $lt: due } },
      // Of a clock that was far ahead, and has been set right.
      { done: true, tick: { $gt: new Date(due.getTime() + wrongMs) } },
      { done: false, leaseUntil: { $lte: clock.now() } },
    ]
    const { modifiedCount } = await Tick.updateOne({ _id, $or: left }, { $set: next })
    return modifiedCount === 1 || (await insertOnce(Tick, { _id, ...next }))
  }

  return {
    now: () => clock.now(),
    async take(job, due) {
      const token = randomUUID()
      if (!(await takeUp(job, due, token))) return null
      const mine = { _id: job, token }
      const renewal = setInterval(() => {
        // The next renewal comes in time.
        Tick.updateOne(mine, { $set: { leaseUntil: leased() } }).catch(() => undefined)
      }, renewMs).unref()
      return {
        async over(done) {
          clearInterval(renewal)
          await Tick.updateOne(mine, { $set: done ? { done } : { leaseUntil: clock.now() } })
        },
      }
    },
  }
}
