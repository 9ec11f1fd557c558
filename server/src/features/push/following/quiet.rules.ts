import { shanghaiTime } from '@hutang/shared'

export interface QuietHours {
  quietFrom: string
  quietTo: string
}

const minuteMs = 60_000
const dayMinutes = 24 * 60

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** When the person may be disturbed again, or null when now is fine. Hours may cross midnight; equal ends: never quiet. */
export function quietUntil(now: Date, { quietFrom, quietTo }: QuietHours): Date | null {
  const [from, to, at] = [minutesOf(quietFrom), minutesOf(quietTo), minutesOf(shanghaiTime(now))]
  const quiet = from <= to ? at >= from && at < to : at >= from || at < to
  if (!quiet) return null
  const left = (to - at + dayMinutes) % dayMinutes
  return new Date(Math.floor(now.getTime() / minuteMs) * minuteMs + left * minuteMs)
}
