/** A bit for each enterprise, 32 in a word. */
export type Bits = Int32Array

/** Columns are as long as their words have bits: what is beyond the last enterprise is not known. */
export const rowsFor = (count: number): number => ((count + 31) >>> 5) * 32

export const bitsFor = (count: number): Bits => new Int32Array((count + 31) >>> 5)

/** A bit for each of them, none beyond the last. */
export function everyBit(count: number): Bits {
  const bits = bitsFor(count).fill(-1)
  const rest = count & 31
  if (rest > 0) bits[bits.length - 1] = (1 << rest) - 1
  return bits
}

export const setBit = (bits: Bits, at: number): void => {
  bits[at >>> 5] = (bits[at >>> 5] ?? 0) | (1 << (at & 31))
}

export const hasBit = (bits: Bits, at: number): boolean => (((bits[at >>> 5] ?? 0) >>> (at & 31)) & 1) === 1

function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

export function countBits(bits: Bits): number {
  let count = 0
  for (let at = 0; at < bits.length; at += 1) count += ones(bits[at] ?? 0)
  return count
}

/** The places of the bits that are set, the first first. */
export function* placesOf(bits: Bits): Generator<number> {
  for (let at = 0; at < bits.length; at += 1)
    for (let word = bits[at] ?? 0; word !== 0; word &= word - 1) yield at * 32 + 31 - Math.clz32(word & -word)
}
