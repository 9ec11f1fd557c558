import { dayBegins, plainDateText, shanghaiDate } from '@hutang/shared'

const dayMs = 86_400_000

/** The Monday on which the week begins, in Shanghai: one round a week. */
export function roundBegins(now: Date): Date {
  const today = dayBegins(shanghaiDate(now))
  const sinceMonday = (new Date(`${shanghaiDate(now)}T00:00:00Z`).getUTCDay() + 6) % 7
  return new Date(today.getTime() - sinceMonday * dayMs)
}

/** 11 月 23 日至 29 日这一轮 */
export function roundText(now: Date): string {
  const first = roundBegins(now)
  const last = new Date(first.getTime() + 6 * dayMs)
  const [from, until] = [first, last].map((at) => plainDateText(shanghaiDate(at), now)) as [string, string]
  // 11 月 23 日至 29 日, and the month again only where it is another.
  const [month] = from.split(/(?<=月 )/) as [string]
  return `${from}至 ${until.startsWith(month) ? until.slice(month.length) : until}这一轮`
}

/** A tick is taken back on its own day alone. */
export const canUndo = (toldAt: Date, now: Date): boolean => shanghaiDate(toldAt) === shanghaiDate(now)
