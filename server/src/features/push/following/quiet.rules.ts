export interface QuietHours {
  quietFrom: string
  quietTo: string
}

const minuteMs = 60_000
const dayMinutes = 24 * 60

/** Of the day, of a time like `18:30`. */
export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** China has kept UTC+8 without summer time since 1992. */
export const shanghaiMs = 8 * 60 * minuteMs

const minutesIn = (now: Date): number => Math.floor((now.getTime() + shanghaiMs) / minuteMs) % dayMinutes

/** When the person may be disturbed again, or null when now is fine. Hours may cross midnight; equal ends: never quiet. */
export function quietUntil(now: Date, { quietFrom, quietTo }: QuietHours): Date | null {
  const [from, to, at] = [minutesOf(quietFrom), minutesOf(quietTo), minutesIn(now)]
  const quiet = from <= to ? at >= from && at < to : at >= from || at < to
  if (!quiet) return null
  const left = (to - at + dayMinutes) % dayMinutes
  return new Date(Math.floor(now.getTime() / minuteMs) * minuteMs + left * minuteMs)
}
