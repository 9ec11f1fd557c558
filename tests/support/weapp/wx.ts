import { wxFiles } from './files'

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

export interface WxState {
  storage: Map<string, unknown>
  titles: string[]
  /** Names of the wx functions called, in order. */
  calls: string[]
  /** On the phone, by their path. */
  files: Map<string, string>
}

export interface Navigation {
  navigateTo: (url: string) => void
  redirectTo: (url: string) => void
  reLaunch: (url: string) => void
  switchTab: (url: string) => void
  navigateBack: (delta: number) => void
}

type Options = Record<string, unknown>
type Callback = (result: unknown) => void
type Answering = (options: Options) => unknown
type Send = (request: WeappRequest) => Promise<WeappAnswer>

/** The part of wx this app leans on; `own` answers the rest, and what nobody answers fails as on an old client. */
export function createWx(
  state: WxState,
  navigation: Navigation,
  send: Send,
  own: Record<string, Answering>,
): unknown {
  const answering: Record<string, Answering> = {
    ...navigations(navigation),
    setNavigationBarTitle: ({ title }) => void state.titles.push(String(title)),
    login: () => ({ code: 'weapp-host-code' }),
    ...own,
  }
  const wx: Record<string, unknown> = {
    ...synchronous(state),
    ...machine(),
    ...wxFiles(state.files, (options) => send({ ...askedBy(options), method: 'GET', body: undefined })),
    request: request(send),
    uploadFile: uploadFile(send),
  }
  for (const name of new Set([...Object.keys(answering), ...refused])) {
    wx[name] = (options: Options = {}) => {
      state.calls.push(name)
      answer(name, options, answering[name])
    }
  }
  for (const name of listeners) wx[name] = () => undefined
  return wx
}

// Taro wraps what it finds on wx, so even what this host refuses has to be there.
const refused = [
  'chooseImage',
  'chooseMedia',
  'chooseMessageFile',
  'openDocument',
  'previewImage',
  'requestSubscribeMessage',
  'getSetting',
  'openSetting',
  'showModal',
  'showToast',
  'setClipboardData',
  'makePhoneCall',
  'pageScrollTo',
  'stopPullDownRefresh',
  'getNetworkType',
]
const listeners = [
  'onNetworkStatusChange',
  'offNetworkStatusChange',
  'onAppShow',
  'onAppHide',
  'onError',
  'onThemeChange',
]

function answer(name: string, options: Options, how: Answering | undefined): void {
  const tell = (key: string, result: unknown) => (options[key] as Callback | undefined)?.(result)
  queueMicrotask(async () => {
    try {
      if (!how) throw new Error('not supported by this host')
      tell('success', { errMsg: `${name}:ok`, ...((await how(options)) as object | undefined) })
    } catch (problem) {
      const { errCode } = problem as { errCode?: number }
      const errMsg = `${name}:fail ${problem instanceof Error ? problem.message : ''}`
      tell('fail', { errMsg, ...(errCode === undefined ? {} : { errCode }) })
    }
    tell('complete', { errMsg: name })
  })
}

const navigations = (to: Navigation): Record<string, Answering> => ({
  navigateTo: ({ url }) => to.navigateTo(String(url)),
  redirectTo: ({ url }) => to.redirectTo(String(url)),
  reLaunch: ({ url }) => to.reLaunch(String(url)),
  switchTab: ({ url }) => to.switchTab(String(url)),
  navigateBack: ({ delta }) => to.navigateBack(Number(delta ?? 1)),
})

const synchronous = ({ storage }: WxState) => ({
  getStorageSync: (key: string) => storage.get(key) ?? '',
  setStorageSync: (key: string, value: unknown) => void storage.set(key, structuredCloneOf(value)),
  removeStorageSync: (key: string) => void storage.delete(key),
  clearStorageSync: () => storage.clear(),
  getStorageInfoSync: () => ({ keys: [...storage.keys()], currentSize: 1, limitSize: 10_240 }),
  canIUse: () => true,
  nextTick: (run: () => void) => void setTimeout(run, 0),
  createSelectorQuery: selectorQuery,
  getLaunchOptionsSync: () => ({ path: '', query: {}, scene: 1001 }),
  getEnterOptionsSync: () => ({ path: '', query: {}, scene: 1001 }),
  getUpdateManager: () => ({ onCheckForUpdate: () => undefined, onUpdateReady: () => undefined }),
})

const structuredCloneOf = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value))

// Nothing is laid out here: every query finds nothing.
function selectorQuery() {
  const query = new Proxy({} as Record<string, unknown>, {
    get: (_, name) =>
      name === 'exec'
        ? (done?: (found: null[]) => void) => void setTimeout(() => done?.([null, null]), 0)
        : () => query,
  })
  return query
}

const machine = () => {
  const info = { windowWidth: 375, windowHeight: 700, screenWidth: 375, screenHeight: 812, pixelRatio: 2 }
  const base = {
    SDKVersion: '3.5.0',
    platform: 'devtools',
    language: 'zh_CN',
    theme: 'light',
    fontSizeSetting: 16,
  }
  return {
    getSystemInfoSync: () => ({ ...info, ...base, system: 'weapp-host', brand: 'host', model: 'host' }),
    getWindowInfo: () => info,
    getAppBaseInfo: () => base,
    getDeviceInfo: () => ({ platform: base.platform, brand: 'host', model: 'host' }),
    getMenuButtonBoundingClientRect: () => ({
      top: 26,
      left: 281,
      right: 368,
      bottom: 58,
      width: 87,
      height: 32,
    }),
    getAccountInfoSync: () => ({ miniProgram: { appId: 'touristappid', envVersion: 'develop' } }),
  }
}

/** Those of wx.request; a request with another fails. */
const methods = ['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'CONNECT']

const request = (send: Send) => (options: Options) => {
  const method = String(options.method ?? 'GET').toUpperCase()
  return exchange('request', options, async () => {
    if (!methods.includes(method)) throw new Error(`wx.request has no method ${method}`)
    const asked = askedBy(options, 'application/json')
    const answer = await send({ ...asked, method, body: structuredCloneOf(options.data) })
    return { ...answer, body: structuredCloneOf(answer.body) }
  })
}

/** As wx.uploadFile: a POST whose answer is text, whatever it holds. */
const uploadFile = (send: Send) => (options: Options) =>
  exchange('uploadFile', options, async () => {
    const { filePath, name, formData } = options
    const asked = askedBy(options, 'multipart/form-data')
    const answer = await send({ ...asked, method: 'POST', body: { filePath, name, formData } })
    return { ...answer, body: JSON.stringify(answer.body) }
  })

const lowerCased = (header: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries(header ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]))

/** WeChat sends a content type of its own, whether or not there is a body, where the app gives none. */
function askedBy(options: Options, contentType?: string): Pick<WeappRequest, 'path' | 'headers'> {
  const url = new URL(String(options.url))
  return {
    path: url.pathname + url.search,
    headers: {
      ...(contentType ? { 'content-type': contentType } : {}),
      ...lowerCased(options.header),
    },
  }
}

function exchange(name: string, options: Options, run: () => Promise<WeappAnswer>): unknown {
  const tell = (key: string, result: unknown) => (options[key] as Callback | undefined)?.(result)
  run()
    .then(
      ({ status, body, headers }) =>
        tell('success', { statusCode: status, data: body, header: headers ?? {}, errMsg: `${name}:ok` }),
      () => tell('fail', { errMsg: `${name}:fail` }),
    )
    .finally(() => tell('complete', {}))
  const off = () => undefined
  return {
    abort: off,
    onHeadersReceived: off,
    offHeadersReceived: off,
    onProgressUpdate: off,
    offProgressUpdate: off,
  }
}
