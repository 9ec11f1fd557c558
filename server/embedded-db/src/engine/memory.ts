import { MongoError } from '../errors'

/** https://www.mongodb.com/docs/manual/core/aggregation-pipeline-limits/#memory-restrictions */
export const MEMORY = 100 * 1024 * 1024

/** MongoDB's answer when it may not use the disk for sorting; this database never does. */
export const overMemory = (message: string) => new MongoError(292, message)

const FIELD = 16

/** About what a value takes in memory: enough to tell a megabyte from a hundred. */
export function memoryOf(value: unknown): number {
  if (typeof value === 'string') return FIELD + value.length * 2
  if (value === null || typeof value !== 'object') return FIELD
  if (ArrayBuffer.isView(value)) return FIELD + value.byteLength
  let size = FIELD
  for (const inner of Object.values(value)) size += memoryOf(inner)
  return size
}
