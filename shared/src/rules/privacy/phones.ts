import { type Candidate, isOneNumber } from './candidates'

const mobile = /^(?:0{0,2}86)?0?1[3-9]\d{9}$/
const twoMobiles = /^(?:1[3-9]\d{9}){2}$/
/** With its area code, or with the country's before that. */
const landlineWithArea = /^(?:(?:0{0,2}86)?0?(?:10|2\d)[2-8]\d{7}|(?:0{0,2}86)?0[3-9]\d{2}[2-8]\d{6,7})$/
const landline = /^[2-8]\d{6,7}$/

/** A mobile number, with +86, 0086 or a zero in front or without. `code`: the number of a thing stands here. */
export function isMobile(candidate: Candidate, code: boolean): boolean {
  if (!isOneNumber(candidate)) return false
  const { digits, parts } = candidate
  if (mobile.test(digits)) return !code || parts.length === 1 || parts[0]?.length === 3
  return parts.length === 1 && twoMobiles.test(digits)
}

/** A number of a telephone at a fixed place; whose it is, the place and the words around it say. */
export const isLandline = (candidate: Candidate): boolean =>
  isOneNumber(candidate) && (landlineWithArea.test(candidate.digits) || landline.test(candidate.digits))
