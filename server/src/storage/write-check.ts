import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import { settingModels } from './settings.model'

const freshMs = 1000

/**
 * Tries a small write, at most one a second for whoever asks meanwhile: only that tells whether the database can be
 * written. Rejects as the write does: `diskFull`, `storageBusy` …
 */
export function createWriteCheck(db: Connection): () => Promise<unknown> {
  const { Setting } = settingModels(db)
  let triedAt = Number.NEGATIVE_INFINITY
  let tried: Promise<unknown> = Promise.resolve()
  return () => {
    if (performance.now() - triedAt < freshMs) return tried
    triedAt = performance.now()
    // Another value each time: the same would be no write.
    tried = Setting.updateOne({ _id: 'written' }, { value: randomUUID() }, { upsert: true }).exec()
    return tried
  }
}
