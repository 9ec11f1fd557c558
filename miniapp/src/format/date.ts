import { dateText, plainDateText, shanghaiTime } from '@hutang/shared/rules'
import { clock } from './clock'

const instantOf = (value: string | number) => {
  const instant = new Date(value)
  return Number.isNaN(instant.getTime()) ? undefined : instant
}

/** "11 月 20 日 周五"; with the year when it is not the current year. */
export function dayText(value: string | number): string {
  const instant = instantOf(value)
  return instant ? dateText(instant, new Date(clock.now())) : '日期待定'
}

/** "11 月 20 日 周五 09:30". */
export function momentText(value: string | number): string {
  const instant = instantOf(value)
  return instant ? `${dayText(value)} ${shanghaiTime(instant)}` : '时间待定'
}

/** A `YYYY-MM-DD` as "11 月 20 日"; with the year when it is not the current year. */
export const plainDay = (day: string): string => plainDateText(day, new Date(clock.now()))

/** "11 月 20 日起，不定结束". */
export const spanText = (since: string, until: string | null): string =>
  `${plainDay(since)}起，${until ? `${plainDay(until)}止` : '不定结束'}`
