import { type AppealStepName, roleText } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { moveAfter } from '../../storage/marks'
import type { Actor } from '../accounts'
import { type AppealDoc, type AppealStepDoc, appealModels, appealsMark } from './appeals.model'
import { riseOf } from './rounds.rules'

export type Changed = Partial<
  Pick<
    AppealDoc,
    'rounds' | 'level' | 'ended' | 'endedAt' | 'hotline' | 'helper' | 'rating' | 'seen' | 'open'
  >
>

export const appealMarks = [appealsMark] as const

/** A step with what it changes, conditional on the turn that was read; null: something came between. */
export async function writeStep(
  { db, marks }: Pick<Deps, 'db' | 'marks'>,
  appeal: AppealDoc,
  step: AppealStepDoc | null,
  changed: Changed,
): Promise<AppealDoc | null> {
  const { _id, turn } = appeal
  const open = changed.open ?? appeal.open
  const round = (changed.rounds ?? appeal.rounds).at(-1)
  const set = {
    ...changed,
    nextAt: open ? (riseOf(round)?.at ?? null) : null,
    ...(step ? { steps: [...appeal.steps, step], owed: true } : {}),
  }
  return moveAfter(marks, appealMarks, () =>
    appealModels(db)
      .Appeal.findOneAndUpdate({ _id, turn }, { $set: set, $inc: { turn: 1 } }, { returnDocument: 'after' })
      .lean<AppealDoc>(),
  )
}

/** The same for somebody who is told when something came between. */
export async function takeStep(
  deps: Deps,
  appeal: AppealDoc,
  step: AppealStepDoc | null,
  changed: Changed,
): Promise<AppealDoc> {
  const written = await writeStep(deps, appeal, step, changed)
  if (!written) throw new AppError('appealMoved')
  return written
}

export const stepBy = (
  actor: Actor,
  appeal: Pick<AppealDoc, 'office'>,
  step: AppealStepName,
  at: Date,
  text = '',
): AppealStepDoc => ({ step, at, by: signature(actor, appeal), account: actor.account._id, text })

/** What its writer did, under the name that their account shows. */
export const ownStep = ({ account }: Actor, step: AppealStepName, at: Date, text = ''): AppealStepDoc => ({
  ...{ step, at, by: account.name, account: account._id, text },
})

/** Name and post, as the writer reads who it was. */
function signature({ person, viewer }: Actor, { office }: Pick<AppealDoc, 'office'>): string {
  const post = viewer.roles.find(({ region }) => office.startsWith(region))
  return post ? `${person.name}（${roleText[post.role]}）` : person.name
}
