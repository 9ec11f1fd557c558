import { readConcern, writeConcern } from './concerns'
import type { Fields } from './field-kinds'
import * as kind from './field-kinds'

const { anything, array, boolean, count, flag, number, object, objects, required, string, unsupported } = kind

/** Known to MongoDB, not to this server: only what changes nothing is let through. */
const absentFields = (of: kind.Kind, names: string[]): Fields =>
  Object.fromEntries(names.map((name) => [name, unsupported(of)]))

const noCollation = unsupported(object)
const noHint = unsupported(kind.typed('string', 'object'))

/** What every command may carry. https://www.mongodb.com/docs/manual/reference/command/ */
export const EVERYWHERE: Fields = {
  $db: string,
  lsid: object,
  $clusterTime: object,
  $configTime: anything,
  $topologyTime: anything,
  $readPreference: object,
  $client: object,
  comment: anything,
  readConcern,
  writeConcern,
  maxTimeMS: kind.milliseconds,
  maxTimeMSOpOnly: kind.milliseconds,
  apiVersion: string,
  apiStrict: boolean,
  apiDeprecationErrors: boolean,
  txnNumber: kind.long,
  stmtId: number,
  autocommit: boolean,
  startTransaction: boolean,
}

const WRITES: Fields = { ordered: boolean, bypassDocumentValidation: flag, stmtIds: array }
const LISTING: Fields = { cursor: kind.cursor }

/** Statements of `update` and `delete`. */
export const STATEMENTS: Readonly<Record<string, { list: string; fields: Fields }>> = {
  update: {
    list: 'updates',
    fields: {
      q: required(object),
      u: required(anything),
      c: object,
      multi: boolean,
      upsert: boolean,
      arrayFilters: unsupported(objects),
      collation: noCollation,
      hint: noHint,
      sort: object,
    },
  },
  delete: {
    list: 'deletes',
    fields: { q: required(object), limit: required(number), collation: noCollation, hint: noHint },
  },
}

const findAndModify: Fields = {
  query: object,
  sort: object,
  remove: flag,
  update: anything,
  new: flag,
  fields: object,
  upsert: flag,
  bypassDocumentValidation: flag,
  collation: noCollation,
  arrayFilters: unsupported(objects),
  hint: noHint,
  let: unsupported(object),
}

/** The fields of each command, beside its name and what every command may carry. Nothing else is let through. */
export const FIELDS: Readonly<Record<string, Fields>> = {
  find: {
    filter: kind.strict(object),
    projection: object,
    sort: object,
    hint: noHint,
    skip: count,
    limit: count,
    batchSize: count,
    singleBatch: boolean,
    collation: noCollation,
    let: unsupported(object),
    allowDiskUse: boolean,
    noCursorTimeout: boolean,
    allowPartialResults: boolean,
    tailable: unsupported(boolean),
    awaitData: unsupported(boolean),
    oplogReplay: boolean,
    min: unsupported(object),
    max: unsupported(object),
    returnKey: unsupported(boolean),
    showRecordId: unsupported(boolean),
    readOnce: boolean,
  },
  getMore: { collection: required(string), batchSize: count, term: kind.long },
  killCursors: { cursors: required(kind.ids) },
  aggregate: {
    pipeline: required(array),
    cursor: kind.strict(kind.cursor),
    explain: unsupported(boolean),
    allowDiskUse: kind.strict(boolean),
    bypassDocumentValidation: flag,
    collation: noCollation,
    hint: noHint,
    let: unsupported(object),
  },
  count: {
    query: object,
    limit: kind.strict(kind.whole),
    skip: count,
    hint: noHint,
    collation: noCollation,
    fields: anything,
  },
  distinct: { key: required(kind.path), query: object, collation: noCollation, hint: noHint },
  insert: { documents: required(objects), ...WRITES },
  update: { updates: required(objects), let: unsupported(object), ...WRITES },
  delete: { deletes: required(objects), let: unsupported(object), ...WRITES },
  findAndModify,
  create: {
    autoIndexId: flag,
    ...absentFields(flag, ['capped']),
    ...absentFields(kind.whole64, ['size', 'max', 'expireAfterSeconds']),
    ...absentFields(object, ['idIndex', 'storageEngine', 'validator', 'indexOptionDefaults', 'collation']),
    ...absentFields(string, ['validationLevel', 'validationAction', 'viewOn']),
    ...absentFields(object, ['timeseries', 'changeStreamPreAndPostImages', 'encryptedFields']),
    ...absentFields(array, ['pipeline']),
    ...absentFields(anything, ['clusteredIndex']),
  },
  drop: {},
  dropDatabase: {},
  createIndexes: {
    indexes: required(objects),
    commitQuorum: unsupported(anything),
    ignoreUnknownIndexOptions: unsupported(flag),
  },
  dropIndexes: { index: required(anything) },
  listIndexes: { ...LISTING, includeBuildUUIDs: unsupported(flag), includeIndexBuildInfo: unsupported(flag) },
  listCollections: { ...LISTING, filter: object, nameOnly: boolean, authorizedCollections: boolean },
  listDatabases: { filter: object, nameOnly: flag, authorizedDatabases: boolean },
  endSessions: {},
  backupStatus: {},
  backup: {},
}

/** Commands on a collection, which is their first value. */
export const ON_COLLECTIONS = new Set([
  ...['find', 'aggregate', 'count', 'distinct', 'insert', 'update', 'delete', 'findAndModify'],
  ...['create', 'drop', 'createIndexes', 'dropIndexes', 'listIndexes', 'killCursors'],
])

/** Reads that may carry a write concern all the same. */
export const MAY_WRITE = new Set(['aggregate'])

/** These commands read no documents, so that every read concern means the same. */
export const LOCAL_ONLY = new Set([
  ...['create', 'drop', 'dropDatabase', 'createIndexes', 'dropIndexes'],
  ...['listCollections', 'listIndexes', 'listDatabases'],
])

/** Asked by drivers and tools each in its own way: they are let through whatever they carry. */
export const OPEN = new Set([...['hello', 'isMaster', 'ismaster', 'ping', 'buildInfo']])
