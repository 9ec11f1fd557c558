import Taro from '@tarojs/taro'
import type { Method } from './contract'
import { offlineError } from './errors'

export interface Exchange {
  method: Method
  path: string
  headers: Record<string, string>
  body?: unknown
}

export interface Reply {
  status: number
  body: unknown
  /** Names in lower case. */
  headers: Record<string, string>
}

/** What Taro resolves to; on h5 it rejects with the same for some statuses. */
interface Answered {
  statusCode: number
  data: unknown
  header?: Record<string, unknown>
}

/** Milliseconds to wait for an answer. */
const patience = 15_000

/** Sends one request. Resolves for every status; throws an offline ApiError when there is no answer. */
export function exchange({ method, path, headers, body }: Exchange): Promise<Reply> {
  return answered(
    Taro.request({
      url: `${API_BASE}${path}`,
      method,
      header: headers,
      data: body,
      timeout: patience,
      dataType: 'json',
    }),
  )
}

/** What came back for a request that Taro was asked to send. */
export async function answered(asked: Promise<Answered>): Promise<Reply> {
  try {
    return replyOf(await asked)
  } catch (failure) {
    const answer = failure as Partial<Answered> | undefined
    if (!answer?.statusCode) throw offlineError()
    return replyOf(answer as Answered)
  }
}

const replyOf = ({ statusCode, data, header }: Answered): Reply => ({
  status: statusCode,
  body: data,
  headers: Object.fromEntries(
    Object.entries(header ?? {}).map(([key, value]) => [key.toLowerCase(), String(value)]),
  ),
})

/** The answer to an upload, and of a file that was refused, is text; undefined where it is not JSON. */
export function parsed(data: unknown): unknown {
  if (typeof data !== 'string') return data
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}
