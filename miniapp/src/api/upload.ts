import Taro from '@tarojs/taro'
import { sendSignedIn } from './session-refresh'
import { answered, parsed } from './transport'

/** Milliseconds to wait for the answer to a file: longer than for a request, because village networks are slow. */
const patience = 60_000

/** Sends the chosen file at `filePath` as `file` of a multipart form, with further fields; throws ApiError. */
export async function upload<T>(
  path: string,
  filePath: string,
  fields: Record<string, string> = {},
): Promise<T> {
  const url = `${API_BASE}${path}`
  const reply = await sendSignedIn(async (header) => {
    const sent = { url, filePath, name: 'file', formData: fields, header, timeout: patience }
    const { body, ...rest } = await answered(Taro.uploadFile(sent))
    return { ...rest, body: parsed(body) }
  })
  return reply.body as T
}
