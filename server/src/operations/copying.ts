import { mongo } from 'mongoose'
import { digestOf } from './fingerprint'
import { documentOf, type RawCollection, storedBytes } from './raw'

const PIECE = 1000

const keyOf = (bytes: Uint8Array) => digestOf(bytes).toString('hex')
const idsOf = (piece: Uint8Array[]) => piece.map((bytes) => documentOf(bytes)._id)

export interface Copied {
  /** How many documents of the source, in its order, are done. */
  from: number
  /** Told after each piece that is on the target's disk. */
  done(copied: number): Promise<void>
}

/** Makes the target's documents those of the source, from a place in its order on. */
export async function copyFrom(
  source: RawCollection,
  target: RawCollection,
  { from, done }: Copied,
): Promise<void> {
  let copied = from
  const all = storedBytes(source, {}, { sort: { _id: 1 }, skip: from, batchSize: PIECE })
  for await (const piece of pieces(all)) {
    const changed = await differing(piece, target)
    if (changed.length > 0) {
      await target.bulkWrite(
        changed.map(documentOf).map((document) => ({
          replaceOne: { filter: { _id: document._id }, replacement: document, upsert: true },
        })),
        { ordered: false },
      )
    }
    copied += piece.length
    await done(copied)
  }
}

/** Removes what the source has no more, and what has another type of `_id` there. */
export async function removeOthers(source: RawCollection, target: RawCollection): Promise<void> {
  const projection = { _id: 1 }
  for await (const piece of pieces(storedBytes(target, {}, { projection }))) {
    const known = new Set<string>()
    for await (const bytes of storedBytes(source, { _id: { $in: idsOf(piece) } }, { projection }))
      known.add(keyOf(bytes))
    const gone = piece.filter((bytes) => !known.has(keyOf(bytes)))
    if (gone.length > 0) await target.deleteMany({ _id: { $in: idsOf(gone) } })
  }
}

/** The `_id`, for people, of some document that is not the same on both sides. */
export async function someDifference(
  source: RawCollection,
  target: RawCollection,
): Promise<string | undefined> {
  for await (const piece of pieces(storedBytes(source, {}, { sort: { _id: 1 } }))) {
    const [bytes] = await differing(piece, target)
    if (bytes !== undefined) return mongo.BSON.EJSON.stringify(documentOf(bytes)._id, { relaxed: false })
  }
  return undefined
}

async function differing(piece: Uint8Array[], target: RawCollection): Promise<Uint8Array[]> {
  const there = new Set<string>()
  for await (const bytes of storedBytes(target, { _id: { $in: idsOf(piece) } })) there.add(keyOf(bytes))
  if (there.size === 0) return piece
  return piece.filter((bytes) => !there.has(keyOf(bytes)))
}

async function* pieces<T>(all: AsyncIterable<T>): AsyncGenerator<T[]> {
  let piece: T[] = []
  for await (const one of all) {
    piece.push(one)
    if (piece.length < PIECE) continue
    yield piece
    piece = []
  }
  if (piece.length > 0) yield piece
}
