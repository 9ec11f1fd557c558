import { refuse } from '../refusal'

/** [MS-CFB]: a file that holds files, as Office wrote until 2003 and still does around what a password locks. */
export const isCompound = (bytes: Buffer): boolean =>
  bytes.subarray(0, 8).toString('hex') === 'd0cf11e0a1b11ae1'

/** Numbers from here on name no sector: free, end of chain, table. */
const firstMark = 0xfffffffa
const entrySize = 128

/** The streams of a compound file by their names; of equal names the first. */
export function readCompound(bytes: Buffer): Map<string, () => Buffer> {
  try {
    return streamsOf(bytes)
  } catch {
    throw refuse('broken')
  }
}

function streamsOf(bytes: Buffer): Map<string, () => Buffer> {
  const size = 1 << bytes.readUInt16LE(30)
  const smallSize = 1 << bytes.readUInt16LE(32)
  if (size < 128 || size > 4096 || smallSize > size) throw refuse('broken')
  const sector = (number: number) => bytes.subarray((number + 1) * size, (number + 2) * size)
  const table = sectorTable(bytes, sector, size)
  const chain = (first: number) => joined(table, sector, first)
  const directory = chain(bytes.readUInt32LE(48))
  const smallTable = numbersIn(chain(bytes.readUInt32LE(60)))
  const cutoff = bytes.readUInt32LE(56)
  const entries = Array.from({ length: Math.floor(directory.length / entrySize) }, (_, at) =>
    directory.subarray(at * entrySize, (at + 1) * entrySize),
  )
  const root = entries.find((entry) => entry[66] === 5)
  const small = root ? chain(root.readUInt32LE(116)) : Buffer.alloc(0)
  const smallSector = (number: number) => small.subarray(number * smallSize, (number + 1) * smallSize)
  const streams = new Map<string, () => Buffer>()
  for (const entry of entries.filter((one) => one[66] === 2)) {
    const name = entry.toString('utf16le', 0, Math.max(0, Math.min(64, entry.readUInt16LE(64)) - 2))
    const [first, length] = [entry.readUInt32LE(116), entry.readUInt32LE(120)]
    const read = () => (length < cutoff ? joined(smallTable, smallSector, first) : chain(first))
    if (!streams.has(name)) streams.set(name, () => read().subarray(0, length))
  }
  return streams
}

const numbersIn = (data: Buffer): Uint32Array =>
  Uint32Array.from({ length: Math.floor(data.length / 4) }, (_, at) => data.readUInt32LE(at * 4))

/** Which sector follows which: its own sectors are listed in the header, and in a chain behind it. */
function sectorTable(bytes: Buffer, sector: (number: number) => Buffer, size: number): Uint32Array {
  const listed = [...numbersIn(bytes.subarray(76, 512))]
  let next = bytes.readUInt32LE(68)
  for (let left = bytes.length / size; next < firstMark && left > 0; left--) {
    const more = numbersIn(sector(next))
    listed.push(...more.subarray(0, -1))
    next = more.at(-1) ?? firstMark
  }
  return numbersIn(Buffer.concat(listed.filter((number) => number < firstMark).map(sector)))
}

/** The sectors of a chain one after another; one that goes in a circle is broken. */
function joined(table: Uint32Array, sector: (number: number) => Buffer, first: number): Buffer {
  const parts: Buffer[] = []
  for (let number = first; number < firstMark; number = table[number] ?? firstMark) {
    if (parts.length > table.length) throw refuse('broken')
    parts.push(sector(number))
  }
  return Buffer.concat(parts)
}
