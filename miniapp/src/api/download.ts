import Taro from '@tarojs/taro'
import { fillPath, queryString } from '../format/url'
import type { Params, Query, Route } from './contract'
import { sendSignedIn } from './session-refresh'
import { answered, parsed, type Reply } from './transport'

export interface DownloadOptions<R extends Route> {
  params?: Params<R>
  query?: Query<R>
  /** With its ending, such as `护塘村-低保.xlsx`; h5 takes the service's own name where the answer has one. */
  name: string
  /** h5 shows the file in a tab of its own instead of saving it; for PDF. */
  open?: boolean
}

type Headers = Record<string, string>

/** Milliseconds: a long table or a PDF takes the service some seconds, and village networks are slow. */
const patience = 60_000

/**
 * Fetches a file as the person signed in may have it, and gives it to them: h5 saves or opens it, WeChat opens it with
 * its own viewer, whose menu sends and saves it. To be called in the tap itself. Throws ApiError.
 */
export async function download<R extends Route>(route: R, options: DownloadOptions<R>): Promise<void> {
  const [, pattern = ''] = route.split(' ')
  const url = `${API_BASE}${fillPath(pattern, options.params)}${queryString(options.query)}`
  await (process.env.TARO_ENV === 'h5' ? toBrowser(url, options) : toViewer(url, options.name))
}

async function toBrowser(url: string, { name, open }: { name: string; open?: boolean }): Promise<void> {
  // Opened while the tap still counts: a browser refuses a tab that is asked for later.
  const tab = open ? window.open('', '_blank') : null
  try {
    const { body, headers } = await sendSignedIn((header) => fetched(url, header))
    const file = new Blob([body as ArrayBuffer], { type: headers['content-type'] ?? '' })
    const address = URL.createObjectURL(file)
    if (tab) tab.location.href = address
    else save(address, fileName(headers['content-disposition']) ?? name)
    // The browser reads it after the click; a PDF in its tab is loaded by then.
    setTimeout(() => URL.revokeObjectURL(address), patience)
  } catch (failure) {
    tab?.close()
    throw failure
  }
}

/** The file's bytes; of a refusal the JSON that says why. */
async function fetched(url: string, header: Headers): Promise<Reply> {
  const reply = await answered(Taro.request({ url, header, timeout: patience, responseType: 'arraybuffer' }))
  return reply.status < 400 ? reply : { ...reply, body: parsed(textOf(reply.body)) }
}

const textOf = (bytes: unknown): unknown =>
  bytes instanceof ArrayBuffer ? new TextDecoder().decode(bytes) : bytes

/** RFC 5987: `filename*=UTF-8''…`. */
function fileName(disposition = ''): string | undefined {
  const [, encoded] = /filename\*=UTF-8''([^;]+)/i.exec(disposition) ?? []
  return encoded === undefined ? undefined : decodeURIComponent(encoded)
}

function save(address: string, name: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
}

async function toViewer(url: string, name: string): Promise<void> {
  const { body } = await sendSignedIn((header) => toTemporary(url, header))
  const filePath = named(String(body), name)
  const fileType = name.split('.').at(-1) as keyof Taro.openDocument.FileType
  await Taro.openDocument({ filePath, fileType, showMenu: true })
}

/** The path of the temporary file; of a refusal the JSON that says why, which WeChat saves as if it were the file. */
async function toTemporary(url: string, header: Headers): Promise<Reply> {
  const sent = Taro.downloadFile({ url, header, timeout: patience })
  const asked = sent.then((answer) => ({ ...answer, data: answer.tempFilePath }))
  const reply = await answered(asked)
  if (reply.status < 400) return reply
  return { ...reply, body: parsed(Taro.getFileSystemManager().readFileSync(String(reply.body), 'utf8')) }
}

/** The viewer's menu hands the file on under the name it has on the phone; the one before it is not kept. */
function named(path: string, name: string): string {
  const files = Taro.getFileSystemManager()
  const folder = `${Taro.env.USER_DATA_PATH}/downloads`
  try {
    files.rmdirSync(folder, true)
  } catch {
    // There was none yet.
  }
  files.mkdirSync(folder, true)
  const place = `${folder}/${name.replace(/[\\/:*?"<>|]/g, '')}`
  files.copyFileSync(path, place)
  return place
}
