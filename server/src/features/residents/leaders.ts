import { plainGroup } from '@hutang/shared'
import type { Deps } from '../../deps'
import { cacheByMarks, longestUnseenMs } from '../../storage/marked-cache'
import { personsOf } from './register'
import { personMark } from './residents.model'
import { knownRolesIn, postsMark } from './roles'
import type { RoleDoc } from './roles.model'
import { isWorking } from './roles.rules'

interface Leader {
  group: string
  name: string
  role: RoleDoc
}

const kept = cacheByMarks<{ leaders: readonly Leader[] }>({ maxEntries: 1000, ttlMs: longestUnseenMs })

/** 组长: who leads which group of a village now, by the posts that were given. As it is kept in memory. */
export async function leadersIn(
  deps: Pick<Deps, 'db' | 'marks' | 'clock'>,
  region: string,
): Promise<readonly Pick<Leader, 'group' | 'name'>[]> {
  const read = async () => {
    const roles = (await knownRolesIn(deps, region)).filter(
      ({ role, group }) => role === 'group-leader' && group,
    )
    const persons = await personsOf(deps.db, [...new Set(roles.map(({ person }) => person))])
    const names = new Map(persons.map(({ _id, name }) => [_id, name]))
    return {
      leaders: roles.map((role) => ({
        ...{ role, group: plainGroup(role.group ?? ''), name: names.get(role.person) ?? '' },
      })),
    }
  }
  const { leaders } = await kept(deps).get(region, read, (value) => [
    postsMark(region),
    ...value.leaders.map(({ role }) => personMark(role.person)),
  ])
  const now = deps.clock.now()
  return leaders.filter(({ role, name }) => name !== '' && isWorking(role, now))
}
