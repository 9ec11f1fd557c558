import { StorageError } from '@hutang/embedded-db'
import type { Connection } from 'mongoose'
import { collectionsOf, prepareTarget } from './collection-options'
import { copyFrom, removeOthers, someDifference } from './copying'
import { type Fingerprint, fingerprint, type Leaving } from './fingerprint'
import { type RawCollection, rawCollection } from './raw'
import { type AnyModel, copyIndexes, modelIndexes } from './transfer-indexes'
import { TransferState } from './transfer-state'

export interface Progress {
  collection: string
  copied: number
  total: number
}

export interface Transferred extends Fingerprint {
  collection: string
  /** No model of the application has it: copied all the same, with the indexes that it has. */
  extra: boolean
}

export interface TransferOptions {
  source: Connection
  target: Connection
  /** The application's models on the target: they say which indexes there are to be. */
  models: Record<string, unknown>
  /** Names the source, so that an interrupted transfer is continued from no other. */
  from: string
  now: Date
  progress?: ((progress: Progress) => void) | undefined
}

/** What a TTL index removes within this time may go on either side while both are compared. */
const LEAVING_MS = 3_600_000
/** The first pass copies; the second brings up what was written meanwhile. */
const PASSES = 2

const isModel = (value: unknown): value is AnyModel =>
  typeof value === 'function' && 'modelName' in value && 'collection' in value

/**
 * Copies every collection as its server holds it, that of a model too, compares both sides byte for byte, then makes
 * the indexes: last, for a TTL index removes what is being compared. Can be run again after any interruption; refuses
 * a target that holds something else.
 */
export async function transfer(options: TransferOptions): Promise<Transferred[]> {
  const { source, target, from } = options
  const state = await TransferState.open(target, from)
  const models = new Map(
    Object.values(options.models)
      .filter(isModel)
      .map((model) => [model.collection.collectionName, model]),
  )
  const stored = await collectionsOf(source)
  const names = new Set([...models.keys(), ...stored.keys()])
  const done: Transferred[] = []
  for (const name of names) {
    const created = stored.get(name)
    if (created !== undefined) await prepareTarget(target, name, created)
    const held = await same(name, leavingOf(models.get(name), options.now), state, options)
    done.push({ collection: name, ...held, extra: !models.has(name) })
  }
  for (const name of names) {
    const model = models.get(name)
    if (model) await modelIndexes(model)
    else await copyIndexes(name, options)
  }
  await state.finish()
  return done
}

/** Copies until both sides are the same; they never are while somebody writes. */
async function same(
  name: string,
  leaving: Leaving[],
  state: TransferState,
  { source, target, progress }: TransferOptions,
): Promise<Fingerprint> {
  const ours = rawCollection(source, name)
  const theirs = rawCollection(target, name)
  for (let pass = 0; pass < PASSES; pass++) {
    const total = await ours.countDocuments()
    await copyFrom(ours, theirs, {
      from: await state.copied(name),
      async done(copied) {
        await state.tell(name, copied)
        progress?.({ collection: name, copied, total })
      },
    })
    const [left, right] = await compared(ours, theirs, leaving)
    if (left.checksum === right.checksum) return right
    await removeOthers(ours, theirs)
    const again = await fingerprint(theirs, leaving)
    if (left.checksum === again.checksum) return again
    await state.tell(name, 0)
  }
  const one = await someDifference(ours, theirs)
  const which = one === undefined ? '' : `（例如 _id 是 ${one} 的那一条）`
  throw new StorageError(
    'TRANSFER_DIFFERS',
    `集合 ${name} 两边内容不一致${which}，可能有人还在写入；请停止写入后再运行一次，已经搬过的不会重来。没有人在写入而仍然如此，就是目标数据库不能原样保存它。`,
  )
}

const compared = (ours: RawCollection, theirs: RawCollection, leaving: Leaving[]) =>
  Promise.all([fingerprint(ours, leaving), fingerprint(theirs, leaving)])

function leavingOf(model: AnyModel | undefined, now: Date): Leaving[] {
  const found: Leaving[] = []
  for (const [key, { expireAfterSeconds }] of model?.schema.indexes() ?? []) {
    const [field] = Object.keys(key)
    if (field === undefined || expireAfterSeconds === undefined) continue
    const seconds = Number(expireAfterSeconds)
    found.push({ field, before: new Date(now.getTime() + LEAVING_MS - seconds * 1000) })
  }
  return found
}
