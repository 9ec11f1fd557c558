import type { Connection } from 'mongoose'
import type { AccountDoc } from '../accounts'
import { type ClaimDoc, type Issuer, verificationModels } from './verification.model'

/** Every person an account is or was known as: its own, the one it stands for, and the residents it was ever confirmed as. */
export async function personsOfAccount(
  db: Connection,
  { _id, person, own }: Pick<AccountDoc, '_id' | 'person' | 'own'>,
): Promise<string[]> {
  const confirmed = await verificationModels(db)
    .Claim.find({ account: _id, state: 'confirmed' }, { resident: 1 })
    .lean<Pick<ClaimDoc, 'resident'>[]>()
  return [...new Set([person, own, ...confirmed.flatMap(({ resident }) => resident ?? [])])]
}

/** Whether an account is known to be another's of the same person. Two accounts that never proved who they are cannot be known. */
export async function isSamePerson(
  db: Connection,
  account: Pick<AccountDoc, '_id' | 'person' | 'own'>,
  other: Pick<Issuer, 'account' | 'persons'>,
): Promise<boolean> {
  if (account._id === other.account) return true
  const persons = await personsOfAccount(db, account)
  return persons.some((one) => other.persons.includes(one))
}
