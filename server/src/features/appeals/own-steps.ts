import { type Api, appealRatingText, gateFields, shanghaiDate, topLevel, visibleText } from '@hutang/shared'
import { refuseBadWords } from '../../channels/words'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { moveAfter } from '../../storage/marks'
import type { Actor } from '../accounts'
import { refuseBadText, wordsOf } from '../questions'
import { type AppealDoc, appealModels } from './appeals.model'
import { newRound } from './rounds.rules'
import { whereOf } from './stand'
import { appealFor, isOwnAppeal, reopenBy } from './view'
import { appealMarks, ownStep, takeStep } from './write'

async function ownFor(deps: Deps, id: string, actor: Actor): Promise<AppealDoc> {
  const appeal = await appealFor(deps, id, actor.viewer)
  if (!isOwnAppeal(appeal, actor.viewer)) throw new AppError('forbidden')
  return appeal
}

/** Its writer has read the newest step. */
export async function markSeen(deps: Deps, id: string, actor: Actor): Promise<AppealDoc> {
  const appeal = await ownFor(deps, id, actor)
  if (appeal.seen) return appeal
  await moveAfter(deps.marks, appealMarks, () =>
    appealModels(deps.db).Appeal.updateOne({ _id: id, turn: appeal.turn }, { $set: { seen: true } }),
  )
  return { ...appeal, seen: true }
}

/** Taken back before it was settled. Again changes nothing. */
export async function withdraw(deps: Deps, id: string, actor: Actor): Promise<AppealDoc> {
  const appeal = await ownFor(deps, id, actor)
  if (appeal.ended === 'withdrawn') return appeal
  if (!appeal.open) throw new AppError('appealMoved')
  const at = deps.clock.now()
  return takeStep(deps, appeal, ownStep(actor, 'withdrawn', at), {
    ...{ ended: 'withdrawn', endedAt: at, open: false, seen: true },
  })
}

/** 评价, once; the same again changes nothing. */
export async function rate(
  deps: Deps,
  id: string,
  actor: Actor,
  { rating, text: given = '' }: Api['POST /api/appeals/:id/rate']['body'],
): Promise<AppealDoc> {
  const appeal = await ownFor(deps, id, actor)
  const text = visibleText(given)
  const fields = gateFields([{ field: 'text', title: '想说的话', text }])
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
  if (appeal.rating?.rating === rating && appeal.rating.text === text) return appeal
  if (appeal.rating) throw new AppError('appealRated')
  if (appeal.ended !== 'closed') throw new AppError('appealMoved')
  await refuseBadWords(deps, actor.account, whereOf(appeal), [{ field: 'text', title: '想说的话', text }])
  const at = deps.clock.now()
  const said = [appealRatingText[rating], text].filter(Boolean).join('：')
  return takeStep(deps, appeal, ownStep(actor, 'rated', at, said), {
    rating: { rating, text, at },
    seen: true,
  })
}

/** 重办, once: the leader has it, with days of its own. */
export async function reopen(deps: Deps, id: string, actor: Actor, given: string): Promise<AppealDoc> {
  const appeal = await ownFor(deps, id, actor)
  const text = wordsOf(given)
  const last = appeal.steps.at(-1)
  if (appeal.open && last?.step === 'reopened' && last.text === text) return appeal
  const at = deps.clock.now()
  const until = reopenBy(appeal)
  if (until === null || shanghaiDate(at) > until) throw new AppError('appealNotReopened')
  await refuseBadText(deps, actor.account, whereOf(appeal), text)
  return takeStep(deps, appeal, ownStep(actor, 'reopened', at, text), {
    ...{ ended: null, endedAt: null, open: true, seen: true },
    level: Math.max(appeal.level, Math.min(1, topLevel(appeal.office))),
    rounds: [...appeal.rounds, newRound(at)],
  })
}
