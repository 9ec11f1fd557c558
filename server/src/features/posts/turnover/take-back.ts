import { administers } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { recordAct } from '../../audit'
import { rolesEndedIn } from '../../residents'
import { isOwn } from '../manage'
import { postModels, type TurnoverDoc } from '../posts.model'
import { finishTakingBack } from './finish'

/** Takes a 换届 back, until the first of its posts begins. */
export async function takeBackTurnover(deps: Deps, actor: Actor, id: string): Promise<void> {
  const { Turnover } = postModels(deps.db)
  const turnover = await Turnover.findById(id).lean<TurnoverDoc>()
  if (!turnover || !administers(actor.viewer, turnover.region)) throw new AppError('turnoverNotFound')
  const now = deps.clock.now()
  if (turnover.state !== 'takenBack' && turnover.date <= now) throw new AppError('turnoverBegun')
  if (turnover.state === 'writing') throw new AppError('turnoverChanged')
  await refuseOwn(deps, actor, id)
  await recordAct(deps, `${id}:${turnover.at.getTime()}`, {
    act: 'turnoverTakenBack',
    by: actor,
    region: turnover.region,
  })
  const taken = await Turnover.findOneAndUpdate(
    { _id: id, state: 'done', date: { $gt: now } },
    { $set: { state: 'takingBack' } },
  ).lean<TurnoverDoc>()
  if (taken || turnover.state === 'takingBack') await finishTakingBack(deps, turnover)
}

/** Nobody makes their own post last longer, also not by what ended it. */
async function refuseOwn(deps: Deps, actor: Actor, id: string): Promise<void> {
  const ended = await rolesEndedIn(deps.db, id)
  if (ended.some(({ person }) => isOwn(actor, person)))
    throw new AppError('ownPost', { message: '这次换届换下了您自己的岗位，请由别的管理员来撤回。' })
}
