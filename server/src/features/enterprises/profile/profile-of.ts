import { blankProfile, type EnterpriseProfile } from '@hutang/shared'
import type { EnterpriseDoc, RegisteredEnterpriseDoc } from '../enterprises.model'

/** The profile that the rules see. */
export const profileOf = ({ creditCode, profile }: EnterpriseDoc): EnterpriseProfile => ({
  ...profile,
  creditCode,
})

/** As it is stored: the code stands beside it, since it is unique. */
export const storedProfile = ({
  creditCode: _beside,
  ...profile
}: EnterpriseProfile): EnterpriseDoc['profile'] => profile

type Row = Omit<RegisteredEnterpriseDoc, 'at' | 'goneSince'>

/** What the county's register says, laid over a profile: it names and dates the enterprise, and fills in what is unknown. */
export const withRegister = (profile: EnterpriseProfile, row: Row): EnterpriseProfile => ({
  ...profile,
  creditCode: row._id,
  name: row.name,
  kind: row.kind ?? profile.kind,
  foundedOn: row.foundedOn ?? profile.foundedOn,
  region: profile.region ?? row.region,
  industries: profile.industries ?? (row.industry === null ? null : [row.industry]),
})

export const profileFromRegister = (row: Row): EnterpriseProfile => withRegister(blankProfile(row.name), row)
