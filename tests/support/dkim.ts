import { createHash, createVerify, type KeyObject } from 'node:crypto'

interface Header {
  name: string
  line: string
}

/** Reads a message's DKIM signature as a receiver does (RFC 6376, relaxed/relaxed); answers the headers it covers. */
export function signedHeadersOf(raw: Buffer, key: KeyObject): string[] {
  const text = raw.toString('latin1')
  const end = text.indexOf('\r\n\r\n')
  const headers = headersOf(text.slice(0, end))
  const signature = headers.find(({ name }) => name === 'dkim-signature')
  if (!signature) throw new Error('not signed')
  const tags = new Map(
    signature.line
      .slice(signature.line.indexOf(':') + 1)
      .replace(/\s+/g, '')
      .split(';')
      .map((tag): [string, string] => [tag.slice(0, tag.indexOf('=')), tag.slice(tag.indexOf('=') + 1)]),
  )
  if (tags.get('c') !== 'relaxed/relaxed') throw new Error(`another way: ${tags.get('c')}`)
  const body = relaxedBody(text.slice(end + 4))
  const hash = createHash('sha256').update(body, 'latin1').digest('base64')
  if (hash !== tags.get('bh')) throw new Error('the body was changed')
  const covered = (tags.get('h') ?? '').split(':').map((name) => name.toLowerCase())
  const verify = createVerify('RSA-SHA256')
  const left = [...headers]
  for (const name of covered) {
    const at = left.findLastIndex((header) => header.name === name)
    if (at >= 0) verify.update(`${relaxed(left.splice(at, 1)[0] as Header)}\r\n`, 'latin1')
  }
  const bare = { ...signature, line: signature.line.replace(/(;\s*b=)[^;]*/, '$1') }
  verify.update(relaxed(bare), 'latin1')
  if (!verify.verify(key, tags.get('b') ?? '', 'base64')) throw new Error('a forged signature')
  return covered
}

const headersOf = (text: string): Header[] =>
  text
    .replace(/\r\n(?=[ \t])/g, '\0')
    .split('\r\n')
    .map((line) => ({
      name: line.slice(0, line.indexOf(':')).toLowerCase(),
      line: line.replaceAll('\0', '\r\n'),
    }))

const relaxed = ({ name, line }: Header): string =>
  `${name}:${line
    .slice(line.indexOf(':') + 1)
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim()}`

const relaxedBody = (body: string): string => {
  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''))
  while (lines.at(-1) === '') lines.pop()
  return lines.length === 0 ? '' : `${lines.join('\r\n')}\r\n`
}
