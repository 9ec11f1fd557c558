import { sendSignedIn } from './session-refresh'
import { sendFile } from './transport'

/** Sends the chosen file at `filePath` as `file` of a multipart form, with further fields; throws ApiError. */
export async function upload<T>(
  path: string,
  filePath: string,
  fields: Record<string, string> = {},
): Promise<T> {
  const reply = await sendSignedIn((headers) => sendFile({ path, filePath, fields, headers }))
  return reply.body as T
}
