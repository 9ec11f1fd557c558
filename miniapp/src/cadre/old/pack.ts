/** A file of a folder, with its path from the folder on. */
export interface FolderFile {
  path: string
  file: Blob
}

/** One archive of the files as they are, so that a folder is read, limited and reported on as its .zip is. */
export async function packed(files: readonly FolderFile[]): Promise<Blob> {
  const parts: BlobPart[] = []
  const directory: BlobPart[] = []
  let [offset, listed] = [0, 0]
  for (const { path, file } of files) {
    const name = new TextEncoder().encode(path)
    const crc = crcOf(new Uint8Array(await file.arrayBuffer()))
    const facts = { crc, size: file.size, name: name.length }
    parts.push(head(facts), name, file)
    directory.push(head({ ...facts, offset }), name)
    offset += headBytes + name.length + file.size
    listed += entryBytes + name.length
  }
  return new Blob([...parts, ...directory, end(files.length, listed, offset)], { type: 'application/zip' })
}

/** https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
const headBytes = 30
const entryBytes = 46
const version = 20
const utf8Names = 0x0800

interface Facts {
  crc: number
  size: number
  name: number
  /** Of the entry in the directory. */
  offset?: number
}

function head({ crc, size, name, offset }: Facts): ArrayBuffer {
  const isEntry = offset !== undefined
  const view = new DataView(new ArrayBuffer(isEntry ? entryBytes : headBytes))
  view.setUint32(0, isEntry ? 0x02014b50 : 0x04034b50, true)
  if (isEntry) view.setUint16(4, version, true)
  const at = isEntry ? 6 : 4
  view.setUint16(at, version, true)
  view.setUint16(at + 2, utf8Names, true)
  view.setUint32(at + 10, crc, true)
  view.setUint32(at + 14, size, true)
  view.setUint32(at + 18, size, true)
  view.setUint16(at + 22, name, true)
  if (isEntry) view.setUint32(42, offset, true)
  return view.buffer
}

function end(count: number, listed: number, offset: number): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(22))
  view.setUint32(0, 0x06054b50, true)
  view.setUint16(8, count, true)
  view.setUint16(10, count, true)
  view.setUint32(12, listed, true)
  view.setUint32(16, offset, true)
  return view.buffer
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  return crc
})

function crcOf(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (let at = 0; at < bytes.length; at++)
    crc = (crc >>> 8) ^ (table[(crc ^ (bytes[at] as number)) & 0xff] as number)
  return (crc ^ 0xffffffff) >>> 0
}
