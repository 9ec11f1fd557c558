import { formatOf, type NumberFormat } from '../formats'
import { fullBudget, Grid } from '../grid'
import { refuse } from '../refusal'
import type { Left, ReadFile } from '../sheet-file'
import { readCompound } from './cfb'
import { type Rec, records, recordsFrom, substream, TextReader } from './records'
import { type Globals, readSheet } from './sheet'

const biff8 = 0x0600

/** Reads an .xls file of Excel 97 to 2003 (BIFF8); what else an Office file may be is refused by its name. [MS-XLS] */
export function readXls(bytes: Buffer): ReadFile {
  const streams = readCompound(bytes)
  if (streams.has('EncryptedPackage')) throw refuse('locked')
  if (streams.has('WordDocument')) throw refuse('document')
  if (streams.has('PowerPoint Document')) throw refuse('slides')
  const stream = streams.get('Workbook')?.()
  if (streams.size === 0) throw refuse('broken')
  if (!stream) throw refuse(streams.has('Book') ? 'old' : 'unknown')
  try {
    return readWorkbook(stream)
  } catch (problem) {
    // A record shorter than it should be.
    throw problem instanceof RangeError ? refuse('broken') : problem
  }
}

interface Listed {
  name: string
  at: number
  hidden: boolean
}

function readWorkbook(stream: Buffer): ReadFile {
  const { listed, ...globals } = readGlobals(stream)
  const budget = fullBudget()
  const read: ReadFile = { sheets: [], left: [] }
  for (const { name, at, hidden } of listed) {
    if (hidden) {
      read.left.push({ what: 'sheet', name, count: 1 })
      continue
    }
    const grid = new Grid(name, budget)
    const { comments, pictures } = readSheet(substream(stream, at), grid, globals)
    const { sheet, left } = grid.finish()
    const besides: Left[] = [
      { what: 'comments', name, count: comments },
      { what: 'pictures', name, count: pictures },
    ]
    read.sheets.push(sheet)
    read.left.push(...left, ...besides.filter(({ count }) => count > 0))
  }
  return read
}

function readGlobals(stream: Buffer): Globals & { listed: Listed[] } {
  const [first] = recordsFrom(stream, 0)
  if (first?.id !== records.bof || first.data.length < 2) throw refuse('broken')
  if (first.data.readUInt16LE(0) !== biff8) throw refuse('old')
  const codes = new Map<number, string>()
  const styles: number[] = []
  const listed: Listed[] = []
  const texts: Buffer[] = []
  let is1904 = false
  let last = 0
  for (const { id, data } of substream(stream, 0)) {
    switch (id) {
      case records.filePass:
        throw refuse('locked')
      case records.dateMode:
        is1904 = data.readUInt16LE(0) === 1
        break
      case records.format:
        codes.set(data.readUInt16LE(0), new TextReader([data], 4).plain(data.readUInt16LE(2)))
        break
      case records.xf:
        styles.push(data.readUInt16LE(2))
        break
      case records.boundSheet:
        if (data[5] === 0) listed.push(listedIn(data))
        break
      case records.sst:
        texts.push(data)
        break
      case records.continue:
        if (last === records.sst) texts.push(data)
    }
    if (id !== records.continue) last = id
  }
  const formats = styles.map((format): NumberFormat => formatOf(format, codes.get(format)))
  return { listed, formats, strings: stringsIn(texts), is1904 }
}

/** Type 0 is a worksheet; others are charts and macros. */
const listedIn = (data: Rec['data']): Listed => ({
  name: new TextReader([data], 7).plain(data[6] ?? 0),
  at: data.readUInt32LE(0),
  hidden: ((data[4] ?? 0) & 3) !== 0,
})

function stringsIn(blocks: readonly Buffer[]): string[] {
  const strings: string[] = []
  if (blocks.length === 0) return strings
  const reader = new TextReader(blocks, 8)
  while (!reader.isAtEnd) strings.push(reader.rich())
  return strings
}
