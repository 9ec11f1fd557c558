import type { Connection, Model, Schema } from 'mongoose'

type Schemas = Record<string, Schema>
type ModelsOf<S> = { [K in keyof S]: S[K] extends Schema<infer Doc> ? Model<Doc> : never }

/**
 * The collections of one feature. The feature keeps this function behind its door, so that nobody else can
 * reach its models; on one connection the models are made once.
 */
export function defineModels<S extends Schemas>(schemas: S): (db: Connection) => ModelsOf<S> {
  const made = new WeakMap<Connection, ModelsOf<S>>()
  return (db) => {
    const known = made.get(db)
    if (known) return known
    const entries = Object.entries(schemas).map(([name, schema]) => [name, db.model(name, schema)])
    const models = Object.fromEntries(entries) as ModelsOf<S>
    made.set(db, models)
    return models
  }
}
