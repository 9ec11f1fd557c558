import { roleText, type User } from '@hutang/shared'
import type { Deps } from '../../deps'
import type { Profile } from '../../feature'
import { refOf, regionRefs } from '../regions'
import { knownHousehold } from '../residents'
import type { Actor } from './actor'

const emptyProfile: Profile = { textSize: null, unread: 0 }

/** The account as its owner sees it; other features add what they keep of the person. */
export async function userView(deps: Deps, actor: Actor): Promise<User> {
  const { account, person, viewer } = actor
  const [home] = viewer.residences
  const codes = [
    ...viewer.roles.map((role) => role.region),
    ...person.enterprises.map((enterprise) => enterprise.region),
    ...(home ? [home.region] : []),
  ]
  const [refs, household, profile] = await Promise.all([
    regionRefs(deps, codes),
    home ? knownHousehold(deps, home.household) : null,
    profileOf(deps, person._id),
  ])
  return {
    account: account._id,
    name: account.name,
    verified: home !== undefined,
    residence:
      home && household
        ? {
            region: refOf(refs, home.region),
            household: household._id,
            householdCode: household.code,
            group: household.groupName,
            member: home.member,
          }
        : null,
    roles: viewer.roles.map(({ role, region }) => ({
      role,
      roleText: roleText[role],
      region: refOf(refs, region),
    })),
    enterprises: person.enterprises.map(({ name, region }) => ({ name, region: refOf(refs, region) })),
    ...profile,
  }
}

async function profileOf(deps: Deps, person: string): Promise<Profile> {
  const parts = await Promise.all(deps.features.map(({ profile }) => profile?.(deps, person)))
  return Object.assign({ ...emptyProfile }, ...parts)
}
