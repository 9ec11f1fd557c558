import { dateTimeText } from './format'

/** After how many hours an important notice goes again to who has not read it. */
export const againChoices = [24, 48, 72] as const
export type AgainHours = (typeof againChoices)[number]

/** Whether 有效至 has passed. */
export const isOver = (validUntil: Date, now: Date): boolean => validUntil.getTime() <= now.getTime()

/** 有效至 as its readers see it. */
export function validityText(validUntil: Date, now: Date): string {
  const until = dateTimeText(validUntil, now)
  return isOver(validUntil, now) ? `已过期（有效至 ${until}）` : `有效至 ${until}`
}

/** Whether who received no message is visited, as the publisher chose. */
export const visitText = (visit: boolean): string =>
  visit ? '没收到的，上门或打电话告诉' : '没收到的，看公开栏'

export const againText = (hours: AgainHours | null): string =>
  hours === null ? '没看的，不再提醒' : `重要：${hours} 小时还没看的，再提醒一次`
