import { type AppealClock, type AppealRound, dueOfAppeal, dueText, levelText, topLevel } from '@hutang/shared'
import type { Deps } from '../../deps'
import { eachSafely } from '../../each-safely'
import { inPages, oneByOne } from '../../storage/pages'
import { type AppealDoc, appealModels } from './appeals.model'
import { riseOf } from './rounds.rules'
import { appealTerms, officeTime } from './terms'
import { writeStep } from './write'

const verbs: Record<AppealClock, string> = { acknowledge: '联系', answer: '答复', close: '办结' }

/** Every clock that has run out takes it a level up, once; what was missed while nothing ran is caught up. */
async function rise(deps: Deps, appeal: AppealDoc): Promise<void> {
  const now = deps.clock.now()
  for (let at: AppealDoc | null = appeal; at?.open; ) {
    const round: AppealRound | undefined = at.rounds.at(-1)
    const due = riseOf(round)
    if (!round || !due || due.at > now) return
    const level = Math.min(at.level + 1, topLevel(at.office))
    const by = round.due[due.clock]
    const when = by === null ? '' : `应在${dueText(due.clock, by, now)}前${verbs[due.clock]}，没有做到。`
    const to = level === at.level ? '再次催办' : `转给${levelText(at.office, level)}`
    const step = { step: 'raised' as const, at: now, by: '', account: '', text: `${when}${to}` }
    const raised = { ...round, raised: [...round.raised, { clock: due.clock, at: now }] }
    // Where something came between, the next minute looks again.
    at = await writeStep(deps, at, step, { level, rounds: [...at.rounds.slice(0, -1), raised], seen: false })
  }
}

/** The minute's job; answers for how many. */
export const riseDue = (deps: Deps): Promise<number> =>
  eachSafely(
    deps.log,
    'an appeal could not rise',
    oneByOne(inPages(appealModels(deps.db).Appeal, { open: true, nextAt: { $lte: deps.clock.now() } })),
    (appeal) => rise(deps, appeal),
  )

/** 待定 is reckoned again when the days off of the next year are published. */
export async function reckonAgain(deps: Deps): Promise<void> {
  const open = oneByOne(inPages(appealModels(deps.db).Appeal, { open: true }))
  await eachSafely(deps.log, 'an appeal could not be reckoned', open, async (appeal) => {
    const round = appeal.rounds.at(-1)
    if (!round || Object.values(round.due).every((due) => due !== null)) return false
    const due = dueOfAppeal(round.handedAt, appealTerms(), officeTime())
    const isKnown = (Object.keys(due) as AppealClock[]).some(
      (clock) => round.due[clock] === null && due[clock] !== null,
    )
    if (!isKnown) return false
    return writeStep(deps, appeal, null, { rounds: [...appeal.rounds.slice(0, -1), { ...round, due }] })
  })
}
