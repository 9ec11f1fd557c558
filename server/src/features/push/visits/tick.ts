import { type ToldHow, toldHowText, type Visit } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { pushModels, type VisitDoc } from '../push.model'
import { doorsOf } from './doors'
import { known } from './live'
import { goesIn, refuseNoVisitor, tellerOf, visitorOf } from './rights'
import { canUndo } from './round.rules'
import { visitView } from './view'
import { placeWithdrawal } from './withdrawn'

/** 入户打钩: of two ticks at once one holds, the other is told whose. The same tick again is no error. */
export async function tellVisit(deps: Deps, actor: Actor, id: string, how: ToldHow): Promise<Visit> {
  const visit = await visitFor(deps, actor, id)
  const by = tellerOf(actor, visit.region)
  const ticked = await pushModels(deps.db)
    .Visit.findOneAndUpdate(
      { _id: id, told: null },
      { $set: { told: { by, at: deps.clock.now(), how } } },
      { returnDocument: 'after' },
    )
    .lean<VisitDoc>()
  const now = ticked ?? (await visitFor(deps, actor, id))
  if (!ticked && (now.told?.by !== by || now.told.how !== how)) throw tickedBefore(now)
  await placeWithdrawal(deps, now)
  return viewOf(deps, actor, now)
}

const tickedBefore = ({ told }: VisitDoc): AppError =>
  new AppError('wrongState', {
    message: told ? `${told.by}已经打过钩：${toldHowText[told.how]}。` : '名单刚刚变了，请刷新再看。',
  })

/** Takes a tick back on the day it was made: it was the wrong household. */
export async function untellVisit(deps: Deps, actor: Actor, id: string): Promise<Visit> {
  const visit = await visitFor(deps, actor, id)
  const { told } = visit
  if (!told) return viewOf(deps, actor, visit)
  if (!canUndo(told.at, deps.clock.now()))
    throw new AppError('wrongState', { message: '打钩只能当天撤回，已经过了。' })
  const taken = await pushModels(deps.db)
    .Visit.findOneAndUpdate(
      { _id: id, 'told.at': told.at, 'told.by': told.by },
      { $set: { told: null } },
      { returnDocument: 'after' },
    )
    .lean<VisitDoc>()
  return viewOf(deps, actor, taken ?? (await visitFor(deps, actor, id)))
}

/** What was taken down stands on no list any more: nothing of it is written. */
async function visitFor(deps: Deps, actor: Actor, id: string): Promise<VisitDoc> {
  refuseNoVisitor(actor)
  const visit = await pushModels(deps.db).Visit.findById(id).lean<VisitDoc>()
  // Of another village or group it is as if it were not there.
  if (!visit || !goesIn(actor.viewer, visit.region)) throw notThere()
  const theirs = visitorOf(actor, visit.region)
  const [found] = await known(deps, [visit], actor.viewer)
  const [door] = found ? await doorsOf(deps, visit.region, [found]) : []
  if (!door || !theirs(door)) throw notThere()
  return visit
}

const notThere = () => new AppError('notFound', { message: '入户名单里没有找到这一户，请刷新再看。' })

async function viewOf(deps: Deps, { viewer }: Actor, visit: VisitDoc): Promise<Visit> {
  const [found] = await known(deps, [visit], viewer)
  if (!found) throw notThere()
  return visitView(found, deps.clock.now())
}
