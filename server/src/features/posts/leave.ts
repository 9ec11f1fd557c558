import type { Api } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import type { Actor } from '../accounts'
import { recordAct } from '../audit'
import { changeRole, hasEnded, type RoleDoc, rolesIn } from '../residents'
import { lastAsks } from './end'
import { dayProblems, isOwn, managedPost, pastProblems, refuseFields, spanOf } from './manage'
import { postViews } from './view'

type PostAnswer = Api['POST /api/posts/:id/leave']['response']

const mostLeaves = 50

/** 请假: the post rests from the first to the last day. */
export async function setLeave(
  deps: Deps,
  actor: Actor,
  id: string,
  { from, until, alone = false }: Api['POST /api/posts/:id/leave']['body'],
): Promise<PostAnswer> {
  const now = deps.clock.now()
  const role = await managedPost(deps, actor, id)
  if (hasEnded(role, now)) throw new AppError('postChanged', { message: '这个岗位已经结束，不用请假。' })
  refuseFields(
    ...dayProblems('from', '第一天', from, now),
    ...dayProblems('until', '最后一天', until, now),
    ...pastProblems('until', '最后一天', until, now),
    ...(until < from ? [{ field: 'until', message: '最后一天在第一天以前，请核对。' }] : []),
  )
  const leave = spanOf(from, until)
  const kept = (role.leaves ?? []).filter((one) => one.until > now)
  if (kept.some((one) => one.from < leave.until && leave.from < one.until))
    refuseFields({ field: 'from', message: '这几天已经登记过请假。' })
  if (kept.length >= mostLeaves) refuseFields({ field: 'from', message: '登记的请假太多了，请先销掉一些。' })
  const begins = leave.from > now ? leave.from : now
  const asks = alone ? [] : await lastAsks(deps, role, await rolesIn(deps.db, [role.region]), begins)
  if (asks.length > 0) return { post: null, asks }
  return changed(deps, actor, role, 'roleLeaveSet', [...(role.leaves ?? []), leave])
}

/** 销假: the leave that lasts is over now, and what has not begun is dropped. */
export async function backFromLeave(deps: Deps, actor: Actor, id: string): Promise<PostAnswer> {
  const now = deps.clock.now()
  const role = await managedPost(deps, actor, id)
  const leaves = role.leaves ?? []
  if (!leaves.some(({ until }) => until > now))
    throw new AppError('postChanged', { message: '没有登记请假，请刷新后再看。' })
  // To come back early is more of one's own post.
  if (isOwn(actor, role.person)) throw new AppError('ownPost')
  const left = leaves
    .filter(({ from }) => from < now)
    .map((leave) => (leave.until > now ? { from: leave.from, until: now } : leave))
  return changed(deps, actor, role, 'roleBack', left)
}

async function changed(
  deps: Deps,
  actor: Actor,
  role: RoleDoc,
  act: 'roleLeaveSet' | 'roleBack',
  leaves: RoleDoc['leaves'],
): Promise<PostAnswer> {
  await recordAct(deps, `${role._id}:${role.turn ?? 0}`, {
    act,
    by: actor,
    region: role.region,
    subject: role.person,
    detail: role.role,
  })
  const after = await changeRole(deps, role, { leaves })
  if (!after) throw new AppError('postChanged')
  const [post] = await postViews(deps, [after], actor.person._id)
  return { post: post ?? null, asks: [] }
}
