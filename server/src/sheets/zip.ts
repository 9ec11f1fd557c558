import { crc32, inflateRawSync } from 'node:zlib'
import { Refusal, refuse } from './refusal'

/** What all that is packed may come to: far more than 20,000 rows of 30 columns. */
const mostUnpacked = 64 * 1024 * 1024
/** XML of a table packs to a tenth or a thirtieth; only what was made to be huge packs to less than a hundredth. */
const mostRatio = 100
const smallEnough = 1024 * 1024
const mostEntries = 5000

interface Entry {
  method: number
  packed: number
  size: number
  crc: number
  offset: number
}

/** The files of a zip archive by their names, in lower case. */
export interface Zip {
  has(name: string): boolean
  /** Null where there is none of this name. */
  read(name: string): Buffer | null
  names: readonly string[]
}

/** https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
const signatures = { end: 0x06054b50, end64: 0x06064b50, locator64: 0x07064b50, central: 0x02014b50 }
const unset16 = 0xffff
const unset32 = 0xffffffff

/**
 * Reads the directory of an archive, and refuses by it what would unpack to too much, before anything is unpacked. What
 * an entry then unpacks to never exceeds the size that the directory gives.
 */
export function openZip(bytes: Buffer): Zip {
  const entries = guarded(() => directoryOf(bytes))
  const sum = [...entries.values()].reduce((all, { size }) => all + size, 0)
  if (sum > mostUnpacked || (sum > smallEnough && sum > mostRatio * bytes.length)) throw refuse('huge')
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name.toLowerCase()),
    read(name) {
      const entry = entries.get(name.toLowerCase())
      return entry ? guarded(() => unpacked(bytes, entry)) : null
    },
  }
}

/** Offsets that lie, and data that is no deflate stream, throw plain errors. */
function guarded<T>(work: () => T): T {
  try {
    return work()
  } catch (problem) {
    throw problem instanceof Refusal ? problem : refuse('broken')
  }
}

function directoryOf(bytes: Buffer): Map<string, Entry> {
  let { at, count } = directoryPlace(bytes)
  if (count > mostEntries) throw refuse('huge')
  const entries = new Map<string, Entry>()
  for (; count > 0; count--) {
    if (bytes.readUInt32LE(at) !== signatures.central) throw refuse('broken')
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((from) => bytes.readUInt16LE(at + from))
    const nameEnd = at + 46 + (nameLength ?? 0)
    const extraEnd = nameEnd + (extraLength ?? 0)
    if ((bytes.readUInt16LE(at + 8) & 1) !== 0) throw refuse('locked')
    const name = nameIn(bytes.subarray(at + 46, nameEnd))
      .replaceAll('\\', '/')
      .toLowerCase()
      .normalize('NFC')
    const [packed = 0, size = 0, offset = 0] = sizesOf(bytes, at, nameEnd, extraEnd)
    entries.set(name, {
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      ...{ packed, size, offset },
    })
    at = extraEnd + (noteLength ?? 0)
  }
  return entries
}

/** Windows packs Chinese names in its own letters, whatever the flags say. */
function nameIn(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

function directoryPlace(bytes: Buffer): { at: number; count: number } {
  // The archive's own note, of 65,535 bytes at most, stands behind the record.
  for (let end = bytes.length - 22; end >= Math.max(0, bytes.length - 22 - unset16); end--) {
    if (bytes.readUInt32LE(end) !== signatures.end) continue
    const [count, at] = [bytes.readUInt16LE(end + 10), bytes.readUInt32LE(end + 16)]
    if (count !== unset16 && at !== unset32) return { at, count }
    const locator = end - 20
    if (bytes.readUInt32LE(locator) !== signatures.locator64) throw refuse('broken')
    const end64 = Number(bytes.readBigUInt64LE(locator + 8))
    if (bytes.readUInt32LE(end64) !== signatures.end64) throw refuse('broken')
    return {
      count: Number(bytes.readBigUInt64LE(end64 + 32)),
      at: Number(bytes.readBigUInt64LE(end64 + 48)),
    }
  }
  throw refuse('broken')
}

/** Packed size, size and offset; from the zip64 field where the record itself has no room for them. */
function sizesOf(bytes: Buffer, at: number, extra: number, extraEnd: number): number[] {
  const given = [24, 20, 42].map((from) => bytes.readUInt32LE(at + from))
  let field = extra
  while (given.includes(unset32) && field + 4 <= extraEnd) {
    const [kind, length] = [bytes.readUInt16LE(field), bytes.readUInt16LE(field + 2)]
    if (kind === 1) {
      let value = field + 4
      for (const [place, one] of given.entries()) {
        if (one !== unset32) continue
        given[place] = Number(bytes.readBigUInt64LE(value))
        value += 8
      }
      break
    }
    field += 4 + length
  }
  const [size = 0, packed = 0, offset = 0] = given
  return [packed, size, offset]
}

function unpacked(bytes: Buffer, { method, packed, size, crc, offset }: Entry): Buffer {
  const from = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28)
  const data = bytes.subarray(from, from + packed)
  if (size === 0) return Buffer.alloc(0)
  if (data.length < packed || (method !== 0 && method !== 8)) throw refuse('broken')
  const plain = method === 0 ? data : inflateRawSync(data, { maxOutputLength: size })
  if (plain.length !== size || (crc !== 0 && crc32(plain) !== crc)) throw refuse('broken')
  return plain
}
