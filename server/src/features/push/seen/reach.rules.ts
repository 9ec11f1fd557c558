import { dateTimeText, moneyText, type Reach, shanghaiDate, shanghaiTime } from '@hutang/shared'
import type { ChannelName } from '../../../channels/channel'
import type { Lane } from '../push.model'
import { channelNames, codeText } from './codes.rules'

/** How one person would be told. */
export interface Foreseen {
  person: string
  /** Null: by no channel. */
  channel: ChannelName | null
  /** Why not: the first reason, as the engine keeps it. */
  why: string | null
  /** They find it in the inbox alone, as they chose. */
  silent: boolean
  fen: number
  lane: Lane
  at: Date
}

/** The sums while pages of people go by. */
export class ReachSums {
  persons = 0
  silent = 0
  unreached = 0
  /** Of those: who comes onto the visit list. */
  visited = 0
  fen = 0
  capSpent = 0
  now = 0
  readonly channels = new Map<ChannelName, number>()
  readonly whys = new Map<string, number>()
  readonly doors = new Set<string>()
  readonly #later = new Map<string, { at: Date; lane: Lane; persons: number }>()

  add({ channel, why, silent, fen, lane, at }: Foreseen, now: Date): void {
    this.persons++
    if (silent) {
      this.silent++
      return
    }
    this.fen += fen
    if (at <= now) this.now++
    else this.#wait(lane, at)
    if (channel) {
      this.channels.set(channel, (this.channels.get(channel) ?? 0) + 1)
      return
    }
    this.unreached++
    const code = why ?? 'channelsOff'
    this.whys.set(code, (this.whys.get(code) ?? 0) + 1)
  }

  #wait(lane: Lane, at: Date): void {
    const key = `${lane} ${at.getTime()}`
    const one = this.#later.get(key)
    if (one) one.persons++
    else this.#later.set(key, { at, lane, persons: 1 })
  }

  /** The earliest first; what comes after the fifth is one line, so that they still add up. */
  later(now: Date): Reach['when']['later'] {
    const all = [...this.#later.values()].sort((a, b) => a.at.getTime() - b.at.getTime())
    const [shown, rest] =
      all.length > mostTimes ? [all.slice(0, mostTimes - 1), all.slice(mostTimes - 1)] : [all, []]
    const lines = shown.map(({ at, lane, persons }) => ({
      at: at.toISOString(),
      text: lane === 'digest' ? `${soonText(at, now)}汇总` : `${soonText(at, now).trim()}（免打扰结束后）`,
      persons,
    }))
    const [first] = rest
    if (!first) return lines
    const persons = rest.reduce((sum, one) => sum + one.persons, 0)
    return [
      ...lines,
      { at: first.at.toISOString(), text: `${soonText(first.at, now).trim()} 起，陆续汇总`, persons },
    ]
  }
}

const mostTimes = 6
const dayMs = 86_400_000

/** 今天 18:30, 明天 07:00, 11 月 30 日 18:30 */
export function soonText(at: Date, now: Date): string {
  const day = shanghaiDate(at)
  if (day === shanghaiDate(now)) return `今天 ${shanghaiTime(at)} `
  if (day === shanghaiDate(new Date(now.getTime() + dayMs))) return `明天 ${shanghaiTime(at)} `
  return `${dateTimeText(at, now)} `
}

export const countedWhys = (whys: ReadonlyMap<string, number>): Reach['unreachable'] =>
  [...whys]
    .map(([code, persons]) => ({ code, text: codeText(code, 'office'), persons }))
    .sort((a, b) => b.persons - a.persons || (a.code < b.code ? -1 : 1))

/** The whole of it in sentences that a screen shows as they are. */
export function reachTexts(reach: Omit<Reach, 'text'>): string[] {
  const { persons, exact, channels, inbox, visit, silent, sms, when } = reach
  if (persons === 0) return ['这条不用告诉谁：没有人订阅，也没有人家在里面。公开栏照样能看。']
  const how = channels.flatMap((one) => (one.persons > 0 ? [`${one.name} ${one.persons} 人`] : []))
  const who = exact ? `会告诉 ${persons} 人` : `会告诉约 ${persons} 人（人太多，只数到这里）`
  return [
    `${who}${how.length > 0 ? `：${how.join('，')}` : ''}。`,
    ...(visit.persons > 0
      ? [`${visit.persons} 人手机上收不到，${visit.households} 户进入户名单，请上门或打电话。`]
      : []),
    ...(inbox > 0 ? [`${inbox} 人手机上收不到，只能在公开栏和“消息”里看。`] : []),
    ...(silent > 0 ? [`${silent} 人只在“消息”里看，是自己选的。`] : []),
    ...smsTexts(sms),
    ...(when.later.length > 0 ? [`${when.now} 人马上告诉，其余的等汇总或免打扰结束。`] : []),
  ]
}

function smsTexts({ persons, fen, leftFen, enough }: Reach['sms']): string[] {
  const cost = persons > 0 ? `短信最多花 ${moneyText(fen)}，本月还剩 ${moneyText(leftFen ?? 0)}。` : ''
  const short = enough ? '' : '本月短信的钱不够，发不了的改用别的办法。'
  return [cost, short].filter(Boolean)
}

export const nameOf = (channel: ChannelName): string => channelNames[channel]
