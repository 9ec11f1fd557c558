import { refuse } from './refusal'
import type { ReadFile, SheetFile } from './sheet-file'
import { readText } from './text-file'
import { isCompound } from './xls/cfb'
import { readXls } from './xls/workbook'
import { readXlsx, workbookPart } from './xlsx/workbook'
import { openZip, type Zip } from './zip'

const wpsNames = /\.(?:et|ett|wps|wpt|dps)$/i

/** What is in a file of tables, by its bytes; its name only tells WPS's own files apart. Throws a Refusal. */
export function parseSheetFile({ name, bytes }: SheetFile): ReadFile {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (buffer.length === 0) throw refuse('empty')
  if (wpsNames.test(name)) throw refuse('wps')
  const read = readAs(name, buffer)
  if (read.sheets.length === 0) throw refuse(read.left.length > 0 ? 'allHidden' : 'broken')
  if (read.sheets.every(({ rows }) => rows.length === 0)) throw refuse('blank')
  return read
}

function readAs(name: string, bytes: Buffer): ReadFile {
  const start = bytes.toString('latin1', 0, 16)
  if (start.startsWith('PK')) return readArchive(bytes)
  if (isCompound(bytes)) return readXls(bytes)
  if (
    /^(?:\x89PNG|\xff\xd8\xff|GIF8|BM|II\*|MM\0\*|RIFF....WEBP|....ftyp(?:heic|heif|mif1|avif))/s.test(start)
  )
    throw refuse('picture')
  if (start.startsWith('%PDF')) throw refuse('pdf')
  if (start.startsWith('{\\rtf')) throw refuse('document')
  // BIFF2 to BIFF4 lie in the file as they are.
  if (bytes[0] === 9 && [0, 2, 4].includes(bytes[1] ?? -1)) throw refuse('old')
  return readText(name, bytes)
}

function readArchive(bytes: Buffer): ReadFile {
  const zip = openZip(bytes)
  const part = workbookPart(zip)
  if (part.endsWith('.bin')) throw refuse('xlsb')
  if (part.startsWith('word/')) throw refuse('document')
  if (part.startsWith('ppt/')) throw refuse('slides')
  if (zip.has(part)) return readXlsx(zip)
  throw refuse(otherArchive(zip))
}

function otherArchive(zip: Zip): 'ods' | 'numbers' | 'unknown' {
  if (zip.read('mimetype')?.toString().includes('opendocument')) return 'ods'
  return zip.names.some((name) => name.startsWith('index/') || name.endsWith('.iwa')) ? 'numbers' : 'unknown'
}
