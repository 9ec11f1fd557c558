import { randomInt } from 'node:crypto'

/** No letter that a hand or a printer could take for another: no B, I, L, O, S, U, Z, no 0, no 1. */
const alphabet = '23456789ACDEFGHJKMNPQRTVWXY'
const groupLength = 4

/** A code as somebody may have typed it. */
export const plainCode = (code: string): string =>
  code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')

/** Groups of four signs, as they are printed: `7KQ4-M2XA`. */
export const newCode = (groups: number): string =>
  Array.from({ length: groups }, () =>
    Array.from({ length: groupLength }, () => alphabet.charAt(randomInt(alphabet.length))).join(''),
  ).join('-')
