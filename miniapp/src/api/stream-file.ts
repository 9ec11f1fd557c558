import { offlineError } from './errors'
import { sendSignedIn } from './session-refresh'
import { parsed, type Reply } from './transport'

/**
 * h5: sends a large file as the body of a request, read from the disk as it goes, without a limit of time; throws
 * ApiError. A mini-program has no such request.
 */
export async function streamFile<T>(
  path: string,
  file: File,
  type: string,
  onProgress: (sent: number) => void,
): Promise<T> {
  const reply = await sendSignedIn((headers) =>
    post(`${API_BASE}${path}`, file, { ...headers, 'content-type': type }, onProgress),
  )
  return reply.body as T
}

// Taro's request reads the whole body into memory, and `fetch` does not tell how much was sent.
function post(
  url: string,
  file: File,
  headers: Record<string, string>,
  onProgress: (sent: number) => void,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded }) => onProgress(loaded)
    request.onload = () =>
      resolve({ status: request.status, body: parsed(request.responseText), headers: {} })
    request.onerror = () => reject(offlineError())
    request.send(file)
  })
}
