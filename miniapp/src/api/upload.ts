import Taro from '@tarojs/taro'
import { sendSignedIn } from './session-refresh'
import { answered, parsed } from './transport'

/** Milliseconds to wait for the answer to a file: longer than for a request, because village networks are slow. */
const patience = 60_000

interface How {
  /** h5: the file's own name; a mini-program sends the name of its temporary file. */
  fileName?: string
  /** How much of the file is sent, in hundredths. */
  onProgress?: (percent: number) => void
}

/** Sends the chosen file at `filePath` as `file` of a multipart form, with further fields; throws ApiError. */
export async function upload<T>(
  path: string,
  filePath: string,
  fields: Record<string, string> = {},
  { fileName, onProgress }: How = {},
): Promise<T> {
  const url = `${API_BASE}${path}`
  const reply = await sendSignedIn(async (header) => {
    const sent = { url, filePath, fileName, name: 'file', formData: fields, header, timeout: patience }
    const task = Taro.uploadFile(sent)
    if (onProgress) task.progress(({ progress }) => onProgress(progress))
    const { body, ...rest } = await answered(task)
    return { ...rest, body: parsed(body) }
  })
  return reply.body as T
}
