import { failureOf, type Options, WxFailure } from './answers'

export interface WeappRequest {
  method: string
  /** Path with its query, without the origin. */
  path: string
  headers: Record<string, string>
  body: unknown
}

export interface WeappAnswer {
  status: number
  body: unknown
  headers?: Record<string, string>
}

export type Send = (request: WeappRequest) => Promise<WeappAnswer>

/** What the account names at the vendor's, as origins; undefined leaves everything open, as the vendor's tool can. */
export interface Domains {
  request?: string[]
  uploadFile?: string[]
  downloadFile?: string[]
}

type Kind = keyof Domains
type Callback = (result: unknown) => void

/** https://developers.weixin.qq.com/miniprogram/dev/framework/ability/network.html */
const mostAtOnce = 10
const patience = 60_000

/** Those of wx.request; a request with another fails. */
const methods = ['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'CONNECT']

const copyOf = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value))

/** wx.request, wx.uploadFile and wx.downloadFile. */
export class Network {
  readonly #send: Send
  readonly #files: Map<string, string>
  readonly #domains: Domains | undefined
  readonly #waiting: (() => void)[] = []
  #under = 0
  /** The most that were under way at once. */
  peak = 0

  constructor(send: Send, files: Map<string, string>, domains?: Domains) {
    this.#send = send
    this.#files = files
    this.#domains = domains
  }

  readonly wx = {
    request: (options: Options) =>
      this.#exchange('request', options, async () => {
        const method = String(options.method ?? 'GET').toUpperCase()
        if (!methods.includes(method)) throw new WxFailure(`method ${method} is not supported`)
        const asked = this.#asked('request', options, 'application/json')
        const { status, body, headers } = await this.#send({ ...asked, method, body: copyOf(options.data) })
        const data = options.responseType === 'arraybuffer' ? bytesOf(body) : copyOf(body)
        return { statusCode: status, data, header: headers ?? {} }
      }),
    /** A POST whose answer is text, whatever it holds. */
    uploadFile: (options: Options) =>
      this.#exchange('uploadFile', options, async () => {
        const { filePath, name, formData } = options
        if (!filePath || !name) throw new WxFailure('parameter error: filePath and name are needed')
        const asked = this.#asked('uploadFile', options, 'multipart/form-data')
        const body = { filePath, name, formData }
        const answer = await this.#send({ ...asked, method: 'POST', body })
        const { status, headers } = answer
        return { statusCode: status, data: JSON.stringify(answer.body), header: headers ?? {} }
      }),
    /** Whatever the status, the answer becomes a file under a name by chance. */
    downloadFile: (options: Options) =>
      this.#exchange('downloadFile', options, async () => {
        const asked = this.#asked('downloadFile', options)
        const { status, body, headers } = await this.#send({ ...asked, method: 'GET', body: undefined })
        const tempFilePath = `wxfile://tmp_${this.#files.size}`
        this.#files.set(tempFilePath, typeof body === 'string' ? body : JSON.stringify(body))
        return { statusCode: status, tempFilePath, header: headers ?? {} }
      }),
  }

  /** Where it goes; WeChat sends a content type of its own, whether or not there is a body, where the app gives none. */
  #asked(kind: Kind, options: Options, contentType?: string): Pick<WeappRequest, 'path' | 'headers'> {
    const url = urlOf(options.url)
    const allowed = this.#domains && (this.#domains[kind] ?? [])
    if (allowed && !allowed.includes(url.origin)) {
      throw new WxFailure('url not in domain list', { errno: 600002 })
    }
    const headers = lowerCased(options.header)
    // The vendor writes it, with the appid in it.
    delete headers.referer
    return {
      path: url.pathname + url.search,
      headers: { ...(contentType ? { 'content-type': contentType } : {}), ...headers },
    }
  }

  /** Waits for one of ten places, then for the answer as long as the app is patient. */
  #exchange(name: string, options: Options, run: () => Promise<object>): object {
    const tell = (key: string, result: unknown) => (options[key] as Callback | undefined)?.(result)
    let ended = false
    const finish = (key: 'success' | 'fail', result: object) => {
      if (ended) return
      ended = true
      clearTimeout(clock)
      tell(key, result)
      tell('complete', result)
    }
    const fail = (problem: unknown) => finish('fail', failureOf(name, problem))
    const clock = setTimeout(
      fail,
      Number(options.timeout ?? patience),
      new WxFailure('timeout', { errno: 5 }),
    )
    clock.unref()
    void this.#inPlace(() =>
      ended
        ? Promise.resolve()
        : run().then(
            (result) => finish('success', { errMsg: `${name}:ok`, ...result }),
            (problem) => fail(problem instanceof WxFailure ? problem : new WxFailure('')),
          ),
    )
    const off = () => undefined
    return {
      ...{ abort: () => fail(new WxFailure('abort')), onProgressUpdate: off, offProgressUpdate: off },
      ...{ onHeadersReceived: off, offHeadersReceived: off, onChunkReceived: off, offChunkReceived: off },
    }
  }

  async #inPlace(run: () => Promise<void>): Promise<void> {
    if (this.#under >= mostAtOnce) await new Promise<void>((go) => this.#waiting.push(go))
    else this.#under++
    this.peak = Math.max(this.peak, this.#under)
    try {
      await run()
    } finally {
      // The place goes to the next one, or is free.
      const next = this.#waiting.shift()
      if (next) next()
      else this.#under--
    }
  }
}

function urlOf(written: unknown): URL {
  const text = String(written)
  if (!/^https?:/.test(text) || !URL.canParse(text)) throw new WxFailure('invalid url', { errno: 600009 })
  return new URL(text)
}

const bytesOf = (body: unknown): ArrayBufferLike =>
  new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)).buffer

const lowerCased = (header: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries(header ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]))
