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
  const { last, never = false, alone = false } = body
  refuseFields(
    ...dayProblems('last', '最后一天', last, now),
    ...pastProblems('last', '最后一天', last, now),
    ...(never && last ? [{ field: 'last', message: '写了最后一天，就不能又选“不定”。' }] : []),
  )
  const until = never ? null : last ? dayEnds(last) : now
  refuseOwnMore(actor, role, until)
  const others = await rolesIn(deps.db, [role.region])
  const ended: RoleDoc = { ...role, until: until && until < role.since ? role.since : until, successor: null }
  const work = await workAfter(deps, ended, others, body.successor)
  const asks = [...(until && !alone ? await lastAsks(deps, ended, others, until) : []), ...work.asks]
  const rest = { unfinished: work.unfinished, successor: work.name }
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
    successor: work.successor,
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

interface Work {
  unfinished: number
  successor: string | null
  name: string | null
  asks: Ask[]
}

/** What the person has in work when the post ends, and who goes on with it; asked where it was not said. */
async function workAfter(
  deps: Deps,
  role: RoleDoc,
  others: readonly RoleDoc[],
  said: string | undefined,
): Promise<Work> {
  const { until } = role
  if (until === null || !writes(role)) return { unfinished: 0, successor: null, name: null, asks: [] }
  const writers = others.filter(
    (one) => one.role === role.role && one.person !== role.person && isWorking({ ...one, leaves: [] }, until),
  )
  const [open, persons] = await Promise.all([
    workKeptBy(deps, role.region, role.person),
    personsOf(deps.db, [role.person, ...new Set(writers.map(({ person }) => person))]),
  ])
  const names = new Map(persons.map(({ _id, name }) => [_id, name]))
  if (said && said !== later && !writers.some(({ person }) => person === said))
    refuseFields({ field: 'successor', message: '接手的人到时要有这里写公开的岗位。' })
  const successor = said === later ? null : (said ?? successorOf(role, others))
  const asks = open.length > 0 && said === undefined ? [handoverAsk(role, open.length, writers, names)] : []
  return { unfinished: open.length, successor, name: successor && (names.get(successor) ?? null), asks }
}

const later = 'later'

function handoverAsk(
  role: RoleDoc,
  count: number,
  writers: readonly RoleDoc[],
  names: ReadonlyMap<string, string>,
): Ask {
  const persons = [...new Set(writers.map(({ person }) => person))]
  return {
    what: 'handover',
    text: `${names.get(role.person) ?? ''}手头有${count}件没办完。转给谁接着办？`,
    choices: [
      ...persons.map((person) => ({ value: person, label: names.get(person) ?? '' })),
      { value: later, label: '先放着，由接任的人接手' },
    ],
  }
}

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
