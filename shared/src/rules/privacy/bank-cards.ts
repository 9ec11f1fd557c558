import { type Candidate, isOneNumber } from './candidates'

/** ISO/IEC 7812: the check digit of a card. */
export function holdsLuhn(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at])
    const doubled = at % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** Issuers of this country (银联 62 and 81, and cards from before it). */
const ownIssuers = /^(?=\d{16,19}$)(?:62|81|60[13]|9558|9559|9400|9843|9988|6858)/
/** Visa and Mastercard, and debit cards of 19 digits that begin as theirs. */
const otherIssuers = /^(?:4\d{15}|4367\d{15}|5[1-5]\d{14})$/
const accountLength = /^\d{12,21}$/

interface Context {
  /** A word such as 卡号 or 账号 stands by it. */
  named: boolean
  /** It is the number of a thing, such as land or a contract. */
  code: boolean
  /** An account of an office (对公). */
  office: boolean
}

/** Groups as people write a card: four by four, or in at most three parts. */
const isNatural = ({ parts, single }: Candidate): boolean =>
  single || parts.length <= 3 || parts.slice(0, -1).every((part) => part.length === 4)

export const isOwnIssuers = (digits: string): boolean => ownIssuers.test(digits)

/** Whether the candidate is the number of a card or of an account: by its issuer, or by the word beside it. */
export function isBankCard(candidate: Candidate, { named, code, office }: Context): boolean {
  if (office || !isOneNumber(candidate)) return false
  const natural = isNatural(candidate)
  return [candidate.digits, candidate.digits.replace(/^0{1,2}/, '')].some((digits) => {
    if (code) return false
    if (named && natural && accountLength.test(digits)) return true
    if (ownIssuers.test(digits)) return natural || holdsLuhn(digits)
    return otherIssuers.test(digits) && holdsLuhn(digits)
  })
}
