import { readConcern, writeConcern } from './concerns'
import type { Fields } from './field-kinds'
import * as kind from './field-kinds'

const {
  anything,
  array,
  boolean,
  count,
  flag,
  hint,
  number,
  object,
  objects,
  required,
  string,
  unsupported,
} = kind

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

const VALIDATION: Fields = {
  validator: object,
  validationLevel: kind.oneOf('off', 'strict', 'moderate'),
  validationAction: kind.oneOf('error', 'warn'),
}

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
      arrayFilters: objects,
      collation: object,
      hint,
      sort: object,
    },
  },
  delete: {
    list: 'deletes',
    fields: { q: required(object), limit: required(number), collation: object, hint },
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
  collation: object,
  arrayFilters: objects,
  hint: kind.strict(hint),
  let: object,
}

/** The fields of each command, beside its name and what every command may carry. Nothing else is let through. */
export const FIELDS: Readonly<Record<string, Fields>> = {
  find: {
    filter: kind.strict(object),
    projection: object,
    sort: object,
    hint,
    skip: count,
    limit: count,
    batchSize: count,
    singleBatch: boolean,
    collation: object,
    let: object,
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
    explain: kind.strict(boolean),
    allowDiskUse: kind.strict(boolean),
    bypassDocumentValidation: flag,
    collation: object,
    hint: kind.strict(hint),
    let: object,
  },
  count: {
    query: object,
    limit: kind.strict(kind.whole),
    skip: count,
    hint: kind.strict(hint),
    collation: object,
    fields: anything,
  },
  distinct: { key: required(kind.path), query: object, collation: object, hint: kind.strict(hint) },
  insert: { documents: required(objects), ...WRITES },
  update: { updates: required(objects), let: object, ...WRITES },
  delete: { deletes: required(objects), let: object, ...WRITES },
  findAndModify,
  findandmodify: findAndModify,
  create: {
    capped: flag,
    size: kind.whole64,
    max: kind.whole64,
    autoIndexId: flag,
    idIndex: object,
    storageEngine: unsupported(object),
    ...VALIDATION,
    indexOptionDefaults: unsupported(object),
    viewOn: unsupported(string),
    pipeline: unsupported(array),
    collation: object,
    timeseries: kind.absent(object),
    expireAfterSeconds: kind.whole64,
    clusteredIndex: kind.strict(anything),
    changeStreamPreAndPostImages: unsupported(kind.images),
    encryptedFields: kind.absent(object),
  },
  collMod: {
    index: object,
    ...VALIDATION,
    cappedSize: kind.whole64,
    cappedMax: kind.whole64,
    expireAfterSeconds: kind.secondsOrOff,
    viewOn: unsupported(string),
    pipeline: unsupported(array),
    timeseries: kind.absent(object),
    changeStreamPreAndPostImages: unsupported(kind.images),
    dryRun: unsupported(flag),
  },
  renameCollection: {
    to: required(string),
    dropTarget: kind.strict(boolean),
    stayTemp: unsupported(boolean),
  },
  explain: { verbosity: kind.oneOf('queryPlanner', 'executionStats', 'allPlansExecution') },
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
  commitTransaction: {},
  abortTransaction: {},
  backupStatus: {},
  backup: {},
}

/** Commands on a collection, which is their first value. */
export const ON_COLLECTIONS = new Set([
  ...[
    'find',
    'aggregate',
    'count',
    'distinct',
    'insert',
    'update',
    'delete',
    'findAndModify',
    'findandmodify',
  ],
  ...['create', 'drop', 'createIndexes', 'dropIndexes', 'listIndexes', 'collMod', 'killCursors'],
])

/** Reads that may carry a write concern all the same. */
export const MAY_WRITE = new Set(['aggregate', 'explain', 'commitTransaction', 'abortTransaction'])

/** They read nothing of which there might be an older or newer state. */
export const LOCAL_ONLY = new Set([
  ...['create', 'collMod', 'renameCollection', 'drop', 'dropDatabase', 'createIndexes', 'dropIndexes'],
  ...['listCollections', 'listIndexes', 'listDatabases'],
])

/** Asked by drivers and tools each in its own way: they are let through whatever they carry. */
export const OPEN = new Set([
  ...['hello', 'isMaster', 'ismaster', 'ping', 'buildInfo', 'buildinfo', 'serverStatus'],
  // Their fields are the names of parameters.
  ...['setParameter', 'getParameter'],
])
