import Taro from '@tarojs/taro'
import { offlineError } from './errors'

export interface Exchange {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  headers: Record<string, string>
  body?: unknown
}

export interface Reply {
  status: number
  body: unknown
  headers: Record<string, string>
}

const patience = 15_000

/** One request; resolves for every status, rejects only when no answer came. */
export async function exchange({ method, path, headers, body }: Exchange): Promise<Reply> {
  try {
    const reply = await Taro.request({
      url: `${API_BASE}${path}`,
      method,
      header: headers,
      data: body,
      timeout: patience,
      dataType: 'json',
    })
    return { status: reply.statusCode, body: reply.data, headers: lowerCase(reply.header) }
  } catch (failure) {
    return replyInside(failure)
  }
}

// On h5 Taro rejects for some statuses with the reply inside; on weapp a failure has only errMsg.
function replyInside(failure: unknown): Reply {
  const reply = failure as
    | { statusCode?: number; data?: unknown; header?: Record<string, string> }
    | undefined
  if (typeof reply?.statusCode === 'number' && reply.statusCode > 0) {
    return { status: reply.statusCode, body: reply.data, headers: lowerCase(reply.header) }
  }
  throw offlineError()
}

const lowerCase = (header: Record<string, unknown> | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(header ?? {}).map(([key, value]) => [key.toLowerCase(), String(value)]))
