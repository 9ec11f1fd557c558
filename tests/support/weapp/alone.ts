import type { Answering, Options } from './answers'
import { type Domains, Network, type WeappAnswer, type WeappRequest } from './network'
import { Phone } from './phone'
import { Updates } from './updates'
import { createWx, type Navigation, type WxState } from './wx'

const nowhere: Navigation = {
  navigateTo: () => undefined,
  redirectTo: () => undefined,
  reLaunch: () => undefined,
  switchTab: () => undefined,
  navigateBack: () => undefined,
}

export interface Told {
  errMsg: string
  errno?: number
  errCode?: number
  [more: string]: unknown
}

interface AloneOptions {
  send?: (request: WeappRequest) => Promise<WeappAnswer>
  domains?: Domains
  own?: Record<string, Answering>
}

/** The stand-in's wx without an app, as its own tests ask it. */
export function wxAlone({ send, domains, own }: AloneOptions = {}) {
  const files = new Map<string, string>()
  const state: WxState = { storage: new Map(), titles: [], calls: [], files }
  const phone = new Phone(files)
  const network = new Network(send ?? (async () => ({ status: 200, body: 'done' })), files, domains)
  const launch = () => ({ path: '', query: {}, scene: 1001 })
  const parts = { state, navigation: nowhere, network, phone, updates: new Updates(), launch }
  const wx = createWx({ ...parts, ...(own ? { own } : {}) }) as Record<
    string,
    (...given: unknown[]) => unknown
  >
  /** What success or fail is told. */
  const ask = (name: string, options: Options = {}): Promise<Told> =>
    new Promise((done) => void wx[name]?.({ ...options, success: done, fail: done }))
  return { wx, ask, phone, state, network }
}
