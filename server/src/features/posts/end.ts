import { type Api, type Ask, dayEnds, roleText } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import type { Actor } from '../accounts'
import { recordAct } from '../audit'
import { workKeptBy } from '../notices'
import { refOf, regionRefs } from '../regions'
import { changeRole, hasEnded, isWorking, personsOf, type RoleDoc, rolesIn } from '../residents'
import { finishHandover, successorOf } from './handover'
import { dayProblems, isOwn, managedPost, pastProblems, refuseFields, stopsWithout } from './manage'
import { isLast, writes } from './posts.rules'
import { postViews } from './view'

type Body = Api['POST /api/posts/:id/end']['body']
type EndAnswer = Api['POST /api/posts/:id/end']['response']

/** Sets when a post is over: after a day, at once, or never. What its holder has in work goes to who follows. */
export async function endPost(deps: Deps, actor: Actor, id: string, body: Body): Promise<EndAnswer> {
  const now = deps.clock.now()
  const role = await managedPost(deps, actor, id)
  if (hasEnded(role, now)) throw new AppError('postChanged', { message: '这个岗位已经结束，请重新给。' })
  const { last, never = false, successor, alone = false } = body
  refuseFields(
    ...dayProblems('last', '最后一天', last, now),
    ...pastProblems('last', '最后一天', last, now),
    ...(never && last ? [{ field: 'last', message: '写了最后一天，就不能又选“不定”。' }] : []),
  )
  const until = never ? null : last ? dayEnds(last) : now
  refuseOwnMore(actor, role, until)
  const others = await rolesIn(deps.db, [role.region])
  const writers = until && writes(role) ? writersAfter(role, others, until) : []
  if (successor && !writers.some(({ person }) => person === successor))
    refuseFields({ field: 'successor', message: '接手的人到时要有这里写公开的岗位。' })
  const ended: RoleDoc = { ...role, until: until && until < role.since ? role.since : until }
  const open =
    writers.length > 0 || (until && writes(role)) ? await workKeptBy(deps, role.region, role.person) : []
  const asks = until && !alone ? await lastAsks(deps, ended, others, until) : []
  const rest = {
    unfinished: open.length,
    successor: await nameOf(deps, successorOf({ ...ended, successor: successor ?? null }, others)),
    writers: await namesOf(deps, writers),
  }
  if (asks.length > 0) return { post: null, asks, ...rest }
  await recordAct(deps, `${id}:${role.turn ?? 0}`, {
    act: 'roleEndSet',
    by: actor,
    region: role.region,
    subject: role.person,
    detail: role.role,
  })
  const changed = await changeRole(deps, role, {
    until: ended.until,
    endedBy: actor.person._id,
    // From now on a 换届 that had set the end has no say in it.
    endedIn: null,
    untilBefore: null,
    handover: until && writes(role) ? 'due' : null,
    successor: successor ?? null,
  })
  if (!changed) throw new AppError('postChanged')
  if (hasEnded(changed, now)) await finishHandover(deps, changed)
  const [post] = await postViews(deps, [changed], actor.person._id)
  return { post: post ?? null, asks: [], ...rest }
}

/** Nobody makes their own post last longer. */
function refuseOwnMore(actor: Actor, role: RoleDoc, until: Date | null): void {
  if (!isOwn(actor, role.person)) return
  const isMore = until === null ? role.until !== null : role.until !== null && until > role.until
  if (isMore) throw new AppError('ownPost')
}

/** Who can write there once the post is over. */
const writersAfter = (role: RoleDoc, others: readonly RoleDoc[], until: Date): RoleDoc[] =>
  others.filter(
    (one) => one.role === role.role && one.person !== role.person && isWorking({ ...one, leaves: [] }, until),
  )

/** Where nobody else has the post then: what stops, and whether it is done all the same. */
export async function lastAsks(
  deps: Deps,
  role: RoleDoc,
  others: readonly RoleDoc[],
  from: Date,
): Promise<Ask[]> {
  const stops = stopsWithout(role)
  if (stops === null || !isLast(role, others, from)) return []
  const refs = await regionRefs(deps, [role.region])
  const place = refOf(refs, role.region).name
  return [
    {
      what: 'last',
      text: `到时${place}没有别的${roleText[role.role]}，${stops}。最好先定好接任的人。`,
      choices: [{ value: 'alone', label: '还没有接任的人，也这样办' }],
    },
  ]
}

async function namesOf({ db }: Deps, roles: readonly RoleDoc[]) {
  const persons = await personsOf(db, [...new Set(roles.map(({ person }) => person))])
  return persons.map(({ _id, name }) => ({ person: _id, name }))
}

async function nameOf({ db }: Deps, person: string | null): Promise<string | null> {
  if (person === null) return null
  const [found] = await personsOf(db, [person])
  return found?.name ?? null
}
