import {
  type AppealClock,
  type AppealView,
  appealClocks,
  appealStateText,
  appealStepText,
  dealsWith,
  dueText,
  isLateAppeal,
  levelText,
  plusDays,
  shanghaiDate,
  type Viewer,
} from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { refOf, regionRefs } from '../regions'
import { type AppealDoc, appealModels } from './appeals.model'
import { appealTerms } from './terms'

/** Also with another account of the same person. */
export const isOwnAppeal = ({ account }: Pick<AppealDoc, 'account'>, viewer: Viewer): boolean =>
  account === viewer.account || (viewer.accounts ?? []).includes(account)

/** Who has it, or had it on its way up; the helper too. Nobody deals with their own. */
export const mayDealWith = ({ office, level, helper }: AppealDoc, { roles, person }: Viewer): boolean =>
  dealsWith(roles, office, level) || (helper !== null && helper.person === person)

/** For whoever wrote it or deals with it; for everybody else there is none. */
export async function appealFor(deps: Pick<Deps, 'db'>, id: string, viewer: Viewer): Promise<AppealDoc> {
  const appeal = await appealModels(deps.db).Appeal.findById(id).lean<AppealDoc>()
  if (!appeal || !(isOwnAppeal(appeal, viewer) || mayDealWith(appeal, viewer)))
    throw new AppError('appealNotFound')
  return appeal
}

const clockNames: Record<AppealClock, string> = { acknowledge: '联系', answer: '答复', close: '办结' }

function clocksOf({ rounds, open }: AppealDoc, now: Date): AppealView['clocks'] {
  const round = rounds.at(-1)
  if (!round) return []
  return appealClocks.map((clock) => {
    const [due, done] = [round.due[clock], round.done[clock]]
    return {
      ...{ clock, text: clockNames[clock], due: due?.toISOString() ?? null },
      dueText: due === null ? '待定' : dueText(clock, due, now),
      doneAt: done?.toISOString() ?? null,
      late: due !== null && (done ?? (open ? now : due)) > due,
    }
  })
}

/** The last day for reopening; null: it may not be reopened. */
export function reopenBy({ ended, endedAt, rounds }: AppealDoc): string | null {
  if (ended !== 'closed' || endedAt === null || rounds.length > 1) return null
  return plusDays(shanghaiDate(endedAt), appealTerms().reopenDays)
}

function abilities(appeal: AppealDoc, viewer: Viewer, now: Date): AppealView['can'] {
  const mine = isOwnAppeal(appeal, viewer)
  const deals = !mine && appeal.open && mayDealWith(appeal, viewer)
  const until = reopenBy(appeal)
  return {
    acknowledge: deals && appeal.rounds.at(-1)?.done.acknowledge === null,
    ...{ answer: deals, close: deals, hotline: deals, helper: deals },
    withdraw: mine && appeal.open,
    rate: mine && appeal.ended === 'closed' && appeal.rating === null,
    reopen: mine && until !== null && shanghaiDate(now) <= until,
  }
}

const wordSteps = ['handed', 'reopened']

function viewWith(
  refs: Awaited<ReturnType<typeof regionRefs>>,
  appeal: AppealDoc,
  viewer: Viewer,
  now: Date,
): AppealView {
  const { _id, office, level, rounds, ended, hotline, helper, rating, steps } = appeal
  const mine = isOwnAppeal(appeal, viewer)
  const holder = levelText(office, level)
  const round = rounds.at(-1)
  return {
    ...{ id: _id, office: refOf(refs, office), about: appeal.about },
    enterprise: appeal.enterprise && { name: appeal.enterprise.name },
    ...{ by: mine ? '我' : appeal.name, mine, at: appeal.at.toISOString() },
    text: steps.findLast(({ step }) => wordSteps.includes(step))?.text ?? '',
    state: ended ?? 'open',
    stateText: appealStateText({ rounds, ended, hotline, holder }, now),
    ...{ level, levelText: holder, late: appeal.open && round !== undefined && isLateAppeal(round, now) },
    ...{ unseen: mine && !appeal.seen, clocks: clocksOf(appeal, now), hotline },
    helper: helper && { name: helper.name, post: helper.post },
    rating: rating && { ...rating, at: rating.at.toISOString() },
    steps: steps.map(({ step, at, by, text }) => ({
      ...{ step, stepText: appealStepText[step], at: at.toISOString(), by, text },
    })),
    reopenBy: mine ? reopenBy(appeal) : null,
    can: abilities(appeal, viewer, now),
  }
}

export async function viewsOf(
  deps: Deps,
  appeals: readonly AppealDoc[],
  viewer: Viewer,
): Promise<AppealView[]> {
  const refs = await regionRefs(
    deps,
    appeals.map(({ office }) => office),
  )
  const now = deps.clock.now()
  return appeals.map((appeal) => viewWith(refs, appeal, viewer, now))
}

export const viewOf = async (deps: Deps, appeal: AppealDoc, viewer: Viewer): Promise<AppealView> =>
  (await viewsOf(deps, [appeal], viewer))[0] as AppealView
