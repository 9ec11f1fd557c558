import type { OutwardChannel, Preferences } from '@hutang/shared/contract'

export interface Sentence {
  /** When: the largest words of the page. */
  when: string
  /** By what; empty where it would only repeat. */
  how: string
}

/** A channel of the person, in their order, with whether it can take an ordinary message now. */
export interface Way {
  channel: OutwardChannel
  reaches: boolean
}

export const wayNames: Readonly<Record<OutwardChannel, string>> = {
  wechat: '微信',
  sms: '短信',
  email: '邮件',
}

const verbs: Readonly<Record<OutwardChannel, string>> = {
  wechat: '用微信',
  sms: '发短信',
  email: '发邮件',
}

const days = ['一', '二', '三', '四', '五', '六', '日'] as const

type When = Pick<Preferences, 'frequency' | 'hour' | 'weekday' | 'quietFrom' | 'quietTo'>

/** The first sentence of the page. It says no more than what will happen: SMS never takes what is ordinary. */
export function sentenceOf(
  preferences: When & Pick<Preferences, 'channels' | 'household'>,
  ways: readonly Way[] | undefined,
  following: boolean,
): Sentence {
  if (!following && !preferences.household)
    return { when: '现在没有订阅', how: '只有应急的事会告诉您。公开栏和“消息”里随时能看。' }
  if (preferences.channels.length === 0)
    return { when: '只放在“消息”里', how: '手机上不提醒您。公开栏和这里随时能看。' }
  const when = whenOf(preferences)
  // 一公开就告诉您 has said it.
  const telling = preferences.frequency === 'immediate' ? '' : '告诉您'
  if (ways === undefined) return { when, how: telling }
  const [first, second] = ways.filter(({ channel, reaches }) => reaches && channel !== 'sms')
  if (!first) return { when, how: '先放在“消息”里。现在手机上还提醒不到您，看下面“用什么告诉我”。' }
  const then = second ? `；没发到，再${verbs[second.channel]}` : ''
  return { when, how: `${verbs[first.channel]}${telling}${then}` }
}

/** 一公开就告诉您, 每天 18:30, 每周五 18:30; what falls into the quiet hours goes when they end. */
export function whenOf({ frequency, hour, weekday, quietFrom, quietTo }: When): string {
  if (frequency === 'immediate') return '一公开就告诉您'
  const quiet = isQuiet(hour, quietFrom, quietTo)
  const time = quiet ? quietTo : hour
  if (frequency === 'daily') return `每天 ${time}`
  const day = quiet && quietTo <= hour ? (weekday % 7) + 1 : weekday
  return `每周${days[day - 1] ?? '五'} ${time}`
}

/** Times of the day compare as text. */
export const isQuiet = (time: string, from: string, to: string): boolean =>
  from < to ? time >= from && time < to : from > to && (time >= from || time < to)
