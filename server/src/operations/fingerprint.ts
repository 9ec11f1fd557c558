import { createHash } from 'node:crypto'
import { documentOf, type RawCollection, type RawDocument, storedBytes } from './raw'

/** What one side holds of a collection: a checksum of its bytes that does not depend on the order of documents. */
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

export const digestOf = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()

/** The sum of the documents' hashes, modulo 2^256. */
export async function fingerprint(
  collection: RawCollection,
  leaving: readonly Leaving[],
): Promise<Fingerprint> {
  const sum = Buffer.alloc(SIZE)
  let documents = 0
  for await (const bytes of storedBytes(collection, {})) {
    if (leaving.length > 0 && isLeaving(documentOf(bytes), leaving)) continue
    add(sum, digestOf(bytes))
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
