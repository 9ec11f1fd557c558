import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import vm from 'node:vm'
import type { Answering } from './weapp/answers'
import { aMoment } from './weapp/moment'
import { type Domains, Network, type WeappAnswer, type WeappRequest } from './weapp/network'
import { type PageConfig, WeappPage } from './weapp/page'
import { Phone } from './weapp/phone'
import { type Measured, type SetDataCall, SetDataMeter } from './weapp/set-data'
import { PageStack, partsOf } from './weapp/stack'
import { readTemplates } from './weapp/templates'
import { Updates } from './weapp/updates'
import { createWx, type Launch, type WxState } from './weapp/wx'

export type { WeappAnswer, WeappRequest } from './weapp/network'
export type { WeappNode } from './weapp/node'
export type { WeappPage } from './weapp/page'

export interface WeappOptions {
  /** Answers wx.request; a thrown error is a phone without network. */
  respond: (request: WeappRequest) => WeappAnswer | Promise<WeappAnswer>
  storage?: Record<string, unknown>
  /** What wx.login gives, what wx.requestSubscribeMessage answers and so on, by name; the phone answers the rest. */
  wx?: Record<string, Answering>
  /** The origins that the account may call; left out, all of them. */
  domains?: Domains
  dist?: string
}

interface AppConfig {
  pages: string[]
  subPackages?: { root: string; pages: string[] }[]
  tabBar?: { list: { pagePath: string }[] }
  window?: { navigationBarTitleText?: string }
}

const builtDist = join(__dirname, '../../miniapp/dist/weapp')
/** Opened from the list of mini-programs; a code on paper. */
const fromList = 1001
const fromCode = 1047
const scripts = new Map<string, vm.Script>()

/**
 * Runs the built weapp bundle as WeChat's logic layer would: App, Page, Component and wx in a context of its own.
 * What it cannot tell is layout and native widgets; nodes and their attributes are read through base.wxml.
 */
export class WeappHost {
  readonly errors: string[] = []
  readonly requests: WeappRequest[] = []
  readonly state: WxState
  readonly phone: Phone
  readonly network: Network
  readonly updates = new Updates()
  readonly appConfig: AppConfig
  private readonly context: vm.Context
  private readonly modules = new Map<string, { exports: unknown }>()
  private readonly stack: PageStack
  private readonly meter = new SetDataMeter((error) => this.errors.push(error))
  private readonly templates: ReturnType<typeof readTemplates>
  private readonly pages = new Map<string, PageConfig>()
  private app: Record<string, unknown> | undefined
  private launch: Launch = { path: '', query: {}, scene: fromList }
  private loading = ''
  private busy = 0

  constructor(private readonly options: WeappOptions) {
    this.appConfig = JSON.parse(readFileSync(join(this.dist, 'app.json'), 'utf8'))
    this.templates = readTemplates(readFileSync(join(this.dist, 'base.wxml'), 'utf8'))
    const storage = new Map(Object.entries(options.storage ?? {}))
    this.state = { storage, titles: [], calls: [], files: new Map() }
    this.phone = new Phone(this.state.files)
    this.network = new Network((request) => this.request(request), this.state.files, options.domains)
    this.stack = new PageStack({
      routes: this.routes,
      tabs: this.appConfig.tabBar?.list.map(({ pagePath }) => pagePath) ?? [],
      make: (route) => this.made(route),
      note: (error) => this.errors.push(error),
    })
    this.context = vm.createContext(this.globals())
  }

  private get dist() {
    return this.options.dist ?? builtDist
  }

  /** Every route of the app, subpackages included. */
  get routes(): string[] {
    const sub = (this.appConfig.subPackages ?? []).flatMap(({ root, pages }) =>
      pages.map((page) => `${root.replace(/\/$/, '')}/${page}`),
    )
    return [...this.appConfig.pages, ...sub]
  }

  /** How many pages lie on the stack. */
  get depth(): number {
    return this.stack.pages.length
  }

  get page(): WeappPage {
    const { front } = this.stack
    if (!front) throw new Error('No page is open')
    return front
  }

  /** Bytes that setData has sent so far. */
  get sent(): number {
    return this.meter.sent
  }

  /** The calls of setData above 64 kB. */
  get heavy(): SetDataCall[] {
    return this.meter.heavy
  }

  /** What setData sends while this runs. */
  measured(run: () => Promise<unknown>): Promise<Measured> {
    return this.meter.during(run)
  }

  /**
   * Opens a route such as `/pages/item/index?no=31`, as a message or a shared card does, and waits until it rests: the
   * first one starts the app, a later one takes the place of all pages.
   * https://developers.weixin.qq.com/miniprogram/dev/framework/runtime/operating-mechanism.html
   */
  async open(url: string, { scene = fromList }: { scene?: number } = {}): Promise<WeappPage> {
    const entry = { ...partsOf(url), scene }
    this.launch = entry
    if (this.app) {
      call(this.app, 'onHide', {})
      call(this.app, 'onShow', entry)
    } else {
      this.require(join(this.dist, 'app.js'))
    }
    if (this.routes.includes(entry.path)) this.stack.reLaunch(url)
    else call(this.app ?? {}, 'onPageNotFound', { ...entry, isEntryPage: this.depth === 0 })
    await this.settle()
    return this.page
  }

  /** Opens the app by a code on paper that was made for this page. */
  async scanCode(page: string, scene: string): Promise<WeappPage> {
    // https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/qrcode-link/qr-code/getUnlimitedQRCode.html
    if (!/^[\w!#$&'()*+,/:;=?@.~-]{1,32}$/.test(scene)) throw new Error(`No code can hold ${scene}`)
    if (!this.routes.includes(page)) throw new Error(`invalid page: ${page}`)
    return this.open(`/${page}?scene=${encodeURIComponent(scene)}`, { scene: fromCode })
  }

  /** WeChat has looked for a new version of the app. */
  async updateFound(how: 'none' | 'ready' | 'failed'): Promise<void> {
    this.updates.found(how)
    await this.settle()
  }

  /** Until nothing is asked and nothing drawn for a while. */
  async settle(): Promise<void> {
    let quiet = 0
    let seen = ''
    for (let turn = 0; turn < 1000 && quiet < 4; turn++) {
      await aMoment()
      const now = `${this.depth}:${this.stack.front?.draws ?? 0}`
      quiet = this.busy === 0 && now === seen ? quiet + 1 : 0
      seen = now
    }
  }

  private made(route: string): WeappPage {
    this.loading = route
    this.require(join(this.dist, `${route}.js`))
    const config = this.pages.get(route)
    if (!config) throw new Error(`${route} registered no page`)
    return new WeappPage(route, config, {
      templates: this.templates,
      meter: this.meter,
      gesture: this.phone.gesture,
      privacy: this.phone.privacy,
      title: this.appConfig.window?.navigationBarTitleText ?? '',
      routes: this.routes,
      settle: () => this.settle(),
    })
  }

  private async request(request: WeappRequest): Promise<WeappAnswer> {
    this.requests.push(request)
    this.busy++
    try {
      return await this.options.respond(request)
    } finally {
      this.busy--
    }
  }

  private globals(): Record<string, unknown> {
    const note = (...words: unknown[]) =>
      this.errors.push(
        words.map((word) => (word instanceof Error ? (word.stack ?? word.message) : String(word))).join(' '),
      )
    const globals: Record<string, unknown> = {
      wx: createWx({
        state: this.state,
        navigation: this.stack.navigation,
        network: this.network,
        phone: this.phone,
        updates: this.updates,
        launch: () => this.launch,
        ...(this.options.wx ? { own: this.options.wx } : {}),
      }),
      console: { ...console, log: () => undefined, warn: () => undefined, error: note },
      // A timer of the app's must not keep the test run waiting.
      setTimeout: (run: () => void, ms?: number) => setTimeout(run, ms).unref(),
      clearTimeout,
      setInterval: (run: () => void, ms?: number) => setInterval(run, ms).unref(),
      clearInterval,
      App: (config: Record<string, unknown>) => {
        this.app = config
        call(config, 'onLaunch', this.launch)
        call(config, 'onShow', this.launch)
      },
      Page: (config: PageConfig) => {
        this.pages.set(this.loading, config)
      },
      Component: () => undefined,
      Behavior: (config: unknown) => config,
      getApp: () => this.app,
      getCurrentPages: () => this.stack.pages.map((page) => page.instance),
    }
    return Object.assign(globals, { global: globals })
  }

  private require(file: string): unknown {
    const path = file.endsWith('.js') ? file : `${file}.js`
    const known = this.modules.get(path)
    if (known) return known.exports
    const module = { exports: {} }
    this.modules.set(path, module)
    const script =
      scripts.get(path) ??
      new vm.Script(`(function (require, module, exports) {${readFileSync(path, 'utf8')}\n})`, {
        filename: path,
      })
    scripts.set(path, script)
    const run = script.runInContext(this.context) as (...args: unknown[]) => void
    run((name: string) => this.require(join(dirname(path), name)), module, module.exports)
    return module.exports
  }
}

function call(config: Record<string, unknown>, name: string, argument: unknown): void {
  const method = config[name]
  if (typeof method === 'function') method.call(config, argument)
}
