import type { Connection } from 'mongoose'
import { systemClock } from '../clock'
import { recordAct, theMachine } from '../features/audit'
import { documentOf, type RawDocument, rawCollection, storedBytes } from './raw'

export type Operation = 'backedUp' | 'restored' | 'exported' | 'imported'

/** What a command on the machine did with all data. The same key is recorded once. */
export const recordOperation = (db: Connection, act: Operation, key: string): Promise<void> =>
  recordAct({ db, clock: systemClock }, key, { act, by: theMachine })

const batch = 500

/** A restore must not lose what was recorded since the backup: entries that the backup does not have are carried over. */
export async function carryAudit(before: Connection, restored: Connection): Promise<void> {
  let page: RawDocument[] = []
  for await (const bytes of storedBytes(rawCollection(before, 'audit'), {})) {
    page.push(documentOf(bytes))
    if (page.length === batch) {
      await addMissing(restored, page)
      page = []
    }
  }
  await addMissing(restored, page)
}

async function addMissing(restored: Connection, page: readonly RawDocument[]): Promise<void> {
  if (page.length === 0) return
  const entries = rawCollection(restored, 'audit')
  const ids = page.map(({ _id }) => _id)
  const known = new Set(
    (await entries.find({ _id: { $in: ids } }, { projection: { _id: 1 } }).toArray()).map(({ _id }) => _id),
  )
  const missing = page.filter(({ _id }) => !known.has(_id))
  if (missing.length > 0) await entries.insertMany(missing)
}
