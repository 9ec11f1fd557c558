import { daysFrom } from './dates'
import type { ApplyWindow, Availability, PolicyContent } from './types'
import { addWorkingDays, isWorkingDay, type WorkingDayTable, workingDaysBetween } from './working-days'

/** 未开始, 申报中, 即将截止, 已截止, 额满, 暂停, 失效. */
export const windowStates = ['notYet', 'open', 'closing', 'closed', 'spent', 'paused', 'expired'] as const
export type WindowState = (typeof windowStates)[number]

export const windowStateWords: Record<WindowState, string> = {
  notYet: '未开始',
  open: '申报中',
  closing: '即将截止',
  closed: '已截止',
  spent: '额满',
  paused: '暂停',
  expired: '失效',
}

export type WindowedPolicy = Pick<PolicyContent, 'window' | 'validFrom' | 'validTo'>

export interface WindowStatus {
  state: WindowState
  /** The first and the last day on which it may be applied for; null: there is none. */
  opensOn: string | null
  closesOn: string | null
  /** Days after today up to and with the last one. Null: no last day, or not open. */
  daysLeft: number | null
  /** The same in working days; `undetermined`: the table does not reach so far. */
  workingDaysLeft: number | 'undetermined' | null
}

/** Reminders go out so many working days before the last day. */
export const reminderDays = [7, 3, 1] as const
const closingWorkingDays = reminderDays[0]
/** Where working days are not known yet. */
const closingDays = 10

const opening = (window: ApplyWindow): string | null =>
  window.kind === 'dates' || window.kind === 'untilSpent' ? window.from : null

const later = (a: string | null, b: string | null): string | null =>
  a === null ? b : b === null || a > b ? a : b

/** The last day for applying: of the window as it was moved, or of the policy where that ends earlier. */
function closing({ window, validTo }: WindowedPolicy, availability: Availability | null): string | null {
  const end = window.kind === 'dates' ? (availability?.extendedTo ?? window.to) : null
  return end !== null && validTo !== null ? (end < validTo ? end : validTo) : (end ?? validTo)
}

function isClosing(daysLeft: number | null, workingDays: number | 'undetermined' | null): boolean {
  if (typeof workingDays === 'number') return workingDays <= closingWorkingDays
  return workingDays === 'undetermined' && daysLeft !== null && daysLeft <= closingDays
}

/** How a policy stands on a day. */
export function windowStatus(
  policy: WindowedPolicy,
  availability: Availability | null,
  day: string,
  table: WorkingDayTable,
): WindowStatus {
  const opensOn = later(opening(policy.window), policy.validFrom)
  const closesOn = closing(policy, availability)
  const shut = (state: WindowState): WindowStatus => ({
    state,
    opensOn,
    closesOn,
    daysLeft: null,
    workingDaysLeft: null,
  })
  if (policy.validTo !== null && policy.validTo < day) return shut('expired')
  if (closesOn !== null && closesOn < day) return shut('closed')
  if (availability && availability.state !== 'open') return shut(availability.state)
  if (opensOn !== null && opensOn > day) return shut('notYet')
  const daysLeft = closesOn === null ? null : daysFrom(day, closesOn)
  const workingDaysLeft =
    closesOn === null ? null : (workingDaysBetween(day, closesOn, table) ?? ('undetermined' as const))
  const state = isClosing(daysLeft, workingDaysLeft) ? 'closing' : 'open'
  return { state, opensOn, closesOn, daysLeft, workingDaysLeft }
}

export const mayApply = ({ state }: WindowStatus): boolean => state === 'open' || state === 'closing'

export interface Reminder {
  /** Working days left. */
  left: (typeof reminderDays)[number]
  /** The working day on which it is told; null: 待定. */
  on: string | null
}

/** The working day with so many working days after it, up to and with the end. */
function dayWithLeft(end: string, left: number, table: WorkingDayTable): string | null {
  const works = isWorkingDay(end, table)
  return works === null ? null : addWorkingDays(end, works ? -left : -(left + 1), table)
}

/** When it is told that a window closes, the first reminder first. */
export const remindersFor = (windowEnd: string, table: WorkingDayTable): Reminder[] =>
  reminderDays.map((left) => ({ left, on: dayWithLeft(windowEnd, left, table) }))

/**
 * The one reminder to tell on a day, when the days up to `told` are done with: of several that were missed only the nearest to
 * the end, and none when the window is over.
 */
export function reminderDue(
  reminders: readonly Reminder[],
  { told, day, end }: { told: string | null; day: string; end: string },
): Reminder | null {
  if (day > end) return null
  const due = reminders.filter(({ on }) => on !== null && on <= day && (told === null || on > told))
  return due.at(-1) ?? null
}
