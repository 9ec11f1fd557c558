import { createHash } from 'node:crypto'
import { mongo } from 'mongoose'
import type { RawCollection, RawDocument } from './raw'

/** What one side holds of a collection: a checksum that does not depend on the order of documents. */
export interface Fingerprint {
  documents: number
  checksum: string
}

/** Documents that a TTL index is about to remove, on either side at its own time. */
export interface Leaving {
  field: string
  before: Date
}

const SIZE = 32

const isLeaving = (document: RawDocument, leaving: readonly Leaving[]) =>
  leaving.some(({ field, before }) => {
    const value = document[field]
    return value instanceof Date && value < before
  })

export const digestOf = (document: RawDocument): Buffer =>
  createHash('sha256').update(mongo.BSON.serialize(document)).digest()

/** The sum of the documents' hashes, modulo 2^256. */
export async function fingerprint(
  collection: RawCollection,
  leaving: readonly Leaving[],
): Promise<Fingerprint> {
  const sum = Buffer.alloc(SIZE)
  let documents = 0
  for await (const document of collection.find({})) {
    if (isLeaving(document, leaving)) continue
    add(sum, digestOf(document))
    documents++
  }
  return { documents, checksum: sum.toString('hex') }
}

function add(sum: Buffer, more: Buffer): void {
  let carry = 0
  for (let i = SIZE - 1; i >= 0; i--) {
    carry += (sum[i] ?? 0) + (more[i] ?? 0)
    sum[i] = carry & 0xff
    carry >>= 8
  }
}
