/** What is told of an XML text as it is read; names without their prefix. */
export interface XmlReader {
  open(name: string, attributes: string, empty: boolean): void
  close(name: string): void
  /** As it is written: `unescaped` makes it plain. */
  text(raw: string): void
}

/**
 * Reads XML as spreadsheets write it. A document type is passed over, so that no entity of its own is ever replaced;
 * what breaks off is read as far as it goes.
 */
export function readXml(xml: string, reader: XmlReader): void {
  let at = 0
  for (;;) {
    const start = xml.indexOf('<', at)
    if (start < 0) return
    if (start > at) reader.text(xml.slice(at, start))
    const second = xml.charCodeAt(start + 1)
    if (second === 33 || second === 63) {
      at = skipped(xml, start, reader)
      continue
    }
    const end = tagEnd(xml, start)
    if (end < 0) return
    tell(xml.slice(start + 1, end), reader)
    at = end + 1
  }
}

/** Behind a comment, CDATA, a declaration: `<!…>` and `<?…>`. */
function skipped(xml: string, start: number, reader: XmlReader): number {
  const [opening, closing] = xml.startsWith('<![CDATA[', start)
    ? ['<![CDATA[', ']]>']
    : xml.startsWith('<!--', start)
      ? ['<!--', '-->']
      : ['<!', '>']
  const end = xml.indexOf(closing, start + opening.length)
  if (end < 0) return xml.length
  if (closing === ']]>') reader.text(xml.slice(start + opening.length, end).replaceAll('&', '&amp;'))
  return end + closing.length
}

/** An attribute may hold a `>`. */
function tagEnd(xml: string, start: number): number {
  let end = xml.indexOf('>', start)
  while (end >= 0 && isInQuotes(xml, start, end)) end = xml.indexOf('>', end + 1)
  return end
}

function isInQuotes(xml: string, start: number, end: number): boolean {
  let quote = 0
  for (let at = start; at < end; at++) {
    const letter = xml.charCodeAt(at)
    if (quote === 0 && (letter === 34 || letter === 39)) quote = letter
    else if (letter === quote) quote = 0
  }
  return quote !== 0
}

function tell(tag: string, reader: XmlReader): void {
  if (tag.startsWith('/')) {
    reader.close(withoutPrefix(tag.slice(1).trimEnd()))
    return
  }
  const empty = tag.endsWith('/')
  const inner = empty ? tag.slice(0, -1) : tag
  const space = inner.search(/\s/)
  const name = withoutPrefix(space < 0 ? inner : inner.slice(0, space))
  reader.open(name, space < 0 ? '' : inner.slice(space), empty)
  if (empty) reader.close(name)
}

const withoutPrefix = (name: string): string => name.slice(name.indexOf(':') + 1)

const patterns = new Map<string, RegExp>()

/** The value of an attribute, whatever its prefix; undefined where it has none. */
export function attribute(attributes: string, name: string): string | undefined {
  let pattern = patterns.get(name)
  if (!pattern) {
    pattern = new RegExp(`\\s(?:[\\w.-]+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
    patterns.set(name, pattern)
  }
  const found = pattern.exec(attributes)
  const value = found?.[1] ?? found?.[2]
  return value === undefined ? undefined : unescaped(value)
}

export const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true'

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The five entities of XML and numbered characters. */
export function unescaped(raw: string): string {
  if (!raw.includes('&')) return raw
  return raw.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name) return entities[name] ?? whole
    const code = decimal ? Number.parseInt(decimal, 10) : Number.parseInt(hex, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** UTF-8, or UTF-16 where the file begins so. */
export function xmlText(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return buffer.toString('utf16le', 2)
  if (buffer[0] === 0xfe && buffer[1] === 0xff) return new TextDecoder('utf-16be').decode(buffer)
  return buffer.toString('utf8')
}
