import type { Connection } from 'mongoose'
import { isDuplicate } from '../../../storage/duplicate'
import { type CounterDoc, pushModels } from '../push.model'

export interface Counting {
  id: string
  /** Never more than this is counted. */
  limit: number
  /** When the counter may be forgotten. */
  expiresAt: Date
}

/** How often others may come between the reading of a counter and the update that depends on it. */
const mostTries = 8

/**
 * Counts as many of the parts, from the first on, as fit under the limit; answers how many. One round trip while they
 * all fit, however much is counted.
 */
export async function count(db: Connection, counting: Counting, parts: readonly number[]): Promise<number> {
  if (parts.length === 0) return 0
  let fitting = fittingIn(counting.limit, parts)
  if (fitting > 0 && (await begin(db, counting, sum(parts.slice(0, fitting))))) return fitting
  for (let tries = 0; fitting > 0 && tries < mostTries; tries++) {
    const counter = await pushModels(db).Counter.findById(counting.id).lean<CounterDoc>()
    fitting = fittingIn(counting.limit - (counter?.n ?? 0), parts)
    if (fitting > 0 && (await add(db, counting, sum(parts.slice(0, fitting))))) return fitting
  }
  return 0
}

/** What was counted and did not happen. The caller answers for giving it back only once. */
export async function countBack(db: Connection, id: string, n: number): Promise<void> {
  if (n > 0) await pushModels(db).Counter.updateOne({ _id: id }, { $inc: { n: -n } })
}

const sum = (parts: readonly number[]) => parts.reduce((all, one) => all + one, 0)

function fittingIn(room: number, parts: readonly number[]): number {
  let left = room
  const tooMuch = parts.findIndex((part) => {
    left -= part
    return left < 0
  })
  return tooMuch < 0 ? parts.length : tooMuch
}

/** The condition is the guard: who reads an old number changes nothing. */
const withRoom = ({ id, limit }: Counting, n: number) => ({ _id: id, n: { $lte: limit - n } })

async function add(db: Connection, counting: Counting, n: number): Promise<boolean> {
  const done = await pushModels(db).Counter.updateOne(withRoom(counting, n), { $inc: { n } })
  return done.matchedCount > 0
}

/** The same, and makes the counter where there is none; false where there is one without room. */
async function begin(db: Connection, counting: Counting, n: number): Promise<boolean> {
  try {
    await pushModels(db).Counter.updateOne(
      withRoom(counting, n),
      { $inc: { n }, $setOnInsert: { expiresAt: counting.expiresAt } },
      { upsert: true },
    )
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}
