import { type RegionRef, roleText, type User } from '@hutang/shared'
import type { Deps } from '../../deps'
import type { PreferenceDoc } from '../push/push.model'
import { unreadOf } from '../push/unread'
import type { HouseholdDoc, RegionDoc } from '../regions/regions.model'
import type { Actor } from './actor'

/** The account as its owner sees it. */
export async function userView(deps: Deps, actor: Actor): Promise<User> {
  const { models } = deps
  const { account, person, viewer } = actor
  const [home] = viewer.residences
  const codes = [
    ...viewer.roles.map((role) => role.region),
    ...person.enterprises.map((enterprise) => enterprise.region),
    ...(home ? [home.region] : []),
  ]
  const [refs, household, preference, unread] = await Promise.all([
    regionRefs(deps, codes),
    home ? models.Household.findById(home.household).lean<HouseholdDoc>() : null,
    models.Preference.findById(person._id).lean<PreferenceDoc>(),
    unreadOf(models, person._id),
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
    textSize: preference?.textSize ?? null,
    unread,
  }
}

export async function regionRefs(deps: Deps, codes: readonly string[]): Promise<Map<string, RegionRef>> {
  const wanted = [...new Set(codes)]
  if (wanted.length === 0) return new Map()
  const regions = await deps.models.Region.find({ _id: { $in: wanted } }).lean<RegionDoc[]>()
  return new Map(regions.map(({ _id, name, level }) => [_id, { code: _id, name, level }]))
}

/** A region taken off the tree since is still named by its code. */
export const refOf = (refs: ReadonlyMap<string, RegionRef>, code: string): RegionRef =>
  refs.get(code) ?? {
    code,
    name: code,
    level: code.length >= 12 ? 'village' : code.length >= 9 ? 'township' : 'county',
  }
