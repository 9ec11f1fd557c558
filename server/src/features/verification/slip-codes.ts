import { keyedHash, newCode, plainCode } from '../residents'

export const hashSlipCode = (code: string, hashKey: string): string =>
  keyedHash('slip', plainCode(code), hashKey)

/** Eight signs in two groups, as printed on the slip: `7KQ4-M2XA`. */
export const newSlipCode = (): string => newCode(2)
