import { type Api, appealResultText, gateFields, isHotlineNumber, visibleText } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import type { Actor } from '../accounts'
import { refuseBadText, wordsOf } from '../questions'
import type { AppealDoc } from './appeals.model'
import { helpersOf } from './helpers'
import { doneUpTo } from './rounds.rules'
import { whereOf } from './stand'
import { appealFor, isOwnAppeal, mayDealWith } from './view'
import { stepBy, takeStep } from './write'

/** One that is open, for whoever deals with it. */
async function openFor(deps: Deps, id: string, actor: Actor): Promise<AppealDoc> {
  const appeal = await appealFor(deps, id, actor.viewer)
  if (isOwnAppeal(appeal, actor.viewer)) throw new AppError('ownAppeal')
  if (!mayDealWith(appeal, actor.viewer)) throw new AppError('forbidden')
  if (!appeal.open) throw new AppError('appealMoved')
  return appeal
}

const lastOf = ({ rounds }: AppealDoc) => {
  const round = rounds.at(-1)
  if (!round) throw new AppError('appealMoved')
  return round
}

const withLast = (appeal: AppealDoc, round: AppealDoc['rounds'][number]) => [
  ...appeal.rounds.slice(0, -1),
  round,
]

/** 已联系. Done once; again changes nothing. */
export async function acknowledge(deps: Deps, id: string, actor: Actor): Promise<AppealDoc> {
  const appeal = await openFor(deps, id, actor)
  const round = lastOf(appeal)
  if (round.done.acknowledge !== null) return appeal
  const at = deps.clock.now()
  return takeStep(deps, appeal, stepBy(actor, appeal, 'acknowledged', at), {
    rounds: withLast(appeal, doneUpTo(round, 'acknowledge', at)),
    seen: false,
  })
}

/** The first answer stops the clock; further ones may follow. The same words again change nothing. */
export async function answer(deps: Deps, id: string, actor: Actor, given: string): Promise<AppealDoc> {
  const appeal = await openFor(deps, id, actor)
  const text = wordsOf(given)
  if (isSame(appeal, 'answered', text, actor)) return appeal
  await refuseBadText(deps, actor.account, whereOf(appeal), text)
  const at = deps.clock.now()
  return takeStep(deps, appeal, stepBy(actor, appeal, 'answered', at, text), {
    rounds: withLast(appeal, doneUpTo(lastOf(appeal), 'answer', at)),
    seen: false,
  })
}

const isSame = ({ steps }: AppealDoc, step: string, text: string, { account }: Actor): boolean => {
  const last = steps.at(-1)
  return last?.step === step && last.text === text && last.account === account._id
}

/** 办结, with what came of it. */
export async function close(
  deps: Deps,
  id: string,
  actor: Actor,
  { result, text: given }: Api['POST /api/appeals/:id/close']['body'],
): Promise<AppealDoc> {
  const said = wordsOf(given)
  const text = `${appealResultText[result]}。${said}`
  const before = await appealFor(deps, id, actor.viewer)
  if (before.ended === 'closed' && isSame(before, 'closed', text, actor)) return before
  const appeal = await openFor(deps, id, actor)
  await refuseBadText(deps, actor.account, whereOf(appeal), said)
  const at = deps.clock.now()
  return takeStep(deps, appeal, stepBy(actor, appeal, 'closed', at, text), {
    ...{ ended: 'closed', endedAt: at, open: false, seen: false },
    rounds: withLast(appeal, doneUpTo(lastOf(appeal), 'close', at)),
  })
}

/** 转12345: its number is shown, and the clock here ends. */
export async function handTo12345(deps: Deps, id: string, actor: Actor, given: string): Promise<AppealDoc> {
  const number = visibleText(given).toUpperCase()
  const fields = isHotlineNumber(number)
    ? gateFields([{ field: 'number', title: '12345工单号', text: number }])
    : [{ field: 'number', message: '12345工单号：只有字母、数字和短横线，请照工单上的填。' }]
  const before = await appealFor(deps, id, actor.viewer)
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
  if (before.ended === 'handedTo12345' && before.hotline === number) return before
  const appeal = await openFor(deps, id, actor)
  const at = deps.clock.now()
  return takeStep(deps, appeal, stepBy(actor, appeal, 'handedTo12345', at, `工单号${number}`), {
    ...{ ended: 'handedTo12345', endedAt: at, open: false, seen: false, hotline: number },
  })
}

/** 帮办: somebody with a post of the office, who is named to the writer. */
export async function assignHelper(deps: Deps, id: string, actor: Actor, person: string): Promise<AppealDoc> {
  const appeal = await openFor(deps, id, actor)
  if (appeal.helper?.person === person) return appeal
  const helper = (await helpersOf(deps, appeal.office)).find((one) => one.person === person)
  if (!helper || person === appeal.person) throw new AppError('noSuchHelper')
  const text = `由${helper.name}（${helper.post}）帮您办`
  return takeStep(deps, appeal, stepBy(actor, appeal, 'helper', deps.clock.now(), text), {
    helper,
    seen: false,
  })
}
