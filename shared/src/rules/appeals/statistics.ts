import { medianOf } from '../median'
import { type AppealClock, type AppealRound, appealClocks, wasInTime } from './clocks'
import { type OfficeTime, officeMinutesBetween } from './office-time'

/** Of one clock: how many were kept and how many not, and the middle of how long it took. Nobody is ranked. */
export interface ClockStatistics {
  inTime: number
  late: number
  /** Minutes of office time; null: none was done yet, or 待定. */
  medianMinutes: number | null
}

export function appealStatistics(
  rounds: readonly AppealRound[],
  now: Date,
  office: OfficeTime,
): Record<AppealClock, ClockStatistics> {
  const of = (clock: AppealClock): ClockStatistics => {
    const kept = rounds.map((round) => wasInTime(round, clock, now))
    const took = rounds.flatMap((round) => {
      const at = round.done[clock]
      const minutes = at && officeMinutesBetween(round.handedAt, at, office)
      return minutes === null ? [] : [minutes]
    })
    return {
      inTime: kept.filter((one) => one === true).length,
      late: kept.filter((one) => one === false).length,
      medianMinutes: medianOf(took),
    }
  }
  return Object.fromEntries(appealClocks.map((clock) => [clock, of(clock)])) as Record<
    AppealClock,
    ClockStatistics
  >
}
