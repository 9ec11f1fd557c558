import type { Connection, Model } from 'mongoose'
import { allModels } from '../models'
import {
  documentOf,
  documentsOf,
  type RawCollection,
  type RawDocument,
  type RawId,
  rawCollection,
  storedBytes,
} from './raw'

/** What hangs on a notice names it in one of these fields; a backup of an earlier version may use the other. */
const pathsToNotice = ['notice', 'subject.id', 'items.subject.id']
const hangsOn = (notice: RawId) => ({ $or: pathsToNotice.map((path) => ({ [path]: notice })) })

type AnyModel = Model<Record<string, unknown>>

/**
 * A backup must not bring back what was taken down since it was made: those notices, and all that hangs on them,
 * become what they were before the restore. Answers how many.
 */
export async function replayTakedowns(before: Connection, restored: Connection): Promise<number> {
  const models = Object.values(allModels(before)) as unknown as AnyModel[]
  const hanging = models
    .filter(({ schema }) => pathsToNotice.some((path) => schema.path(path) !== undefined))
    .map(({ collection }) => collection.collectionName)
  const taken = storedBytes(rawCollection(before, 'notices'), { state: 'takenDown' })
  let replayed = 0
  for await (const bytes of taken) {
    const notice = documentOf(bytes)
    const known = await rawCollection(restored, 'notices').findOne({ _id: notice._id })
    if (known === null || known.state === 'takenDown') continue
    // The notice first: nothing is read but through it.
    await rawCollection(restored, 'notices').replaceOne({ _id: notice._id }, notice)
    for (const name of hanging)
      await replaceAll(rawCollection(before, name), rawCollection(restored, name), notice)
    replayed++
  }
  await replayHidden(before, restored)
  return replayed
}

/** What is hidden (先遮住) stays so until its time is up; where that is over, the clock shows it. */
async function replayHidden(before: Connection, restored: Connection): Promise<void> {
  const hidden = storedBytes(rawCollection(before, 'notices'), { 'hidden.until': { $type: 'date' } })
  for await (const bytes of hidden) {
    const notice = documentOf(bytes)
    await rawCollection(restored, 'notices').updateOne(
      { _id: notice._id, state: { $ne: 'takenDown' } },
      { $set: { hidden: notice.hidden } },
    )
  }
}

async function replaceAll(from: RawCollection, to: RawCollection, { _id }: RawDocument): Promise<void> {
  await to.deleteMany(hangsOn(_id))
  const kept = await documentsOf(storedBytes(from, hangsOn(_id)))
  if (kept.length > 0) await to.insertMany(kept)
}
