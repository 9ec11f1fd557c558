import { type Answering, answer, type Options } from './answers'
import { wxFiles } from './files'
import type { Network } from './network'
import type { Phone } from './phone'
import { wxStorage } from './storage'
import type { Updates } from './updates'

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

/** How the app was opened. */
export interface Launch {
  path: string
  query: Record<string, string>
  /** https://developers.weixin.qq.com/miniprogram/dev/reference/scene-list.html */
  scene: number
}

interface WxParts {
  state: WxState
  navigation: Navigation
  network: Network
  phone: Phone
  updates: Updates
  launch: () => Launch
  /** Answers in place of the phone, by name. */
  own?: Record<string, Answering>
}

/** The part of wx this app leans on; what nobody answers fails as on an old client. */
export function createWx(parts: WxParts): Record<string, unknown> {
  const { state, navigation, network, phone, updates, launch, own = {} } = parts
  const answering: Record<string, Answering> = {
    ...phone.wx,
    ...navigations(navigation),
    setNavigationBarTitle: ({ title }) => void state.titles.push(String(title)),
    login: () => ({ code: 'weapp-host-code' }),
    ...own,
  }
  for (const name of settings) {
    const asked = answering[name]
    answering[name] = async (options) => ({
      ...((await asked?.(options)) as object | undefined),
      authSetting: phone.scopes.authSetting,
    })
  }
  const wx: Record<string, unknown> = {
    ...wxStorage(state.storage),
    ...machine(phone),
    ...wxFiles(state.files),
    ...network.wx,
    canIUse: () => true,
    nextTick: (run: () => void) => void setTimeout(run, 0),
    createSelectorQuery: selectorQuery,
    createIntersectionObserver: phone.observers.create,
    createInnerAudioContext: audio,
    getLaunchOptionsSync: launch,
    getEnterOptionsSync: launch,
    getUpdateManager: () => updates.manager,
  }
  for (const name of new Set([...Object.keys(answering), ...refused])) {
    const checked: Answering | undefined =
      answering[name] &&
      ((options) => {
        phone.before(name)
        return answering[name]?.(options)
      })
    wx[name] = (options: Options = {}) => {
      state.calls.push(name)
      answer(name, options, checked)
    }
  }
  for (const name of listeners) wx[name] = () => undefined
  return wx
}

const settings = ['getSetting', 'openSetting'] as const

// Taro wraps what it finds on wx, so even what this host refuses has to be there.
const refused = [
  'requestSubscribeMessage',
  'saveImageToPhotosAlbum',
  'showModal',
  'showToast',
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
  'onNeedPrivacyAuthorization',
  'showShareMenu',
  'hideShareMenu',
]

const navigations = (to: Navigation): Record<string, Answering> => ({
  navigateTo: ({ url }) => to.navigateTo(String(url)),
  redirectTo: ({ url }) => to.redirectTo(String(url)),
  reLaunch: ({ url }) => to.reLaunch(String(url)),
  switchTab: ({ url }) => to.switchTab(String(url)),
  navigateBack: ({ delta }) => to.navigateBack(Number(delta ?? 1)),
})

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

/** A player that never plays to its end. */
function audio() {
  const off = () => undefined
  const names = ['play', 'pause', 'stop', 'seek', 'destroy']
  const events = ['Canplay', 'Play', 'Pause', 'Stop', 'Ended', 'TimeUpdate', 'Error', 'Waiting']
  const every = [...names, ...events.flatMap((event) => [`on${event}`, `off${event}`])]
  return Object.fromEntries(every.map((name) => [name, off]))
}

const machine = (phone: Phone) => {
  const info = { windowWidth: 375, windowHeight: 700, screenWidth: 375, screenHeight: 812, pixelRatio: 2 }
  const base = {
    SDKVersion: '3.5.0',
    platform: 'devtools',
    language: 'zh_CN',
    theme: 'light',
    // Asked when the app starts, a moment later.
    get fontSizeSetting() {
      return phone.fontSize
    },
  }
  return {
    getSystemInfoSync: () => ({ ...info, ...base, system: 'weapp-host', brand: 'host', model: 'host' }),
    getWindowInfo: () => info,
    getAppBaseInfo: () => base,
    getDeviceInfo: () => ({ platform: base.platform, brand: 'host', model: 'host' }),
    getMenuButtonBoundingClientRect: () => ({
      ...{ top: 26, left: 281, right: 368, bottom: 58, width: 87, height: 32 },
    }),
    getAccountInfoSync: () => ({ miniProgram: { appId: 'touristappid', envVersion: 'develop' } }),
  }
}
