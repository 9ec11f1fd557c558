import { createHash } from 'node:crypto'
import { BSON } from 'bson'
import type { Connection, Model } from 'mongoose'

type Collection = Connection['collection'] extends (name: string) => infer C ? C : never
type Document = Record<string, unknown>

export interface Progress {
  collection: string
  copied: number
  total: number
}

export interface Transferred {
  collection: string
  documents: number
  checksum: string
}

export interface TransferOptions {
  /** The application's models on both servers: they say what there is and which indexes it has. */
  from: Record<string, unknown>
  to: Record<string, unknown>
  target: Connection
  progress?: (progress: Progress) => void
}

const PIECE = 1000
/** Where an interrupted transfer goes on; removed at its end. */
const STATE = 'transfer_state'

const isModel = (value: unknown): value is Model<Document> =>
  typeof value === 'function' && 'modelName' in value && 'collection' in value

/** Copies every collection in the order of `_id`, then compares both sides. Can be run again after any interruption. */
export async function transfer({ from, to, target, progress }: TransferOptions): Promise<Transferred[]> {
  const done: Transferred[] = []
  for (const [name, source] of Object.entries(from)) {
    const destination = to[name]
    if (!isModel(source) || !isModel(destination)) continue
    await destination.createIndexes()
    const collection = source.collection.collectionName
    await copy(source.collection as never, destination.collection as never, target, (copied, total) =>
      progress?.({ collection, copied, total }),
    )
    const [ours, theirs] = await Promise.all([
      fingerprint(source.collection as never),
      fingerprint(destination.collection as never),
    ])
    if (ours.checksum !== theirs.checksum) {
      throw new Error(
        `${collection}: 两边内容不一致（${ours.documents} 与 ${theirs.documents} 条）。请停止写入后再运行一次。`,
      )
    }
    done.push({ collection, ...theirs })
  }
  await target.collection(STATE).drop()
  return done
}

async function copy(
  source: Collection,
  destination: Collection,
  target: Connection,
  tell: (copied: number, total: number) => void,
): Promise<void> {
  const state = target.collection<{ _id: string; last: unknown; copied: number }>(STATE)
  const name = source.collectionName
  const kept = await state.findOne({ _id: name })
  const total = await source.countDocuments()
  let copied = kept?.copied ?? 0
  let last = kept?.last
  for (;;) {
    const filter = last === undefined ? {} : { _id: { $gt: last } }
    const documents = await source
      .find(filter as never)
      .sort({ _id: 1 })
      .limit(PIECE)
      .toArray()
    if (documents.length === 0) break
    await destination.bulkWrite(
      documents.map((document) => ({
        replaceOne: { filter: { _id: document._id }, replacement: document, upsert: true },
      })),
      { ordered: false },
    )
    last = documents.at(-1)?._id
    copied += documents.length
    await state.replaceOne({ _id: name }, { last, copied } as never, { upsert: true })
    tell(copied, total)
  }
}

/** The number of documents and a hash of all of them, in the order of `_id`. */
async function fingerprint(collection: Collection): Promise<{ documents: number; checksum: string }> {
  const hash = createHash('sha256')
  let documents = 0
  for await (const document of collection.find({}).sort({ _id: 1 })) {
    hash.update(BSON.serialize(document))
    documents++
  }
  return { documents, checksum: hash.digest('hex') }
}
