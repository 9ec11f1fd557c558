import Taro from '@tarojs/taro'
import type { Method } from './contract'
import { offlineError } from './errors'

export interface Exchange {
  method: Method
  path: string
  headers: Record<string, string>
  body?: unknown
}

export interface FileExchange {
  path: string
  /** The path of the chosen file on the phone. */
  filePath: string
  fields: Record<string, string>
  headers: Record<string, string>
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

/** Milliseconds to wait for an answer; a file takes longer on a village network. */
const patience = { request: 15_000, file: 60_000 }

/** Sends one request. Resolves for every status; throws an offline ApiError when there is no answer. */
export function exchange({ method, path, headers, body }: Exchange): Promise<Reply> {
  return answered(
    Taro.request({
      url: `${API_BASE}${path}`,
      method,
      header: headers,
      data: body,
      timeout: patience.request,
      dataType: 'json',
    }),
  )
}

/** Sends one file as `file` of a multipart form. Resolves and throws like `exchange`. */
export async function sendFile({ path, filePath, fields, headers }: FileExchange): Promise<Reply> {
  const reply = await answered(
    Taro.uploadFile({
      url: `${API_BASE}${path}`,
      filePath,
      name: 'file',
      formData: fields,
      header: headers,
      timeout: patience.file,
    }),
  )
  return { ...reply, body: parsed(reply.body) }
}

async function answered(asked: Promise<Answered>): Promise<Reply> {
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

/** The answer to an upload is text; undefined where it is not JSON. */
function parsed(data: unknown): unknown {
  if (typeof data !== 'string') return data
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}
