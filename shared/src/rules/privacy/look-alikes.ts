import { foldText } from './folding'

/** Letters that stand in place of a digit: typed by hand, copied from an old paper, read by a scanner. */
const zeros = 'OoОоΟο'
const ones = 'lIi|!ІіӀΙι丨'
const letters = new Map([
  ...[...zeros].map((sign) => [sign, '0'] as const),
  ...[...ones].map((sign) => [sign, '1'] as const),
])
const anyLetter = new RegExp(`[${zeros}${ones}]`)
const digits = '\\p{Nd}〇○零一二三四五六七八九'
const between = '\\p{Cf}\\s.,_\\-/·\\p{Pd}'

/** Whether seventeen digits could hide behind letters, with what may stand between them. */
const hides = new RegExp(`(?:[${digits}${zeros}${ones}][${between}]{0,3}){17}`, 'u')
const shortest = 17

export function mayLookAlike(text: string): boolean {
  if (text.length < shortest) return false
  const folded = foldText(text)
  return anyLetter.test(folded) && hides.test(folded)
}

/** The same text with those letters as digits, sign for sign. */
export const withDigits = (text: string): string =>
  [...foldText(text)].map((sign) => letters.get(sign) ?? sign).join('')

const sign = `${digits}${zeros}${ones}ＯｏｌＩｉ｜！`
/** A run of such signs in a text as it was written. */
export const lookAlikeRun = new RegExp(`[${sign}][${sign}${between}]{15,}[${sign}xX×ХхＸｘ✕✖χΧ]`, 'gu')
