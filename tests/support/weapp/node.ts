import { type Template, templateOf } from './templates'

export interface NodeData {
  /** Taro's number of the kind of node. */
  nn?: string
  sid?: string
  uid?: string
  /** Text of a text node. */
  v?: string
  cl?: string
  cn?: NodeData[]
  [short: string]: unknown
}

/** One node of the rendered tree, as the template would draw it. */
export class WeappNode {
  readonly children: WeappNode[]

  constructor(
    readonly data: NodeData,
    readonly parent: WeappNode | undefined,
    private readonly templates: Map<string, Template>,
  ) {
    this.children = (data.cn ?? []).map((child) => new WeappNode(child, this, templates))
  }

  private get template(): Template | undefined {
    return templateOf(this.templates, String(this.data.nn ?? ''))
  }

  get tag(): string {
    return this.template?.tag ?? (this.data.v === undefined ? '' : '#text')
  }

  get id(): string {
    return this.data.sid ?? ''
  }

  get className(): string {
    return this.data.cl ?? ''
  }

  attribute(name: string): string | undefined {
    const short = this.template?.attributes.get(name)
    const value = short === undefined ? undefined : this.data[short]
    return value === undefined || value === null || value === '' ? undefined : String(value)
  }

  get label(): string | undefined {
    return this.attribute('aria-label')
  }

  get role(): string | undefined {
    return this.attribute('aria-role')
  }

  get disabled(): boolean {
    return this.attribute('aria-disabled') === 'true'
  }

  hears(event: string): boolean {
    const attributes = this.template?.attributes
    return attributes?.has(`bind${event}`) === true || attributes?.has(`catch${event}`) === true
  }

  /** All the text in it, a line for each leaf that says something. */
  get text(): string {
    if (this.tag === 'text') return this.children.map((child) => child.inline).join('')
    if (this.data.v !== undefined) return String(this.data.v)
    return this.children
      .map((child) => child.text)
      .filter(Boolean)
      .join('\n')
  }

  private get inline(): string {
    return this.data.v === undefined
      ? this.children.map((child) => child.inline).join('')
      : String(this.data.v)
  }

  *walk(): Generator<WeappNode> {
    yield this
    for (const child of this.children) yield* child.walk()
  }
}
