import Taro from '@tarojs/taro'
import { session } from '../store/session'
import { errorOf, offlineError } from './errors'

/** Sends one chosen file as `file` of a multipart form, with further fields; throws ApiError. */
export async function upload<T>(
  path: string,
  filePath: string,
  fields: Record<string, string> = {},
): Promise<T> {
  const token = session.get()?.accessToken
  const reply = await Taro.uploadFile({
    url: `${API_BASE}${path}`,
    filePath,
    name: 'file',
    formData: fields,
    header: token ? { authorization: `Bearer ${token}` } : {},
  }).catch(() => {
    throw offlineError()
  })
  const body = parsed(reply.data)
  if (reply.statusCode >= 400) throw errorOf(reply.statusCode, body)
  return body as T
}

function parsed(data: unknown): unknown {
  if (typeof data !== 'string') return data
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}
