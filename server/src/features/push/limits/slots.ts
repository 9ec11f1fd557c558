import { randomInt } from 'node:crypto'
import type { Connection } from 'mongoose'
import type { ProviderLimit } from '../../../channels/channel'
import { insertMissing } from '../../../storage/insert-once'
import { pushModels, type SlotDoc } from '../push.model'

type Rate = NonNullable<ProviderLimit['rate']>

interface TakenSlots {
  given: number
  beginBefore: Date
  again: Date
}

/** Where another process was quicker although slots were free. */
const soonMs = 200

/**
 * Takes slots by conditional updates. A slot is taken for a window and a half, and its call begins within the first half:
 * two calls of one slot are more than a window apart, so in no window are there more calls than slots.
 */
export async function takeSlots(
  db: Connection,
  provider: string,
  rate: Rate,
  wanted: number,
  now: Date,
): Promise<TakenSlots> {
  const half = rate.windowMs / 2
  const beginBefore = new Date(now.getTime() + half)
  const looked = await lookAt(db, provider, rate, wanted)
  const free = looked.filter(({ freeAt }) => freeAt <= now)
  const given = await take(
    db,
    shuffled(free).slice(0, wanted),
    now,
    new Date(beginBefore.getTime() + rate.windowMs),
  )
  const firstBusy = looked.find(({ freeAt }) => freeAt > now)
  const again =
    given < Math.min(wanted, free.length) ? new Date(now.getTime() + soonMs) : (firstBusy?.freeAt ?? now)
  return { given, beginBefore, again: given < wanted ? again : now }
}

/** The slots that are free, or will be first: some more than are wanted, since others look at the same time. */
async function lookAt(db: Connection, provider: string, rate: Rate, wanted: number): Promise<SlotDoc[]> {
  const most = Math.min(rate.calls, wanted * 4)
  const find = () =>
    pushModels(db)
      // The limit may have been lowered: slots beyond it are left alone.
      .Slot.find({ provider, _id: { $lt: slotId(provider, rate.calls) } })
      .sort({ freeAt: 1 })
      .limit(most)
      .batchSize(most)
      .lean<SlotDoc[]>()
  const known = madeIn(db)
  if ((known.get(provider) ?? 0) >= rate.calls) {
    const slots = await find()
    if (slots.length === most) return slots
  }
  await insertMissing(pushModels(db).Slot, slotsOf(provider, rate.calls))
  known.set(provider, rate.calls)
  return find()
}

/** How many slots this process has seen made, by provider; that they are there is told by what is found. */
const made = new WeakMap<Connection, Map<string, number>>()

function madeIn(db: Connection): Map<string, number> {
  const known = made.get(db) ?? new Map<string, number>()
  made.set(db, known)
  return known
}

const longAgo = new Date(0)

const slotId = (provider: string, n: number) => `${provider}:${String(n).padStart(6, '0')}`

const slotsOf = (provider: string, calls: number): SlotDoc[] =>
  Array.from({ length: calls }, (_, n) => ({ _id: slotId(provider, n), provider, freeAt: longAgo }))

/** Each by itself, conditional on its being free still; how many were. */
async function take(db: Connection, slots: readonly SlotDoc[], now: Date, freeAt: Date): Promise<number> {
  if (slots.length === 0) return 0
  const done = await pushModels(db).Slot.bulkWrite(
    slots.map(({ _id }) => ({
      updateOne: { filter: { _id, freeAt: { $lte: now } }, update: { $set: { freeAt } } },
    })),
    { ordered: false },
  )
  return done.modifiedCount
}

function shuffled<T>(all: readonly T[]): T[] {
  const mixed = [...all]
  for (let n = mixed.length - 1; n > 0; n--) {
    const other = randomInt(n + 1)
    const [a, b] = [mixed[n] as T, mixed[other] as T]
    mixed[n] = b
    mixed[other] = a
  }
  return mixed
}
