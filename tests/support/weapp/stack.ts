import { WxFailure } from './answers'
import type { WeappPage } from './page'
import type { Navigation } from './wx'

/** https://developers.weixin.qq.com/miniprogram/dev/api/route/wx.navigateTo.html */
const mostPages = 10

/** A page's route and its parameters, which WeChat hands over as they are written, not decoded. */
export function partsOf(url: string): { path: string; query: Record<string, string> } {
  const [path = '', query = ''] = url.replace(/^\//, '').split('?')
  const words = query.split('&').filter(Boolean)
  const pairs = words.map((word) => {
    const [key = '', ...value] = word.split('=')
    return [key, value.join('=')]
  })
  return { path, query: Object.fromEntries(pairs) }
}

interface Rooms {
  routes: readonly string[]
  tabs: readonly string[]
  make: (route: string) => WeappPage
  note: (error: string) => void
}

/**
 * The pages that lie on each other, and the tabs that WeChat keeps beside them.
 * https://developers.weixin.qq.com/miniprogram/dev/framework/app-service/route.html
 */
export class PageStack {
  readonly pages: WeappPage[] = []
  readonly #kept = new Map<string, WeappPage>()
  readonly #rooms: Rooms

  constructor(rooms: Rooms) {
    this.#rooms = rooms
  }

  get front(): WeappPage | undefined {
    return this.pages[this.pages.length - 1]
  }

  /** What the app may call; a refusal is told to it and noted. */
  get navigation(): Navigation {
    const noted = <T>(name: string, run: (to: T) => void) => {
      return (to: T) => {
        try {
          run(to)
        } catch (problem) {
          this.#rooms.note(`${name}:fail ${problem instanceof Error ? problem.message : problem}`)
          throw problem
        }
      }
    }
    return {
      navigateTo: noted('navigateTo', (url: string) => {
        this.#refuseTab('navigateTo', url)
        if (this.pages.length >= mostPages) throw new WxFailure('webview count limit exceed')
        this.#push(url)
      }),
      redirectTo: noted('redirectTo', (url: string) => {
        this.#refuseTab('redirectTo', url)
        const old = this.pages.pop()
        if (old) this.#end(old)
        this.#push(url)
      }),
      reLaunch: noted('reLaunch', (url: string) => this.reLaunch(url)),
      switchTab: noted('switchTab', (url: string) => this.#switchTab(url)),
      navigateBack: noted('navigateBack', (delta: number) => this.#back(delta)),
    }
  }

  reLaunch(url: string): void {
    this.#known(url)
    const all = new Set([...this.pages.splice(0).reverse(), ...this.#kept.values()])
    for (const page of all) this.#end(page)
    this.#push(url)
  }

  #known(url: string): void {
    const { path } = partsOf(url)
    if (!this.#rooms.routes.includes(path)) throw new WxFailure(`page "${path}" is not found`)
  }

  #refuseTab(name: string, url: string): void {
    this.#known(url)
    if (this.#rooms.tabs.includes(partsOf(url).path)) throw new WxFailure(`can not ${name} a tabbar page`)
  }

  #push(url: string): void {
    const { path, query } = partsOf(url)
    const page = this.#rooms.make(path)
    this.front?.hide()
    this.pages.push(page)
    if (this.#rooms.tabs.includes(path)) this.#kept.set(path, page)
    page.load(query)
  }

  #switchTab(url: string): void {
    this.#known(url)
    const { path } = partsOf(url)
    if (!this.#rooms.tabs.includes(path)) throw new WxFailure('can not switch to no-tabBar page')
    if (url.includes('?')) this.#rooms.note('wx.switchTab: url 不支持 queryString')
    const target = this.#kept.get(path)
    if (target && target === this.front) return
    const before = this.front
    for (const page of this.pages.splice(0).reverse()) {
      if (this.#kept.get(page.route) !== page) this.#end(page)
      else if (page === before) page.hide()
    }
    if (target) {
      this.pages.push(target)
      target.show()
    } else {
      this.#push(path)
    }
  }

  #back(delta: number): void {
    for (let n = 0; n < delta && this.pages.length > 1; n++) {
      const page = this.pages.pop()
      if (page) this.#end(page)
    }
    this.front?.show()
  }

  #end(page: WeappPage): void {
    if (this.#kept.get(page.route) === page) this.#kept.delete(page.route)
    page.unload()
  }
}
