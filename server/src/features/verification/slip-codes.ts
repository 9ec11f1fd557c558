import { randomInt } from 'node:crypto'
import { keyedHash } from '../residents'

/** No letter that a hand or a printer could take for another: no B, I, L, O, S, U, Z, no 0, no 1. */
const alphabet = '23456789ACDEFGHJKMNPQRTVWXY'
const slipLength = 8

export const plainSlipCode = (code: string): string =>
  code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')

export const hashSlipCode = (code: string, hashKey: string): string =>
  keyedHash('slip', plainSlipCode(code), hashKey)

/** Eight signs in two groups, as printed on the slip: `7KQ4-M2XA`. */
export function newSlipCode(): string {
  const signs = Array.from({ length: slipLength }, () => alphabet.charAt(randomInt(alphabet.length))).join('')
  return `${signs.slice(0, slipLength / 2)}-${signs.slice(slipLength / 2)}`
}
