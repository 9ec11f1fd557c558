import type { LedgerBody, LedgerPart } from '../../contract/ledgers'
import { type Period, type PeriodKind, periodAfter, periodAt, periodBefore } from '../periods'
import { asksBalance } from './balance'
import type { LedgerPlace } from './types'

const offered: Record<PeriodKind, number> = { week: 12, month: 15, quarter: 9, year: 4 }

/** The periods that may be chosen, the newest first: the one that runs and those before it; of a budget the next too. */
export function periodChoices({ item }: LedgerPlace, now: Date): Period[] {
  const running = periodAt(item.period, now)
  const choices = item.role === 'budget' ? [periodAfter(running), running] : [running]
  for (let last = running; choices.length < offered[item.period]; ) {
    last = periodBefore(last)
    choices.push(last)
  }
  return choices
}

/**
 * The period to write next: the one after the last published, as long as it has begun; without one the last that has
 * ended. A budget is for the year that runs.
 */
export function nextPeriod({ item }: LedgerPlace, last: Period | null, now: Date): Period {
  const running = periodAt(item.period, now)
  if (item.role === 'budget') return last && last.key === running.key ? periodAfter(running) : running
  const ended = periodBefore(running)
  if (!last) return ended
  const next = periodAfter(last)
  return next.from <= now ? next : running
}

/** What is filled in for the writer: the period, and what the last one ended with. */
export const proposalOf = (
  place: LedgerPlace,
  body: LedgerBody,
  last: { period: Period; closing: number | null } | null,
  now: Date,
): LedgerPart => ({
  body,
  period: nextPeriod(place, last?.period ?? null, now).key,
  opening: asksBalance(place) ? (last?.closing ?? null) : null,
  closing: null,
})

/** Whose period is most overdue is proposed first; of equals the usual one. */
export const firstProposal = (proposals: readonly LedgerPart[]): LedgerPart | undefined =>
  [...proposals].sort((a, b) => (a.period < b.period ? -1 : a.period > b.period ? 1 : 0))[0]
