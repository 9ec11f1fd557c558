import type { Duty } from './duties'
import { afterQuiet } from './hours'
import type { Promises } from './promises'

// When a duty may be told, and from when on nothing changes it.

/** It was not told yet. Once its time has come it may have been, whatever a clock that was put back says since. */
export const waits = ({ begun, soonest }: Duty, now: number): boolean => !begun && now < soonest

export function announced(duty: Duty, promises: Promises): void {
  const [soonest, latest] = promises.due(duty, duty.at[0])
  duty.soonest = soonest
  duty.latest = Math.max(latest, promises.due(duty, duty.at[1])[1])
}

export function rescheduled(duty: Duty, promises: Promises, at: number): void {
  const [soonest, latest] = promises.due(duty, at)
  // Whose match is not written yet waits, as is wished now, from the hour of the announcement.
  const [first] = duty.rested ? [soonest] : promises.due(duty, duty.at[0])
  duty.soonest = Math.min(duty.soonest, soonest, first)
  duty.latest = latest
}

export function moved(duty: Duty, promises: Promises, now: number, ms: number): void {
  duty.begun ||= Math.max(now, now - ms) >= duty.soonest
  if (ms < 0 && duty.latest > now) duty.latest = Math.max(duty.latest, promises.due(duty, duty.at[1])[1])
}

/**
 * Everything that is due now has been done: whether this was. The digests between the announcement and the first rest after
 * it may have been made before its match was written, or while that waited for something else: nobody gets two of one
 * day, so the next one has it.
 */
export function isDoneAtRest(duty: Duty, promises: Promises, now: number): boolean {
  // Made up in the person's night, it waits for the morning.
  const { schedule } = promises.person(duty.person)
  const morning = promises.isEmergency(duty) ? now : afterQuiet(schedule, now)
  if (now >= duty.latest && morning > now) duty.latest = morning
  if (now >= duty.latest && !duty.rested) duty.latest = promises.due(duty, now)[1]
  duty.rested = true
  duty.begun ||= now >= duty.soonest
  return now >= duty.latest
}
