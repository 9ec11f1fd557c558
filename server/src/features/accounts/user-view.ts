import { roleText, type User, type Viewer } from '@hutang/shared'
import type { Deps } from '../../deps'
import type { Profile } from '../../feature'
import { refOf, regionRefs } from '../regions'
import { knownHousehold } from '../residents'
import type { Actor } from './actor'

const emptyProfile: Profile = {
  ...{ textSize: null, unread: 0, answers: 0, appeals: 0 },
  ...{ waiting: [], enterprises: [] },
}

/** The account as its owner sees it; other features add what they keep of the person. */
export async function userView(deps: Deps, actor: Actor): Promise<User> {
  const { account, viewer } = actor
  const [home] = viewer.residences
  const [household, { textSize, unread, answers, appeals, waiting, enterprises }] = await Promise.all([
    home ? knownHousehold(deps, home.household) : null,
    profileOf(deps, viewer),
  ])
  const refs = await regionRefs(deps, [
    ...viewer.roles.map((role) => role.region),
    ...enterprises.map((enterprise) => enterprise.region),
    ...(home ? [home.region] : []),
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
    roles: viewer.roles.map(({ role, region, group }) => ({
      ...(group === undefined ? {} : { group }),
      role,
      roleText: roleText[role],
      region: refOf(refs, region),
    })),
    enterprises: enterprises.map(({ id, name, region }) => ({ id, name, region: refOf(refs, region) })),
    textSize,
    unread,
    answers,
    appeals,
    waiting: waiting.map(({ region, ...work }) => ({ ...work, region: refOf(refs, region) })),
  }
}

async function profileOf(deps: Deps, viewer: Viewer): Promise<Profile> {
  const parts = await Promise.all(deps.features.map(({ profile }) => profile?.(deps, viewer)))
  return {
    ...Object.assign({ ...emptyProfile }, ...parts),
    waiting: parts.flatMap((part) => part?.waiting ?? []),
  }
}
