import type { Connection, Model, mongo, Schema } from 'mongoose'
import { features } from './app'
import { tokenModels } from './channels/wechat'
import { wordsModels } from './channels/words'
import { tickModels } from './jobs/ticks'
import { markModels } from './storage/marks'
import { migrationModels } from './storage/migrations'
import { settingModels } from './storage/settings.model'

type WithModels = Extract<(typeof features)[number], { models: unknown }>
type Intersection<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer I) => void
  ? I
  : never

export type AllModels = Intersection<ReturnType<WithModels['models']>> &
  ReturnType<typeof markModels> &
  ReturnType<typeof migrationModels> &
  ReturnType<typeof settingModels> &
  ReturnType<typeof tokenModels> &
  ReturnType<typeof wordsModels> &
  ReturnType<typeof tickModels>

/** Every collection of the application: for the start, the demo and the tests. A feature uses its own alone. */
export function allModels(db: Connection): AllModels {
  const parts = features.map((feature) => ('models' in feature ? feature.models(db) : {}))
  const own = [
    settingModels(db),
    markModels(db),
    migrationModels(db),
    tickModels(db),
    tokenModels(db),
    wordsModels(db),
  ]
  return Object.assign({}, ...own, ...parts)
}

/** Mongoose makes no collection and no index by itself; `set` changes only what the connection was opened with. */
export function withoutOwnIndexes(db: Connection): void {
  Object.assign(db.config, { autoIndex: false, autoCreate: false })
}

/**
 * Creates every collection and index; nothing is served before this is done. One command a collection: by itself mongoose
 * sends one for each index.
 */
export async function initModels(db: Connection): Promise<void> {
  withoutOwnIndexes(db)
  const models: MadeModel[] = Object.values(allModels(db))
  await Promise.all(models.map(makeCollection))
}

interface MadeModel {
  schema: Pick<Schema, 'indexes'>
  collection: Pick<Model<never>['collection'], 'createIndexes'>
  createCollection(): Promise<unknown>
}

async function makeCollection(model: MadeModel): Promise<void> {
  const indexes = model.schema
    .indexes()
    .map(([key, options]) => ({ ...options, key }) as mongo.IndexDescription)
  await (indexes.length > 0 ? model.collection.createIndexes(indexes) : model.createCollection())
}
