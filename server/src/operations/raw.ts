import { type Connection, mongo } from 'mongoose'

export type RawId = string | number | mongo.BSON.ObjectId

/** Documents as they are stored: a schema would cast, fill and drop. */
export type RawDocument = Record<string, unknown> & { _id: RawId }
export type RawCollection = mongo.Collection<RawDocument>

/**
 * Every value with the type that it has: by itself the driver makes numbers of JavaScript out of longs and whole
 * doubles, and regular expressions of JavaScript, which lose options, out of those of BSON. Not for whole clients: the
 * driver then no longer knows the codes of errors, which are numbers of JavaScript to it.
 * https://www.mongodb.com/docs/drivers/node/current/data-formats/bson/
 */
const EXACT = { promoteValues: false, promoteLongs: false, bsonRegExp: true } as const

export const rawDatabase = (connection: Connection): mongo.Db => connection.getClient().db(connection.name)

export const rawCollection = (connection: Connection, name: string): RawCollection =>
  rawDatabase(connection).collection<RawDocument>(name)

/** What makes a cursor answer documents as the server sent them. */
export const RAW = { raw: true } as const

// The driver's types do not know what RAW does.
export const bytesOf = (cursor: AsyncIterable<unknown>): AsyncIterable<Uint8Array> =>
  cursor as AsyncIterable<Uint8Array>

/** Documents as the server sent them, byte for byte. */
export const storedBytes = (
  collection: RawCollection,
  filter: mongo.Filter<RawDocument>,
  options: mongo.FindOptions = {},
): AsyncIterable<Uint8Array> => bytesOf(collection.find(filter, { ...options, ...RAW }))

/** A document whose fields, written again, have the types that they came with. */
export const documentOf = (bytes: Uint8Array): RawDocument =>
  mongo.BSON.deserialize(bytes, EXACT) as RawDocument

export async function documentsOf(all: AsyncIterable<Uint8Array>): Promise<RawDocument[]> {
  const documents: RawDocument[] = []
  for await (const bytes of all) documents.push(documentOf(bytes))
  return documents
}
