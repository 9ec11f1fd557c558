import type { PushFrequency } from '../contract/me'

export interface When {
  frequency: PushFrequency
  /** HH:00 or HH:30 */
  hour: string
  /** 1 Monday to 7 Sunday */
  weekday: number
  /** HH:mm; what falls into these hours comes when they are over. */
  quietFrom?: string
  quietTo?: string
}

const days = ['一', '二', '三', '四', '五', '六', '日'] as const

/** Each part of the day from the hour on which it begins. */
const parts: readonly [number, string][] = [
  [0, '凌晨'],
  [5, '早上'],
  [8, '上午'],
  [11, '中午'],
  [13, '下午'],
  [17, '傍晚'],
  [19, '晚上'],
]

/** 18:30 as it is said: 傍晚6点半. */
export function spokenTime(time: string): string {
  const hour = Number(time.slice(0, 2))
  const [, part] = parts.findLast(([from]) => from <= hour) ?? parts[0] ?? [0, '']
  const said = hour > 12 ? hour - 12 : hour
  const minutes = time.slice(3)
  return `${part}${said}点${minutes === '30' ? '半' : minutes === '00' ? '' : `${minutes}分`}`
}

/** When somebody is told: 马上告诉您, 每天傍晚6点半汇总告诉您, 每周五傍晚6点半汇总告诉您. */
export function whenText(when: When): string {
  const { frequency } = when
  if (frequency === 'immediate') return '马上告诉您'
  const { hour, weekday } = comingAt(when)
  const day = frequency === 'daily' ? '每天' : `每周${days[weekday - 1] ?? '五'}`
  return `${day}${spokenTime(hour)}汇总告诉您`
}

/** The hour at which it really comes: one inside the quiet hours waits for the morning, perhaps of the next day. */
function comingAt({ hour, weekday, quietFrom = '', quietTo = '' }: When): Pick<When, 'hour' | 'weekday'> {
  const isQuiet =
    quietFrom <= quietTo ? hour >= quietFrom && hour < quietTo : hour >= quietFrom || hour < quietTo
  if (!isQuiet) return { hour, weekday }
  return { hour: quietTo, weekday: hour < quietTo ? weekday : (weekday % 7) + 1 }
}
