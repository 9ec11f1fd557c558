// MongoDB's error codes that this server answers (mongodb/mongo, src/mongo/base/error_codes.yml).
const NAMES: Record<number, string> = {
  1: 'InternalError',
  2: 'BadValue',
  9: 'FailedToParse',
  13: 'Unauthorized',
  14: 'TypeMismatch',
  15: 'Overflow',
  20: 'IllegalOperation',
  22: 'InvalidBSON',
  26: 'NamespaceNotFound',
  27: 'IndexNotFound',
  28: 'PathNotViable',
  40: 'ConflictingUpdateOperators',
  43: 'CursorNotFound',
  50: 'MaxTimeMSExpired',
  52: 'DollarPrefixedFieldName',
  53: 'InvalidIdField',
  54: 'NotSingleValueField',
  56: 'EmptyFieldName',
  59: 'CommandNotFound',
  66: 'ImmutableField',
  67: 'CannotCreateIndex',
  72: 'InvalidOptions',
  73: 'InvalidNamespace',
  85: 'IndexOptionsConflict',
  86: 'IndexKeySpecsConflict',
  115: 'CommandNotSupported',
  117: 'ConflictingOperationInProgress',
  123: 'NotAReplicaSet',
  125: 'CommandFailed',
  146: 'ExceededMemoryLimit',
  168: 'InvalidPipelineOperator',
  171: 'CannotIndexParallelArrays',
  175: 'QueryPlanKilled',
  181: 'AmbiguousIndexKeyPattern',
  197: 'InvalidIndexSpecificationOption',
  276: 'IndexBuildAborted',
  292: 'QueryExceededMemoryLimitNoDiskUseAllowed',
  322: 'APIVersionError',
  323: 'APIStrictError',
  10334: 'BSONObjectTooLarge',
  11000: 'DuplicateKey',
  13297: 'DatabaseDifferCase',
  14031: 'OutOfDiskSpace',
  40414: 'IDLFailedToParse',
  40415: 'IDLUnknownField',
}

export class MongoError extends Error {
  readonly code: number
  readonly codeName: string
  readonly extra: Record<string, unknown>

  constructor(code: number, message: string, extra: Record<string, unknown> = {}) {
    super(message)
    this.code = code
    this.codeName = NAMES[code] ?? `Location${code}`
    this.extra = extra
  }
}

/** The command is at an end, not one part of it: nothing goes on after this. */
export class Interrupted extends MongoError {}

export const badValue = (message: string) => new MongoError(2, message)
export const failedToParse = (message: string) => new MongoError(9, message)
export const typeMismatch = (message: string) => new MongoError(14, message)
export const immutableId = () =>
  new MongoError(66, "Performing an update on the path '_id' would modify the immutable field '_id'")
export const notSupported = (message: string) => new MongoError(115, message)

/** As SQLite says it. */
export const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && /database or disk is full/i.test(error.message)

export function errorReply(error: unknown): Record<string, unknown> {
  if (error instanceof MongoError) {
    return { ok: 0, errmsg: error.message, code: error.code, codeName: error.codeName, ...error.extra }
  }
  const message = error instanceof Error ? error.message : String(error)
  const code = isDiskFull(error) ? 14031 : 1
  return { ok: 0, errmsg: message, code, codeName: NAMES[code] }
}
