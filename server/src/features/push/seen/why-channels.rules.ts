import { dateTimeText, toldHowText, type WhyAnswer } from '@hutang/shared'
import type { ChannelName } from '../../../channels/channel'
import { hiddenOutcomes } from '../inbox/unread'
import type { AttemptDoc } from '../push.model'
import { channelNames, channelOfCode, codeText } from './codes.rules'
import { soonText } from './reach.rules'
import { wayOf, ways } from './ways.rules'
import type { WhyFacts } from './why.facts'

type Line = WhyAnswer['channels'][number]

/** The chain of one person: what was tried, in its order, and what came of it. */
export function channelLines(facts: WhyFacts): Line[] {
  if (!facts.match) return []
  return [
    ...inboxLine(facts),
    ...(facts.delivery ? triedLines(facts) : facts.standing?.part === 'waiting' ? foreseenLines(facts) : []),
    ...facts.againAttempts.map((attempt) => againLine(facts, attempt)),
    ...offLines(facts),
    ...visitLine(facts),
  ]
}

const lineOf = (
  channel: ChannelName,
  state: Line['state'],
  text: string,
  more: Partial<Line> = {},
): Line => ({
  channel,
  name: channelNames[channel],
  state,
  at: null,
  text,
  way: null,
  ...more,
})

function inboxLine({ match, voice, now }: WhyFacts): Line[] {
  if (!match || (hiddenOutcomes as readonly (string | null)[]).includes(match.outcome)) return []
  const read = match.readAt && voice === 'self' ? `，您 ${dateTimeText(match.readAt, now)} 看过` : ''
  const at = match.at.toISOString()
  return [{ channel: 'inbox', name: '消息', state: 'done', at, text: `“消息”里有${read}。`, way: null }]
}

function triedLines(facts: WhyFacts): Line[] {
  const { delivery, attempts, match } = facts
  if (!delivery || match?.state === 'dropped' || match?.state === 'superseded') return []
  const lines: Line[] = []
  for (const name of delivery.channels) {
    const attempt = attempts.find(({ channel }) => channel === name)
    if (attempt) lines.push(...attemptLine(facts, attempt))
    else if (delivery.state === 'done') lines.push(skippedLine(facts, name))
    else lines.push(lineOf(name, 'next', '前面的不行，就用这个。'))
    if (attempt?.state === 'accepted') break
  }
  return lines
}

function attemptLine({ voice, now }: WhyFacts, attempt: AttemptDoc): Line[] {
  const { channel, state, code, effect, startedAt, leaseUntil } = attempt
  const at = startedAt.toISOString()
  switch (state) {
    case 'accepted':
      return [lineOf(channel, 'done', '已发到。', { at })]
    case 'unknown':
      return [lineOf(channel, 'unknown', '发出去了，没有回音，可能已经收到，不会再用它重发。', { at })]
    case 'sending':
      return [lineOf(channel, 'next', '正在发。', { at })]
    case 'waiting':
      return [lineOf(channel, 'next', `暂时发不了，${soonText(leaseUntil, now)}再试。`, { at })]
    case 'refused': {
      // It ended because nothing was to be said any more: not the vendor's word.
      if (code === null || code.startsWith('dropped:')) return []
      const way = voice === 'self' ? (wayOf(code) ?? wayOf(effect)) : null
      return [lineOf(channel, 'failed', `${codeText(code, voice, effect)}。`, { at, way })]
    }
  }
}

/** It had no call: as the delivery says, else as things stand now. */
function skippedLine({ delivery, reach, voice }: WhyFacts, name: ChannelName): Line {
  const reason = delivery?.reason ?? null
  const code = channelOfCode(reason) === name ? reason : (reach.get(name) ?? null)
  const way = voice === 'self' ? wayOf(code) : null
  return lineOf(name, 'skipped', code ? `${codeText(code, voice)}。` : '没有用上。', { way })
}

/** Of what is not sent yet: which one will be tried, and why not the ones before it. */
function foreseenLines({ preferences, reach, voice }: WhyFacts): Line[] {
  const lines: Line[] = []
  for (const name of preferences.channels) {
    const code = reach.get(name)
    if (code === undefined) continue
    if (code === null) return [...lines, lineOf(name, 'next', '到时候用这个发。')]
    const way = voice === 'self' ? wayOf(code) : null
    lines.push(lineOf(name, 'skipped', `${codeText(code, voice)}。`, { way }))
  }
  return lines
}

const againLine = (facts: WhyFacts, attempt: AttemptDoc): Line => {
  const [line] = attemptLine(facts, attempt)
  const { channel, startedAt } = attempt
  const tried = line ?? lineOf(channel, 'failed', '没有发成。', { at: startedAt.toISOString() })
  return { ...tried, text: `没看，又提醒了一次：${tried.text}` }
}

/** Which ones are off matters only where none of the others reached the person. */
function offLines({ standing, preferences, delivery, voice }: WhyFacts): Line[] {
  const missed = ['inbox', 'failed', 'visit'].includes(standing?.part ?? '')
  if (!missed || voice === 'office') return []
  const tried = new Set<string>([...preferences.channels, ...(delivery?.channels ?? [])])
  return (['wechat', 'sms', 'email'] as const)
    .filter((name) => !tried.has(name))
    .map((name) => lineOf(name, 'off', '您没有开。', { way: ways.subscriptions }))
}

function visitLine({ visit, now }: WhyFacts): Line[] {
  if (!visit) return []
  const { told, at } = visit
  const base = { channel: 'visit' as const, name: '上门', way: null }
  return [
    told
      ? {
          ...base,
          state: 'done',
          at: told.at.toISOString(),
          text: `${dateTimeText(told.at, now)} 村里已告知：${toldHowText[told.how]}。`,
        }
      : { ...base, state: 'next', at: at.toISOString(), text: '在入户名单上，村里会上门或打电话说一声。' },
  ]
}
