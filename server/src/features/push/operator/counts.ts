import type { OperatorCount } from '@hutang/shared'
import type { Model } from 'mongoose'

/** A look must not read a million rows: beyond this it says "more". */
export const mostCounted = 10_000

export const counted = (n: number): OperatorCount => ({ n: Math.min(n, mostCounted), more: n > mostCounted })

/** By an index, and no further than is shown. */
export async function countUpTo<Doc>(model: Model<Doc>, filter: object): Promise<OperatorCount> {
  return counted(await model.countDocuments(filter, { limit: mostCounted + 1 }))
}
