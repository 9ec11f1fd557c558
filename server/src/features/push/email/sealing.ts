import type { Config } from '../../../config'
import { keyedHash, openText, sealText } from '../../residents'

type Keys = Pick<Config, 'secrets'>

/** The letters of a mailbox's name may be written large or small: it is the same mailbox. */
export const hashEmail = ({ secrets }: Keys, address: string): string =>
  keyedHash('email', address.toLowerCase(), secrets.hashKey)

export const sealEmail = ({ secrets }: Keys, address: string): string => sealText(address, secrets.fieldKey)

export const openEmail = ({ secrets }: Keys, sealed: string): string | null =>
  openText(sealed, [secrets.fieldKey])

/** The name of a person's mailbox in the ledger of attempts: whose, and which, but not the address. */
export const mailboxOf = ({ _id, hash }: { _id: string; hash: string }): string => `${_id}:${hash}`

export function partsOfMailbox(mailbox: string): { person: string; hash: string } {
  const end = mailbox.lastIndexOf(':')
  return { person: mailbox.slice(0, end), hash: mailbox.slice(end + 1) }
}
