import { polyphonic } from 'pinyin-pro'

const han = /^\p{Script=Han}$/u

export const isHan = (sign: string): boolean => han.test(sign)

const none: readonly string[] = []
/** By UTF-16 unit; what was never asked for is absent. */
const readings: (readonly string[] | undefined)[] = []
const unknown = -1
/** Of each unit the first letters of its readings, a bit a letter. */
const firstLetters = new Int32Array(65_536).fill(unknown)

/**
 * Every reading of a Chinese character, without tones, ü as v: 行 is xing, hang and heng. All of them count, so
 * that surnames and words such as 还林 need no table of their own. Empty for other signs.
 */
export function readingsOf(unit: number): readonly string[] {
  const known = readings[unit]
  if (known) return known
  const sign = String.fromCharCode(unit)
  const [found = []] = isHan(sign)
    ? (polyphonic(sign, { toneType: 'none', type: 'array', v: true }) as string[][])
    : []
  const syllables = found.filter((syllable) => /^[a-z]+$/.test(syllable))
  readings[unit] = syllables.length > 0 ? syllables : none
  return readings[unit]
}

const letterA = 97
const bitOf = (letter: number): number =>
  letter >= letterA && letter < letterA + 26 ? 1 << (letter - letterA) : 0

/** The letters that a character or one of its readings begins with, a bit a letter: a quick look before a close one. */
export function lettersOf(unit: number): number {
  const known = firstLetters[unit] ?? 0
  if (known !== unknown) return known
  const letters = readingsOf(unit).reduce((bits, reading) => bits | bitOf(reading.charCodeAt(0)), bitOf(unit))
  firstLetters[unit] = letters
  return letters
}
