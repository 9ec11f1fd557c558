import Taro from '@tarojs/taro'
import { fillPath, queryString } from '../format/url'
import type { Body, Method, Params, Query, Route } from './contract'
import { sendSignedIn } from './session-refresh'
import { answered, parsed, type Reply } from './transport'

export interface DownloadOptions<R extends Route> {
  params?: Params<R>
  query?: Query<R>
  /** Of a file that is made by asking for it. */
  body?: Body<R>
  /** With its ending, such as `护塘村-低保.xlsx`; h5 takes the service's own name where the answer has one. */
  name: string
  /** h5 shows the file in a tab of its own instead of saving it; for PDF. */
  open?: boolean
}

type Headers = Record<string, string>

interface Asked {
  method: Method
  url: string
  data?: unknown
}

/** Milliseconds: a long table or a PDF takes the service some seconds, and village networks are slow. */
const patience = 60_000

/**
 * Fetches a file as the person signed in may have it, and gives it to them: h5 saves or opens it, WeChat opens it with
 * its own viewer, whose menu sends and saves it. To be called in the tap itself. Throws ApiError.
 */
export async function download<R extends Route>(route: R, options: DownloadOptions<R>): Promise<void> {
  const [method, pattern = ''] = route.split(' ')
  const url = `${API_BASE}${fillPath(pattern, options.params)}${queryString(options.query)}`
  const asked: Asked = { method: method as Method, url, data: options.body }
  await (process.env.TARO_ENV === 'h5' ? toBrowser(asked, options) : toViewer(asked, options.name))
}

async function toBrowser(asked: Asked, { name, open }: { name: string; open?: boolean }): Promise<void> {
  // Opened while the tap still counts: a browser refuses a tab that is asked for later.
  const tab = open ? window.open('', '_blank') : null
  try {
    const { body, headers } = await sendSignedIn((header) => fetched(asked, header))
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

const requested = ({ method, url, data }: Asked, header: Headers): Promise<Reply> =>
  answered(
    Taro.request({
      method,
      url,
      data,
      header: data === undefined ? header : { ...header, 'content-type': 'application/json' },
      timeout: patience,
      responseType: 'arraybuffer',
    }),
  )

/** The file's bytes; of a refusal the JSON that says why. */
async function fetched(asked: Asked, header: Headers): Promise<Reply> {
  const reply = await requested(asked, header)
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

async function toViewer(asked: Asked, name: string): Promise<void> {
  const { body } = await sendSignedIn((header) => toTemporary(asked, header))
  const filePath = named(String(body), name)
  const fileType = name.split('.').at(-1) as keyof Taro.openDocument.FileType
  await Taro.openDocument({ filePath, fileType, showMenu: true })
}

/** The path of a temporary file; of a refusal the JSON that says why, which is in it as if it were the file. */
async function toTemporary(asked: Asked, header: Headers): Promise<Reply> {
  const reply = await (asked.method === 'GET' ? downloaded(asked.url, header) : written(asked, header))
  if (reply.status < 400) return reply
  return { ...reply, body: parsed(Taro.getFileSystemManager().readFileSync(String(reply.body), 'utf8')) }
}

function downloaded(url: string, header: Headers): Promise<Reply> {
  const sent = Taro.downloadFile({ url, header, timeout: patience })
  return answered(sent.then((answer) => ({ ...answer, data: answer.tempFilePath })))
}

/** WeChat downloads by GET alone: any other answer is written here. */
async function written(asked: Asked, header: Headers): Promise<Reply> {
  const reply = await requested(asked, header)
  const place = `${Taro.env.USER_DATA_PATH}/answer`
  Taro.getFileSystemManager().writeFileSync(place, reply.body as ArrayBuffer)
  return { ...reply, body: place }
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
