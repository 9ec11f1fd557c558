import type { VendorBody } from './http'

interface Element {
  name: string
  children: VendorBody
  text: string
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
const deepest = 8

/**
 * The XML of event pushes: elements without attributes, text and CDATA. Anything else (a DOCTYPE too) gives undefined.
 * Every value is a string; an element that comes again makes an array.
 */
export function parseVendorXml(text: string): VendorBody | undefined {
  const source = text.trim().replace(/^<\?xml[^<>]*\?>\s*/, '')
  const tokens = /<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)(\w{1,64})\s*>|([^<]+)/gy
  const root = elementOf('')
  const open = [root]
  while (tokens.lastIndex < source.length) {
    const [found, data, closing, name = '', plain] = tokens.exec(source) ?? []
    const current = open.at(-1)
    if (found === undefined || !current || open.length > deepest) return undefined
    if (name === '') current.text += data ?? unescaped(plain ?? '')
    else if (closing === '') open.push(elementOf(name))
    else if (!close(open, name)) return undefined
  }
  const { xml } = root.children
  return open.length === 1 && typeof xml === 'object' && xml !== null ? (xml as VendorBody) : undefined
}

const elementOf = (name: string): Element => ({
  name,
  // Without a prototype, so that an element may have any name.
  children: Object.create(null) as VendorBody,
  text: '',
})

function close(open: Element[], name: string): boolean {
  const done = open.length > 1 ? open.pop() : undefined
  const parent = open.at(-1)
  if (done?.name !== name || !parent) return false
  const value = Object.keys(done.children).length > 0 ? done.children : done.text
  const before = parent.children[name]
  if (before === undefined) parent.children[name] = value
  // In place: thousands of one name would hold up everybody else.
  else if (Array.isArray(before)) before.push(value)
  else parent.children[name] = [before, value]
  return true
}

const unescaped = (text: string): string =>
  text.replace(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => entities[name] ?? '')
