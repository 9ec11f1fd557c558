import { addOfficeDays, addOfficeMinutes, type OfficeTime } from './office-time'

/** What is to be done by when: 联系, 答复, 办结. */
export const appealClocks = ['acknowledge', 'answer', 'close'] as const
export type AppealClock = (typeof appealClocks)[number]

/** The days and hours allowed, of `config/office-hours.json`. */
export interface AppealTerms {
  acknowledgeHours: number
  answerDays: number
  closeDays: number
  /** The first reminder of a round comes so much later: who is just at it is not hurried. */
  graceMinutes: number
  /** Days after the end in which it may be reopened. */
  reopenDays: number
}

/** When each is due, from the hand-over. Null: 待定. */
export type AppealDue = Record<AppealClock, Date | null>

export const dueOfAppeal = (handedAt: Date, terms: AppealTerms, office: OfficeTime): AppealDue => ({
  acknowledge: addOfficeMinutes(handedAt, terms.acknowledgeHours * 60, office),
  answer: addOfficeDays(handedAt, terms.answerDays, office),
  close: addOfficeDays(handedAt, terms.closeDays, office),
})

/** One time that it is dealt with: the first, or again when its writer was not content. */
export interface AppealRound {
  handedAt: Date
  due: AppealDue
  /** Each is done when it was done, or when something later was: an answer is a contact too. */
  done: Record<AppealClock, Date | null>
  /** Clocks that ran out, with when it was seen. */
  raised: readonly { clock: AppealClock; at: Date }[]
}

/** What runs now; null: nothing does. */
export const runningClock = ({ done }: Pick<AppealRound, 'done'>): AppealClock | null =>
  done.close !== null ? null : (appealClocks.find((clock) => done[clock] === null) ?? null)

/** A clock that runs out next and has not been seen to, with the time from which it counts. Null: none. */
export function nextRise(
  round: Pick<AppealRound, 'due' | 'done' | 'raised'>,
  terms: Pick<AppealTerms, 'graceMinutes'>,
  office: OfficeTime,
): { clock: AppealClock; at: Date } | null {
  if (round.done.close !== null) return null
  const open = appealClocks.filter(
    (clock) => round.done[clock] === null && !round.raised.some((one) => one.clock === clock),
  )
  const isFirst = round.raised.length === 0
  const times = open.flatMap((clock) => {
    const due = round.due[clock]
    const at = due && isFirst ? addOfficeMinutes(due, terms.graceMinutes, office) : due
    return at === null ? [] : [{ clock, at }]
  })
  return times.sort((a, b) => a.at.getTime() - b.at.getTime())[0] ?? null
}

/** Whether what runs now is beyond its time. */
export function isLateAppeal(round: Pick<AppealRound, 'due' | 'done'>, now: Date): boolean {
  const clock = runningClock(round)
  const due = clock && round.due[clock]
  return due !== null && due !== undefined && now > due
}

/** A clock of a round was kept: done by its time. Null: it still runs, or 待定. */
export function wasInTime(
  { due, done }: Pick<AppealRound, 'due' | 'done'>,
  clock: AppealClock,
  now: Date,
): boolean | null {
  const [by, at] = [due[clock], done[clock]]
  if (by === null) return null
  if (at !== null) return at <= by
  return now > by ? false : null
}
