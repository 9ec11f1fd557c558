import { type AppealClock, type AppealRound, appealClocks, dueOfAppeal, nextRise } from '@hutang/shared'
import { appealTerms, officeTime } from './terms'

export const newRound = (handedAt: Date): AppealRound => ({
  handedAt,
  due: dueOfAppeal(handedAt, appealTerms(), officeTime()),
  done: { acknowledge: null, answer: null, close: null },
  raised: [],
})

/** With this clock every one before it is done: an answer is a contact, too. */
export const doneUpTo = (round: AppealRound, clock: AppealClock, at: Date): AppealRound => ({
  ...round,
  done: Object.fromEntries(
    appealClocks.map((one) => [
      one,
      round.done[one] ?? (appealClocks.indexOf(one) <= appealClocks.indexOf(clock) ? at : null),
    ]),
  ) as AppealRound['done'],
})

export const riseOf = (round: AppealRound | undefined) =>
  round ? nextRise(round, appealTerms(), officeTime()) : null
