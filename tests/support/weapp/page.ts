import { type NodeData, WeappNode } from './node'
import type { Template } from './templates'

export interface PageConfig {
  data?: object
  [member: string]: unknown
}

type Instance = Record<string, unknown> & { data: { root?: NodeData } }

/** A page as WeChat's logic layer holds it: its data, its life, its events. */
export class WeappPage {
  readonly instance: Instance
  /** How often it was drawn. */
  draws = 0

  constructor(
    readonly route: string,
    config: PageConfig,
    private readonly templates: Map<string, Template>,
    private readonly settle: () => Promise<void>,
  ) {
    this.instance = {
      ...config,
      data: JSON.parse(JSON.stringify(config.data ?? {})),
      route,
      setData: (changes: Record<string, unknown>, done?: () => void) => {
        // Through JSON, as between WeChat's two threads: what cannot be sent would be lost there too.
        for (const [path, value] of Object.entries(changes)) assign(this.instance.data, path, value)
        this.draws++
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
    return new WeappNode(this.instance.data.root ?? {}, undefined, this.templates)
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
      if (at.hears('tap')) this.send('tap', at, node, {})
    }
    await this.settle()
  }

  async input(target: WeappNode | string, value: string): Promise<void> {
    const node = typeof target === 'string' ? this.byLabel(target) : target
    this.send('input', node, node, { value, cursor: value.length })
    await this.settle()
  }

  async confirm(target: WeappNode | string): Promise<void> {
    const node = typeof target === 'string' ? this.byLabel(target) : target
    this.send('confirm', node, node, { value: node.attribute('value') ?? '' })
    await this.settle()
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
    const place = (node: WeappNode) => ({
      id: node.id,
      dataset: { sid: node.id },
      offsetLeft: 0,
      offsetTop: 0,
    })
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

function assign(data: object, path: string, value: unknown): void {
  const steps = path.split(/[.[\]]+/).filter(Boolean)
  const last = steps.pop()
  if (last === undefined) return
  let at = data as Record<string, unknown>
  for (const step of steps) {
    at[step] ??= {}
    at = at[step] as Record<string, unknown>
  }
  at[last] = value === undefined ? undefined : JSON.parse(JSON.stringify(value))
}
