import { lastDayBefore, type OwnPost, plainDateText, roleText, shanghaiDate } from '@hutang/shared'
import type { Deps } from '../../deps'
import type { Actor } from '../accounts'
import { workKeptBy } from '../notices'
import { refOf, regionRefs } from '../regions'
import { hasEnded, personsOf, type RoleDoc, rolesIn } from '../residents'
import { handoverOf, successorOf } from './handover'
import { handoverText } from './list'
import { endedLately, endsSoon, isShown, stateOf, stateSentence, writes } from './posts.rules'

/** One's own posts on 我的. Nothing is asked of the database unless one ends soon or has ended lately. */
export async function ownPosts(deps: Deps, { posts }: Pick<Actor, 'posts'>): Promise<OwnPost[]> {
  const now = deps.clock.now()
  const shown = posts.filter((role) => isShown(role) && (!hasEnded(role, now) || endedLately(role, now)))
  const [refs, told] = await Promise.all([
    regionRefs(
      deps,
      shown.map(({ region }) => region),
    ),
    handedOver(deps, shown, now),
  ])
  return shown.map((role) => ({
    id: role._id,
    region: refOf(refs, role.region),
    roleText: role.group ? `${role.group}${roleText[role.role]}` : roleText[role.role],
    as: role.as ?? 'holder',
    since: shanghaiDate(role.since),
    until: role.until && lastDayBefore(role.until),
    state: stateOf(role, now),
    text: told.get(role._id) ?? stateSentence(role, now),
  }))
}

/** 您的岗位12月31日结束。3件没办完的，已转给周雅琴。 */
async function handedOver(deps: Deps, roles: readonly RoleDoc[], now: Date): Promise<Map<string, string>> {
  const ended = roles.filter((role) => endedLately(role, now))
  const ending = roles.filter((role) => endsSoon(role, now))
  if (ended.length + ending.length === 0) return new Map()
  const [lists, begun] = await Promise.all([
    ended.length === 0
      ? []
      : handoverOf(
          deps.db,
          ended.map(({ _id }) => _id),
        ),
    Promise.all(ending.filter(writes).map((role) => willGo(deps, role))),
  ])
  const to = [...lists.map((list) => list.to), ...begun.map((one) => one.to)].flatMap((id) => id ?? [])
  const names = new Map((await personsOf(deps.db, [...new Set(to)])).map(({ _id, name }) => [_id, name]))
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? null))
  const after = new Map([
    ...lists.map((list) => [list._id, handoverText(list.editions.length, nameOf(list.to))] as const),
    ...begun.map(({ id, count, to: next }) => [id, goesText(count, nameOf(next))] as const),
  ])
  return new Map(
    [...ended, ...ending].map((role) => [role._id, sentence(role, after.get(role._id) ?? '', now)]),
  )
}

async function willGo(deps: Deps, role: RoleDoc) {
  const [open, roles] = await Promise.all([
    workKeptBy(deps, role.region, role.person),
    rolesIn(deps.db, [role.region]),
  ])
  return { id: role._id, count: open.length, to: successorOf(role, roles) }
}

const goesText = (count: number, to: string | null): string =>
  count === 0 ? '' : `还有${count}件没办完，${to ? `到时转给${to}` : '到时由接任的人接着办'}`

function sentence(role: RoleDoc, more: string, now: Date): string {
  const last = role.until ? plainDateText(lastDayBefore(role.until), now) : ''
  return `您的岗位${last}${hasEnded(role, now) ? '已' : ''}结束。${more === '' ? '' : `${more}。`}`
}
