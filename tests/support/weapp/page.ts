import type { Gesture } from './gesture'
import { type NodeData, WeappNode } from './node'
import type { Privacy } from './privacy'
import type { SetDataMeter } from './set-data'
import { cardOf, type SharedCard } from './share'
import type { Template } from './templates'

export interface PageConfig {
  data?: object
  [member: string]: unknown
}

type Instance = Record<string, unknown> & { data: { root?: NodeData } }

/** What a page has from the phone that shows it. */
export interface PageHost {
  templates: Map<string, Template>
  meter: SetDataMeter
  gesture: Gesture
  privacy: Privacy
  /** What a shared card says where the page gives no title. */
  title: string
  routes: readonly string[]
  settle: () => Promise<void>
}

/** A page as WeChat's logic layer holds it: its data, its life, its events. */
export class WeappPage {
  readonly instance: Instance
  /** How often it was drawn. */
  draws = 0
  private readonly typed = new Map<string, { text: string; over: string | undefined }>()

  constructor(
    readonly route: string,
    config: PageConfig,
    private readonly host: PageHost,
  ) {
    this.instance = {
      ...config,
      data: JSON.parse(JSON.stringify(config.data ?? {})),
      route,
      setData: (changes: Record<string, unknown>, done?: () => void) => {
        // Through JSON, as between WeChat's two threads: what cannot be sent would be lost there too.
        const received = host.meter.take(route, changes)
        if (!received) return
        for (const [path, value] of Object.entries(received)) assign(this.instance.data, path, value)
        this.draws++
        this.dropTyped()
        setTimeout(() => done?.call(this.instance), 0)
      },
    }
  }

  load(parameters: Record<string, string>): void {
    this.instance.options = parameters
    this.life('onLoad', parameters)
    this.show()
    this.life('onReady')
  }

  show(): void {
    this.life('onShow')
  }

  hide(): void {
    this.life('onHide')
  }

  unload(): void {
    this.life('onUnload')
  }

  private life(name: string, argument?: unknown): void {
    const method = this.instance[name]
    if (typeof method === 'function') method.call(this.instance, argument)
  }

  get root(): WeappNode {
    return new WeappNode(this.instance.data.root ?? {}, undefined, this.host.templates)
  }

  /** What the page says, line by line. */
  get text(): string {
    return this.root.text
  }

  find(matches: (node: WeappNode) => boolean): WeappNode | undefined {
    for (const node of this.root.walk()) if (matches(node)) return node
    return undefined
  }

  findAll(matches: (node: WeappNode) => boolean): WeappNode[] {
    return [...this.root.walk()].filter(matches)
  }

  /** By the name a screen reader speaks: exactly this, or beginning with it before a comma. */
  byLabel(label: string): WeappNode {
    return this.must(
      `labelled ${label}`,
      (node) => node.label === label || node.label?.startsWith(`${label}，`) === true,
    )
  }

  /** The innermost node whose text contains this. */
  byText(text: string): WeappNode {
    return this.must(
      `saying ${text}`,
      (node) => node.text.includes(text) && !node.children.some((child) => child.text.includes(text)),
    )
  }

  private must(what: string, matches: (node: WeappNode) => boolean): WeappNode {
    const node = this.find(matches)
    if (!node) throw new Error(`No node ${what} on ${this.route}. It says:\n${this.text}`)
    return node
  }

  /** Taps a node, or the one with this label or text; the event climbs as in WeChat. */
  async tap(target: WeappNode | string): Promise<void> {
    const node = typeof target === 'string' ? this.named(target) : target
    for (let at: WeappNode | undefined = node; at; at = at.parent) {
      const hearer = at
      if (at.hears('tap')) this.host.gesture.during(() => this.send('tap', hearer, node, {}))
    }
    await this.host.settle()
  }

  /** Types into a field: its text is then this, as far as its maxlength goes. */
  async input(target: WeappNode | string, value: string): Promise<void> {
    const node = typeof target === 'string' ? this.byLabel(target) : target
    const most = Number(node.attribute('maxlength') ?? standardLength)
    const text = most < 0 ? value : value.slice(0, most)
    this.typed.set(node.id, { text, over: node.attribute('value') })
    this.send('input', node, node, { value: text, cursor: text.length, keyCode: 0 })
    await this.host.settle()
  }

  /** A field is given another value than it had: that counts, also where the first one follows. */
  private dropTyped(): void {
    if (this.typed.size === 0) return
    for (const node of this.root.walk()) {
      const typed = this.typed.get(node.id)
      if (typed && typed.over !== node.attribute('value')) this.typed.delete(node.id)
    }
  }

  /** What a field shows: what was typed last, until the app sets its value to something else. */
  valueOf(target: WeappNode | string): string {
    const node = typeof target === 'string' ? this.byLabel(target) : target
    const written = node.attribute('value')
    const typed = this.typed.get(node.id)
    return (typed && typed.over === written ? typed.text : written) ?? ''
  }

  focus(target: WeappNode | string): Promise<void> {
    return this.fire(target, 'focus', { value: this.valueOf(target), height: 300 })
  }

  blur(target: WeappNode | string): Promise<void> {
    return this.fire(target, 'blur', { value: this.valueOf(target) })
  }

  confirm(target: WeappNode | string): Promise<void> {
    return this.fire(target, 'confirm', { value: this.valueOf(target) })
  }

  /** Any event of a node by its name, such as scroll or change; it does not climb. */
  async fire(target: WeappNode | string, type: string, detail: object): Promise<void> {
    const node = typeof target === 'string' ? this.named(target) : target
    this.send(type, node, node, detail)
    await this.host.settle()
  }

  /** The answer of WeChat's sheet for the number of the phone, to a button of open-type getPhoneNumber. */
  async phoneNumber(
    target: WeappNode | string,
    answer: { code: string } | { errMsg: string; errno?: number },
  ) {
    const detail = 'code' in answer ? { errMsg: 'getPhoneNumber:ok', ...answer } : answer
    await this.fire(target, 'getphonenumber', this.host.privacy.shielded('getPhoneNumber', detail))
  }

  /** 转发 from the menu, or from a button of open-type share: the card that a chat shows. */
  share(button?: WeappNode): Promise<SharedCard> {
    const from = button ? { from: 'button' as const, target: place(button) } : { from: 'menu' as const }
    const query = Object.entries(this.instance.options ?? {}).map(([key, value]) => `${key}=${value}`)
    const path = `/${this.route}${query.length > 0 ? `?${query.join('&')}` : ''}`
    return cardOf(this.instance, from, { title: this.host.title, path }, this.host.routes)
  }

  /** The page was scrolled to here, in px. */
  async scrollTo(scrollTop: number): Promise<void> {
    this.life('onPageScroll', { scrollTop })
    await this.host.settle()
  }

  /** The page was scrolled to its end. */
  async reachBottom(): Promise<void> {
    this.life('onReachBottom')
    await this.host.settle()
  }

  private named(name: string): WeappNode {
    return (
      this.find((node) => node.label === name || node.label?.startsWith(`${name}，`) === true) ??
      this.byText(name)
    )
  }

  private send(type: string, at: WeappNode, target: WeappNode, detail: object): void {
    const handler = this.instance.eh
    if (typeof handler !== 'function') throw new Error(`${this.route} handles no events`)
    handler.call(this.instance, {
      type,
      detail,
      timeStamp: performance.now(),
      target: place(target),
      currentTarget: place(at),
      mark: {},
    })
  }
}

/** https://developers.weixin.qq.com/miniprogram/dev/component/input.html */
const standardLength = 140

const place = (node: WeappNode) => ({ id: node.id, dataset: { sid: node.id }, offsetLeft: 0, offsetTop: 0 })

function assign(data: object, path: string, value: unknown): void {
  const steps = path.split(/[.[\]]+/).filter(Boolean)
  const last = steps.pop()
  if (last === undefined) return
  let at = data as Record<string, unknown>
  for (const step of steps) {
    at[step] ??= {}
    at = at[step] as Record<string, unknown>
  }
  at[last] = value
}
