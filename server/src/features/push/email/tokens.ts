import type { Config } from '../../../config'
import { openText, sealText } from '../../residents'

const purpose = 'unsubscribe'
/** Enough to tell a person's addresses apart, and short in an address line. */
const hashLength = 24

export interface UnsubscribeClaims {
  person: string
  /** The beginning of the address's hash. */
  hash: string
}

/** Sealed, so that it can neither be made nor read by others. It does not run out: old mail may end what it began. */
export const unsubscribeToken = (
  { secrets }: Pick<Config, 'secrets'>,
  person: string,
  hash: string,
): string => sealText([purpose, person, hash.slice(0, hashLength)].join('\n'), secrets.fieldKey)

/** Null for anything that is not a token of ours. */
export function readUnsubscribeToken(
  { secrets }: Pick<Config, 'secrets'>,
  token: string,
): UnsubscribeClaims | null {
  const [what, person, hash] = openText(token, [secrets.fieldKey])?.split('\n') ?? []
  return what === purpose && person && hash ? { person, hash } : null
}

export const isOf = (claims: UnsubscribeClaims, hash: string): boolean => hash.startsWith(claims.hash)
