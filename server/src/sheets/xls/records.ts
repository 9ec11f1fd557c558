import { refuse } from '../refusal'

/** [MS-XLS] 2.3: those records of a workbook that are read. */
export const records = {
  formula: 0x0006,
  eof: 0x000a,
  note: 0x001c,
  dateMode: 0x0022,
  filePass: 0x002f,
  continue: 0x003c,
  obj: 0x005d,
  columnInfo: 0x007d,
  boundSheet: 0x0085,
  mulRk: 0x00bd,
  rString: 0x00d6,
  xf: 0x00e0,
  mergeCells: 0x00e5,
  sst: 0x00fc,
  labelSst: 0x00fd,
  number: 0x0203,
  label: 0x0204,
  boolErr: 0x0205,
  string: 0x0207,
  row: 0x0208,
  rk: 0x027e,
  format: 0x041e,
  bof: 0x0809,
} as const

export interface Rec {
  id: number
  offset: number
  data: Buffer
}

/** The records of a stream from a place on, one after another. */
export function* recordsFrom(stream: Buffer, from: number): Generator<Rec> {
  let offset = from
  while (offset + 4 <= stream.length) {
    const end = offset + 4 + stream.readUInt16LE(offset + 2)
    if (end > stream.length) return
    yield { id: stream.readUInt16LE(offset), offset, data: stream.subarray(offset + 4, end) }
    offset = end
  }
}

/** A substream from its BOF to its EOF; those in it, such as charts, are left out. */
export function* substream(stream: Buffer, from: number): Generator<Rec> {
  let depth = 0
  for (const record of recordsFrom(stream, from)) {
    if (record.id === records.bof) depth += 1
    else if (record.id === records.eof) depth -= 1
    if (depth <= 0) return
    if (depth === 1) yield record
  }
}

/**
 * Text that may go on in CONTINUE records: there each stretch of characters begins anew with a byte that says whether
 * they take one byte or two. [MS-XLS] 2.5.293, 2.5.296
 */
export class TextReader {
  #block = 0
  #at = 0

  constructor(
    private readonly blocks: readonly Buffer[],
    from = 0,
  ) {
    this.#at = from
  }

  get isAtEnd(): boolean {
    this.#turn()
    return this.#block >= this.blocks.length
  }

  byte(): number {
    this.#turn()
    const value = this.blocks[this.#block]?.[this.#at]
    if (value === undefined) throw refuse('broken')
    this.#at += 1
    return value
  }

  short(): number {
    return this.byte() + this.byte() * 256
  }

  long(): number {
    return this.short() + this.short() * 65_536
  }

  /** Characters with the byte of flags before them. */
  plain(count: number): string {
    return this.#characters(count, (this.byte() & 1) === 1)
  }

  /** With runs of different looks, or readings of its characters, behind it. */
  rich(): string {
    const count = this.short()
    const flags = this.byte()
    const runs = flags & 8 ? this.short() : 0
    const readings = flags & 4 ? this.long() : 0
    const text = this.#characters(count, (flags & 1) === 1)
    this.#skip(4 * runs + readings)
    return text
  }

  #characters(count: number, wide: boolean): string {
    let text = ''
    let isWide = wide
    for (let left = count; left > 0; ) {
      const block = this.blocks[this.#block]
      if (!block) throw refuse('broken')
      const fit = Math.min(left, Math.floor((block.length - this.#at) / (isWide ? 2 : 1)))
      const end = this.#at + fit * (isWide ? 2 : 1)
      text += block.toString(isWide ? 'utf16le' : 'latin1', this.#at, end)
      this.#at = end
      left -= fit
      if (left === 0) break
      this.#block += 1
      this.#at = 0
      isWide = (this.byte() & 1) === 1
    }
    return text
  }

  #skip(count: number): void {
    for (let left = count; left > 0; ) {
      this.#turn()
      const block = this.blocks[this.#block]
      if (!block) return
      const step = Math.min(left, block.length - this.#at)
      this.#at += step
      left -= step
    }
  }

  #turn(): void {
    while (this.#block < this.blocks.length && this.#at >= (this.blocks[this.#block]?.length ?? 0)) {
      this.#block += 1
      this.#at = 0
    }
  }
}
