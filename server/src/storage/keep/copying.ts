import { digestOf } from './fingerprint'
import type { RawCollection, RawDocument, RawId } from './raw'

const PIECE = 1000

const keyOf = (_id: RawId) => digestOf({ _id }).toString('hex')

/** What a capped collection forgets first hangs on the order in which its documents came. */
export type CopyOrder = { _id: 1 } | { $natural: 1 }

export interface Copied {
  /** How many documents of the source, in its order, are done. */
  from: number
  order: CopyOrder
  /** Told after each piece that is on the target's disk. */
  done(copied: number): Promise<void>
}

/** Makes the target's documents those of the source, from a place in its order on. */
export async function copyFrom(
  source: RawCollection,
  target: RawCollection,
  { from, order, done }: Copied,
): Promise<void> {
  let copied = from
  for await (const piece of pieces(source.find({}).sort(order).skip(from).batchSize(PIECE))) {
    const changed = await differing(piece, target)
    if (changed.length > 0) {
      await target.bulkWrite(
        changed.map((document) => ({
          replaceOne: { filter: { _id: document._id }, replacement: document, upsert: true },
        })),
        // What the source holds has passed its rules, or was there before them.
        { ordered: '$natural' in order, bypassDocumentValidation: true },
      )
    }
    copied += piece.length
    await done(copied)
  }
}

/** Removes what the source has no more. */
export async function removeOthers(source: RawCollection, target: RawCollection): Promise<void> {
  const ids = target.find({}).project<{ _id: RawId }>({ _id: 1 })
  for await (const piece of pieces(ids)) {
    const wanted = piece.map(({ _id }) => _id)
    const kept = await source
      .find({ _id: { $in: wanted } })
      .project({ _id: 1 })
      .toArray()
    const known = new Set(kept.map(({ _id }) => keyOf(_id)))
    const gone = wanted.filter((_id) => !known.has(keyOf(_id)))
    if (gone.length > 0) await target.deleteMany({ _id: { $in: gone } })
  }
}

async function differing(piece: RawDocument[], target: RawCollection): Promise<RawDocument[]> {
  const there = new Set<string>()
  for await (const document of target.find({ _id: { $in: piece.map(({ _id }) => _id) } }))
    there.add(digestOf(document).toString('hex'))
  if (there.size === 0) return piece
  return piece.filter((document) => !there.has(digestOf(document).toString('hex')))
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
