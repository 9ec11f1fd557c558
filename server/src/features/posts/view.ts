import {
  lastDayBefore,
  type Post,
  plainDateText,
  type RegionRef,
  roleText,
  shanghaiDate,
} from '@hutang/shared'
import type { Deps } from '../../deps'
import { accountsOfPersons } from '../accounts'
import { refOf, regionRefs } from '../regions'
import { personsOf, type RoleDoc } from '../residents'
import { stateOf, stateSentence } from './posts.rules'

/** Posts as they are shown, with the names of all who are in them. Two commands. */
export async function postViews(
  deps: Pick<Deps, 'db' | 'clock' | 'marks'>,
  roles: readonly RoleDoc[],
  viewer: string,
): Promise<Post[]> {
  const holders = [...new Set(roles.map(({ person }) => person))]
  const givers = roles.flatMap(({ by, kin }) => [by ?? [], kin?.by ?? []].flat())
  const [persons, accounts, refs] = await Promise.all([
    personsOf(deps.db, [...new Set([...holders, ...givers])]),
    accountsOfPersons(deps.db, holders),
    regionRefs(
      deps,
      roles.map(({ region }) => region),
    ),
  ])
  const names = new Map(persons.map(({ _id, name }) => [_id, name]))
  const signedIn = new Set(accounts.map(({ person }) => person))
  return roles.map((role) => postView(role, { names, signedIn, refs, viewer, now: deps.clock.now() }))
}

interface Around {
  names: ReadonlyMap<string, string>
  signedIn: ReadonlySet<string>
  refs: ReadonlyMap<string, RegionRef>
  viewer: string
  now: Date
}

function postView(role: RoleDoc, { names, signedIn, refs, viewer, now }: Around): Post {
  const { _id, person, region, since, until, leaves = [], committee, kin, by, givenAt } = role
  const day = (instant: Date) => plainDateText(shanghaiDate(instant), now)
  const nameOf = (id: string) => names.get(id) ?? '已不在册的人'
  return {
    id: _id,
    person,
    name: nameOf(person),
    region: refOf(refs, region),
    role: role.role,
    roleText: role.group ? `${role.group}${roleText[role.role]}` : roleText[role.role],
    ...(role.group ? { group: role.group } : {}),
    as: role.as ?? 'holder',
    since: shanghaiDate(since),
    until: until && lastDayBefore(until),
    state: stateOf(role, now),
    text: stateSentence(role, now),
    leaves: leaves.map((leave) => ({ from: shanghaiDate(leave.from), until: lastDayBefore(leave.until) })),
    committee: committee ?? null,
    kin: kin
      ? {
          text: `${kin.sameHousehold ? '同户，又核对过：' : ''}不是村委会成员，也不是近亲属（${nameOf(kin.by)}答，${day(kin.at)}）`,
        }
      : null,
    given: by && givenAt ? `${nameOf(by)}定，${day(givenAt)}` : null,
    signedIn: signedIn.has(person),
    own: person === viewer,
  }
}
