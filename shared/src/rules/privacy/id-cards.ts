import { isDate } from '../sheet/dates'
import { type Candidate, isOneNumber } from './candidates'

/** Provinces in the first two digits (GB/T 2260). */
const provinces = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checkSigns = '10X98765432'

/** The last sign that GB 11643 asks for behind seventeen digits. */
export const checkSignOf = (digits: string): string =>
  checkSigns.charAt(weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0) % 11)

/** Whether the last sign is that one. `digits`: 18, the last may be X. */
export const holdsCheckSign = (digits: string): boolean => checkSignOf(digits) === digits[17]

const dateIn = (year: string, rest: string): boolean =>
  isDate(`${year}-${rest.slice(0, 2)}-${rest.slice(2, 4)}`)

const hasBirthDate = (digits: string): boolean =>
  /^(?:19|20)/.test(digits.slice(6)) && dateIn(digits.slice(6, 10), digits.slice(10, 14))

interface Context {
  /** The words 身份证 stand by it. */
  named: boolean
  /** It is the number of a thing: a contract, a household that holds land (承包方编码). */
  code: boolean
}

/**
 * An id-card number of 18 (GB 11643). A mistyped one of somebody born before 2000 counts as well; the numbers of
 * contracts and contractors, which hold this century's years where a birth date would stand, do not.
 */
function isEighteen(digits: string, { named, code }: Context, one: boolean): boolean {
  if (!provinces.test(digits) || !hasBirthDate(digits)) return false
  const old = digits.slice(6, 8) === '19'
  if (holdsCheckSign(digits)) return old || named || !code
  return one && (old || named)
}

/** The number of before 2000: 15 digits with a birth date and nothing to check it by. */
function isFifteen({ digits, parts, single }: Candidate, { named, code }: Context): boolean {
  if (!provinces.test(digits) || !dateIn(`19${digits.slice(6, 8)}`, digits.slice(8, 12))) return false
  if (named) return true
  return !code && (single || parts.length <= 3 || parts[0]?.length === 6)
}

const leadingZeros = /^0{1,2}/

/** No other digit stands right before it, except a figure before plain digits as in 张三310…. */
const begins = ({ groups: [first, ...others] }: Candidate): boolean =>
  first?.gap !== 'touch' || others.every(({ gap }) => gap !== 'touch')

const withoutZeros = (digits: string): string[] => [digits, digits.replace(leadingZeros, '')]

/** Whether the candidate is an id-card number of today; a zero or two in front do not hide it. */
export function isIdCard(candidate: Candidate, context: Context): boolean {
  const { digits, parts, x } = candidate
  const one = isOneNumber(candidate) && begins(candidate)
  return (
    withoutZeros(digits).some(
      (plain) =>
        (plain.length === 18 && isEighteen(plain, context, one)) ||
        (plain.length === 17 && x && isEighteen(`${plain}X`, context, one)),
    ) ||
    (parts.length === 1 && digits.length > 19 && hidesOne(digits))
  )
}

/** Of one with letters in place of digits only a whole one counts: its birth date, and the sign that checks it. */
export const isWholeIdCard = (candidate: Candidate, { named, code }: Context): boolean => {
  const { digits, x } = candidate
  const plain = digits.length === 17 && x ? `${digits}X` : digits
  return (
    plain.length === 18 &&
    holdsCheckSign(plain) &&
    isOneNumber(candidate) &&
    begins(candidate) &&
    isEighteen(plain, { named, code }, false)
  )
}

/** The same for one of 15 digits, which is asked last: a card number may hold as many that look like it. */
export const isOldIdCard = (candidate: Candidate, context: Context): boolean =>
  isOneNumber(candidate) &&
  begins(candidate) &&
  withoutZeros(candidate.digits).some(
    (digits) => digits.length === 15 && isFifteen({ ...candidate, digits }, context),
  )

/** Digits written on without a space, such as an id-card number and the telephone behind it. */
function hidesOne(digits: string): boolean {
  for (let at = 0; at + 18 <= digits.length; at++) {
    const part = digits.slice(at, at + 18)
    if (provinces.test(part) && part.slice(6, 8) === '19' && hasBirthDate(part) && holdsCheckSign(part))
      return true
  }
  return false
}

/**
 * Whether the digits of neighbouring cells are one id-card number. `loose`: two texts, which may also hold a
 * mistyped one or one of 15 digits; figures that stand side by side by chance hold no check sign.
 */
export function isSplitIdCard(digits: string, { code, loose }: { code: boolean; loose: boolean }): boolean {
  const plain = digits.length > 18 ? digits.replace(leadingZeros, '') : digits
  if (plain.length === 18) return isEighteen(plain, { named: false, code }, loose)
  return (
    loose &&
    !code &&
    plain.length === 15 &&
    provinces.test(plain) &&
    dateIn(`19${plain.slice(6, 8)}`, plain.slice(8, 12))
  )
}
