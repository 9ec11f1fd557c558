import type { EnterpriseProfile } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { type EnterpriseDoc, enterpriseModels, type RegisteredEnterpriseDoc } from '../enterprises.model'
import { profileFromRegister, profileOf } from './profile-of'

/** An enterprise of a place, as far as it is known. */
export interface KnownEnterprise {
  name: string
  profile: EnterpriseProfile
  /** Nobody acts for it yet: the county's register alone says what is known. */
  registerOnly: boolean
}

/** Those of a place that somebody acts for, then those of the county's register; `most` of both together. */
export async function enterprisesWithin(
  { db }: Pick<Deps, 'db'>,
  region: string,
  most: number,
): Promise<KnownEnterprise[]> {
  const { Enterprise, RegisteredEnterprise } = enterpriseModels(db)
  const inside = { $regex: `^${region}` }
  const held = await Enterprise.find({ held: true, 'profile.region': inside })
    .sort({ _id: 1 })
    .limit(most)
    .batchSize(most + 1)
    .lean<EnterpriseDoc[]>()
  const room = most - held.length
  const rows =
    room <= 0
      ? []
      : await RegisteredEnterprise.find({ region: inside })
          .sort({ _id: 1 })
          .limit(room)
          .batchSize(room + 1)
          .lean<RegisteredEnterpriseDoc[]>()
  const codes = new Set(held.map(({ creditCode }) => creditCode))
  return [
    ...held.map((one) => ({ name: one.profile.name, profile: profileOf(one), registerOnly: false })),
    ...rows
      .filter(({ _id }) => !codes.has(_id))
      .map((row) => ({ name: row.name, profile: profileFromRegister(row), registerOnly: true })),
  ]
}
