import { dateText, shanghaiDate, shanghaiTime } from '@hutang/shared/rules'
import type { Choice } from '../components'

/** How many days ahead can be chosen; the server takes up to ninety. */
const days = 31
const dayMs = 86_400_000
const [earliest, latest] = [6, 22]
const near = ['今天', '明天', '后天']

/** Half hours of the day in which people read, "06:00" to "22:00". */
const halfHours = Array.from({ length: (latest - earliest) * 2 + 1 }, (_, at) => {
  const hour = String(earliest + Math.floor(at / 2)).padStart(2, '0')
  return `${hour}:${at % 2 === 0 ? '00' : '30'}`
})

/** The days (Shanghai dates) on which something can still be published; today only while a time of it is left. */
export function dayChoices(now: Date): Choice<string>[] {
  return Array.from({ length: days }, (_, at) => {
    const instant = new Date(now.getTime() + at * dayMs)
    const label = dateText(instant, now)
    return { value: shanghaiDate(instant), label: near[at] ? `${near[at]} ${label}` : label }
  }).filter(({ value }) => timeChoices(value, now).length > 0)
}

/** The times of that day that are not over yet. */
export function timeChoices(day: string, now: Date): Choice<string>[] {
  const today = day === shanghaiDate(now)
  return halfHours
    .filter((time) => !today || time > shanghaiTime(now))
    .map((time) => ({ value: time, label: time }))
}

/** The instant (ISO, UTC) of a day and a time in Shanghai. */
export const instantOf = (day: string, time: string): string =>
  new Date(`${day}T${time}:00+08:00`).toISOString()
