import type { Connection, mongo } from 'mongoose'

export type RawId = string | number | mongo.BSON.ObjectId

/** Documents as they are stored: a schema would cast, fill and drop. */
export type RawDocument = Record<string, unknown> & { _id: RawId }
export type RawCollection = mongo.Collection<RawDocument>

export const rawCollection = (connection: Connection, name: string): RawCollection =>
  connection.getClient().db(connection.name).collection<RawDocument>(name)
