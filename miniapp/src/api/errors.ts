export interface FieldProblem {
  field: string
  message: string
  /** The row of a table, counted from 1. */
  row?: number
  column?: string
}

interface ErrorBody {
  error?: { code?: string; message?: string; requestId?: string; fields?: unknown }
}

/** An error of a request, with the sentence for the person in `message`. */
export class ApiError extends Error {
  readonly code: string
  readonly status: number
  readonly requestId: string | undefined
  readonly fields: FieldProblem[]

  constructor(
    status: number,
    code: string,
    message: string,
    requestId?: string,
    fields: FieldProblem[] = [],
  ) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.code = code
    this.requestId = requestId
    this.fields = fields
  }

  /** No answer came: the phone has no network, or the server is down. */
  get offline(): boolean {
    return this.status === 0
  }

  fieldMessage(field: string): string | undefined {
    return this.fields.find((problem) => problem.field === field)?.message
  }
}

export const offlineError = () => new ApiError(0, 'offline', '没有连上网络。请检查手机的网络，再点“重试”。')

export function errorOf(status: number, body: unknown): ApiError {
  const error = (body as ErrorBody | null | undefined)?.error
  const message = error?.message ?? '服务暂时出了问题。请稍后再试。'
  return new ApiError(status, error?.code ?? 'unknown', message, error?.requestId, fieldsOf(error?.fields))
}

function fieldsOf(fields: unknown): FieldProblem[] {
  if (!Array.isArray(fields)) return []
  return fields.filter(
    (entry: unknown): entry is FieldProblem =>
      typeof entry === 'object' && entry !== null && 'field' in entry && 'message' in entry,
  )
}
