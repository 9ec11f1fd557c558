import { type ErrorCode, errorTable, type FieldProblem } from '@hutang/shared'

/** What a request can end in other than its answer; every code is a row of the error table in `shared`. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly status: number
  readonly fields: readonly FieldProblem[] | undefined

  constructor(
    code: ErrorCode,
    options: { message?: string; fields?: readonly FieldProblem[]; cause?: unknown } = {},
  ) {
    super(options.message ?? errorTable[code].message, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.status = errorTable[code].status
    this.fields = options.fields
  }
}
