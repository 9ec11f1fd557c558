import { shanghaiDate } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { isDuplicate } from '../../storage/duplicate'
import { verificationModels } from './verification.model'

const keepMs = 48 * 3600 * 1000

export const tryKey = (
  deps: Deps,
  kind: 'consent' | 'account' | 'household' | 'opening' | 'proxy' | 'enterprise' | 'invitation',
  subject: string,
): string => `${shanghaiDate(deps.clock.now())}:${kind}:${subject}`

/** Counts one try, or refuses; counted before anything is compared, so that parallel tries cannot exceed the limit. */
export async function takeTry(deps: Deps, key: string, limit: number): Promise<void> {
  if (!(await countTry(deps, key, limit))) throw new AppError('tooManyTries')
}

/** The same, answering false instead. */
export async function countTry(deps: Deps, key: string, limit: number): Promise<boolean> {
  const below = { _id: key, n: { $lt: limit } }
  const expiresAt = new Date(deps.clock.now().getTime() + keepMs)
  try {
    await verificationModels(deps.db).Try.updateOne(
      below,
      { $inc: { n: 1 }, $setOnInsert: { expiresAt } },
      { upsert: true, setDefaultsOnInsert: false },
    )
    return true
  } catch (error) {
    if (!isDuplicate(error)) throw error
  }
  // Either the limit is reached, or another request has just written the counter.
  const { modifiedCount } = await verificationModels(deps.db).Try.updateOne(below, { $inc: { n: 1 } })
  return modifiedCount === 1
}

/** A try that never came to a comparison, because the vendor was away. */
export async function giveTryBack(deps: Deps, key: string): Promise<void> {
  await verificationModels(deps.db).Try.updateOne({ _id: key, n: { $gt: 0 } }, { $inc: { n: -1 } })
}
