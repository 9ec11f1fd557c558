import { plainName } from '@hutang/shared'
import type { Connection } from 'mongoose'
import type { Deps } from '../../deps'
import { inBatches } from './batches'
import { hashPhone, keyedHash, plainPhone, sealPhone } from './phones'
import { type PersonDoc, residentModels } from './residents.model'

/** Whose number it is, by its keyed hash. */
export const personsByPhone = (db: Connection, hashes: readonly string[]): Promise<PersonDoc[]> =>
  inBatches(hashes, (some) =>
    residentModels(db)
      .Person.find({ phoneHash: { $in: some } })
      .lean<PersonDoc[]>(),
  )

/** The living residents of these villages who have one of the names, as it stands in the register. */
export async function namesakesIn(
  db: Connection,
  regions: readonly string[],
  names: readonly string[],
): Promise<PersonDoc[]> {
  const wanted = [...new Set(names.flatMap((name) => [name, plainName(name)]))]
  return inBatches(regions, (places) =>
    inBatches(wanted, (some) =>
      residentModels(db)
        .Person.find({ 'residence.region': { $in: places }, name: { $in: some } })
        .lean<PersonDoc[]>(),
    ),
  )
}

/** Somebody who gets a post and is not known yet. The same name and number make the same person. */
export function newOfficePerson(
  { fieldKey, hashKey }: Deps['config']['secrets'],
  { name, phone }: { name: string; phone: string },
): PersonDoc {
  const id = keyedHash('office person', `${plainPhone(phone)}:${plainName(name)}`, hashKey)
  return {
    _id: `office-${id.slice(0, 32)}`,
    name: plainName(name),
    residence: null,
    relation: null,
    sex: null,
    birthYear: null,
    enterprises: [],
    phoneHash: hashPhone(phone, hashKey),
    phoneSealed: sealPhone(phone, fieldKey),
  }
}
