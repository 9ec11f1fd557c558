import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import vm from 'node:vm'
import { type PageConfig, WeappPage } from './weapp/page'
import { readTemplates } from './weapp/templates'
import { createWx, type WeappAnswer, type WeappRequest, type WxState } from './weapp/wx'

export type { WeappNode } from './weapp/node'
export type { WeappPage } from './weapp/page'
export type { WeappAnswer, WeappRequest } from './weapp/wx'

export interface WeappOptions {
  /** Answers wx.request; a thrown error is a phone without network. */
  respond: (request: WeappRequest) => WeappAnswer | Promise<WeappAnswer>
  storage?: Record<string, unknown>
  /** What wx.login gives, what wx.requestSubscribeMessage answers and so on, by name. */
  wx?: Record<string, (options: Record<string, unknown>) => unknown>
  dist?: string
}

const builtDist = join(__dirname, '../../miniapp/dist/weapp')
/** https://developers.weixin.qq.com/miniprogram/dev/api/route/wx.navigateTo.html */
const mostPages = 10
const scripts = new Map<string, vm.Script>()

/**
 * Runs the built weapp bundle as WeChat's logic layer would: App, Page, Component and wx in a context of its own.
 * What it cannot tell is layout and native widgets; nodes and their attributes are read through base.wxml.
 */
export class WeappHost {
  readonly errors: string[] = []
  readonly requests: WeappRequest[] = []
  readonly state: WxState
  readonly appConfig: { pages: string[]; subPackages?: { root: string; pages: string[] }[] }
  private readonly context: vm.Context
  private readonly modules = new Map<string, { exports: unknown }>()
  private readonly stack: WeappPage[] = []
  private readonly templates: ReturnType<typeof readTemplates>
  private readonly pages = new Map<string, PageConfig>()
  private app: Record<string, unknown> = {}
  private loading = ''
  private busy = 0

  constructor(private readonly options: WeappOptions) {
    const dist = this.dist
    this.appConfig = JSON.parse(readFileSync(join(dist, 'app.json'), 'utf8'))
    this.templates = readTemplates(readFileSync(join(dist, 'base.wxml'), 'utf8'))
    this.state = {
      storage: new Map(Object.entries(options.storage ?? {})),
      titles: [],
      calls: [],
      files: new Map(),
    }
    this.context = vm.createContext(this.globals())
    this.require(join(dist, 'app.js'))
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
    return this.stack.length
  }

  get page(): WeappPage {
    const front = this.stack[this.stack.length - 1]
    if (!front) throw new Error('No page is open')
    return front
  }

  /**
   * Opens a route such as `/pages/item/index?no=31`, as a message or a shared card does, and waits until it rests.
   * The app is told of a page that it does not have, as WeChat tells it.
   */
  async open(url: string): Promise<WeappPage> {
    const { path, query } = partsOf(url)
    if (this.routes.includes(path)) this.push(url)
    else call(this.app, 'onPageNotFound', { path, query, isEntryPage: this.stack.length === 0 })
    await this.settle()
    return this.page
  }

  /** Until nothing is asked and nothing drawn for a while. */
  async settle(): Promise<void> {
    let quiet = 0
    let seen = ''
    for (let turn = 0; turn < 1000 && quiet < 4; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 5))
      const now = `${this.stack.length}:${this.stack[this.stack.length - 1]?.draws ?? 0}`
      quiet = this.busy === 0 && now === seen ? quiet + 1 : 0
      seen = now
    }
  }

  private push(url: string): void {
    const { path, query } = partsOf(url)
    if (!this.routes.includes(path)) throw new Error(`No such page: ${path}`)
    this.loading = path
    this.require(join(this.dist, `${path}.js`))
    const config = this.pages.get(path)
    if (!config) throw new Error(`${path} registered no page`)
    this.stack[this.stack.length - 1]?.hide()
    const page = new WeappPage(path, config, this.templates, () => this.settle())
    this.stack.push(page)
    page.load(query)
  }

  private pop(count: number): void {
    for (let n = 0; n < count && this.stack.length > 1; n++) this.stack.pop()?.unload()
    this.stack[this.stack.length - 1]?.show()
  }

  private clear(): void {
    for (const page of this.stack.splice(0)) page.unload()
  }

  private readonly navigation = {
    navigateTo: (url: string) => {
      if (this.stack.length >= mostPages) throw new Error('webview count limit exceed')
      this.push(url)
    },
    redirectTo: (url: string) => {
      this.stack.pop()?.unload()
      this.push(url)
    },
    reLaunch: (url: string) => {
      this.clear()
      this.push(url)
    },
    switchTab: (url: string) => {
      this.clear()
      this.push(url)
    },
    navigateBack: (delta: number) => this.pop(delta),
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
      wx: createWx(this.state, this.navigation, (request) => this.request(request), this.options.wx ?? {}),
      console: { ...console, log: () => undefined, warn: () => undefined, error: note },
      // A timer of the app's must not keep the test run waiting.
      setTimeout: (run: () => void, ms?: number) => setTimeout(run, ms).unref(),
      clearTimeout,
      setInterval: (run: () => void, ms?: number) => setInterval(run, ms).unref(),
      clearInterval,
      App: (config: Record<string, unknown>) => {
        this.app = config
        call(config, 'onLaunch', { path: '', query: {}, scene: 1001 })
        call(config, 'onShow', { path: '', query: {}, scene: 1001 })
      },
      Page: (config: PageConfig) => {
        this.pages.set(this.loading, config)
      },
      Component: () => undefined,
      Behavior: (config: unknown) => config,
      getApp: () => this.app,
      getCurrentPages: () => this.stack.map((page) => page.instance),
    }
    globals.global = globals
    return globals
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

function partsOf(url: string): { path: string; query: Record<string, string> } {
  const [path = '', query = ''] = url.replace(/^\//, '').split('?')
  return { path, query: Object.fromEntries(new URLSearchParams(query)) }
}

function call(config: Record<string, unknown>, name: string, argument: unknown): void {
  const method = config[name]
  if (typeof method === 'function') method.call(config, argument)
}
