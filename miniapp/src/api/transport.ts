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
  /** Where the phone holds the chosen file. */
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

/** What Taro answers with, and on h5 for some statuses rejects with. */
interface Answered {
  statusCode: number
  data: unknown
  header?: Record<string, unknown>
}

/** Milliseconds until a request that has no answer counts as offline; a file on a village network takes longer. */
const patience = { request: 15_000, file: 60_000 }

/** One request; resolves for every status, throws ApiError only when no answer came. */
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

/** One file as `file` of a multipart form; resolves and throws as `exchange` does. */
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

/** The answer to a file is text; one that is not JSON is none of the BFF's. */
function parsed(data: unknown): unknown {
  if (typeof data !== 'string') return data
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}
