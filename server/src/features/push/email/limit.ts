import type { ErrorCode } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { isDuplicate } from '../../../storage/duplicate'
import { upsertSafely } from '../../../storage/insert-once'
import { pushModels } from '../push.model'

const dayMs = 24 * 3_600_000

/** Counts one more of a day in Shanghai; throws `spent` where there were so many. */
export async function countOfDay(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  what: string,
  { most, spent }: { most: number; spent: ErrorCode },
): Promise<void> {
  const now = clock.now()
  const _id = `${what}:${Math.floor((now.getTime() + 8 * 3_600_000) / dayMs)}`
  const count = () =>
    pushModels(db).Counter.updateOne(
      { _id, n: { $lt: most } },
      { $inc: { n: 1 }, $setOnInsert: { expiresAt: new Date(now.getTime() + 2 * dayMs) } },
      { upsert: true },
    )
  try {
    await upsertSafely(count)
  } catch (error) {
    if (isDuplicate(error)) throw new AppError(spent)
    throw error
  }
}
