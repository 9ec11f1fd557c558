/** Records of a BIFF8 stream and the compound file around them, written by hand: [MS-XLS], [MS-CFB]. */

export const record = (id: number, ...parts: (Buffer | number)[]): Buffer => {
  const data = Buffer.concat(parts.map((part) => (typeof part === 'number' ? short(part) : part)))
  return Buffer.concat([short(id), short(data.length), data])
}

export function short(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value & 0xffff)
  return bytes
}

export const bytes = (...values: number[]): Buffer => Buffer.from(values)

export const long = (value: number): Buffer =>
  Buffer.concat([short(value), short(Math.floor(value / 65_536))])

export function double(value: number): Buffer {
  const eight = Buffer.alloc(8)
  eight.writeDoubleLE(value)
  return eight
}

/** Characters of two bytes with the flag before them, and their count in so many bytes. */
export const text = (words: string, countBytes: 1 | 2 = 2): Buffer =>
  Buffer.concat([
    countBytes === 1 ? bytes(words.length) : short(words.length),
    bytes(1),
    Buffer.from(words, 'utf16le'),
  ])

const bof = (kind: number, version = 0x0600) =>
  record(0x0809, version, kind, Buffer.alloc(version === 0x0600 ? 12 : 4))
const eof = record(0x000a)

export interface XlsSheet {
  name: string
  /** 1: hidden; 2: only a macro shows it. */
  state?: number
  records: readonly Buffer[]
}

/** The Workbook stream: what all sheets share, then each sheet. */
export function biffOf(
  sheets: readonly XlsSheet[],
  globals: readonly Buffer[] = [],
  version?: number,
): Buffer {
  const bodies = sheets.map(({ records }) => Buffer.concat([bof(0x0010), ...records, eof]))
  const listed = (offsets: readonly number[]) =>
    sheets.map(({ name, state = 0 }, at) =>
      record(0x0085, long(offsets[at] ?? 0), bytes(state, 0), text(name, 1)),
    )
  const head = (offsets: readonly number[]) =>
    Buffer.concat([bof(0x0005, version), ...globals, ...listed(offsets), eof])
  const start = head([]).length
  const offsets = bodies.map((_, at) => bodies.slice(0, at).reduce((sum, { length }) => sum + length, start))
  return Buffer.concat([head(offsets), ...bodies])
}

const sector = 512
const [free, end, table] = [0xffffffff, 0xfffffffe, 0xfffffffd]

/** A compound file with one stream, padded to be long enough for whole sectors. */
export function compoundOf(name: string, stream: Buffer): Buffer {
  const data = Buffer.concat([stream, Buffer.alloc(Math.max(4096, stream.length) - stream.length)])
  const count = Math.ceil(data.length / sector)
  const tables = Math.ceil((count + 1) / 127)
  const header = Buffer.alloc(sector, 0xff)
  header.fill(0, 0, 76)
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header)
  for (const [at, value] of [
    [24, 0x3e],
    [26, 3],
    [28, 0xfffe],
    [30, 9],
    [32, 6],
  ] as const) {
    header.writeUInt16LE(value, at)
  }
  for (const [at, value] of [
    [44, tables],
    [48, tables],
    [56, 4096],
    [60, end],
    [68, end],
  ] as const) {
    header.writeUInt32LE(value, at)
  }
  for (let at = 0; at < tables; at++) header.writeUInt32LE(at, 76 + at * 4)
  const first = tables + 1
  const links = Array.from({ length: tables * 128 }, (_, at) => {
    if (at < tables) return table
    if (at === tables || at === first + count - 1) return end
    return at < first + count ? at + 1 : free
  })
  const directory = Buffer.concat([
    entry('Root Entry', 5, end, 0),
    entry(name, 2, first, data.length),
    Buffer.alloc(2 * 128),
  ])
  const body = Buffer.alloc(count * sector)
  data.copy(body)
  return Buffer.concat([header, ...links.map(long), directory, body])
}

function entry(name: string, type: number, first: number, size: number): Buffer {
  const bytes = Buffer.alloc(128)
  bytes.write(name, 'utf16le')
  bytes.writeUInt16LE(name.length * 2 + 2, 64)
  bytes[66] = type
  bytes.writeUInt32LE(first >>> 0, 116)
  bytes.writeUInt32LE(size, 120)
  return bytes
}
