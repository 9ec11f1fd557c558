import { dateTimeText, type WhyAnswer, type WhyOutcome } from '@hutang/shared'
import { saidAs } from '../../announcements'
import type { AttemptDoc } from '../push.model'
import { channelNames, codeText } from './codes.rules'
import { soonText } from './reach.rules'
import { privateOutcomes, type WhyFacts } from './why.facts'
import { channelLines } from './why-channels.rules'
import { criteriaOf, windowOf } from './why-lines.rules'

/** One answer for one person and one announcement; for the office without what is the person's own. */
export function whyOf(facts: WhyFacts): WhyAnswer {
  const { announcement, match, voice } = facts
  const outcome = outcomeOf(facts)
  return {
    announcement: announcement._id,
    kind: announcement.kind,
    kindName: saidAs(announcement.subject.kind, announcement.kind).name,
    at: announcement.at.toISOString(),
    outcome,
    headline: headlineOf(facts, outcome),
    criteria: criteriaOf(facts),
    window: windowOf(facts),
    channels: channelLines(facts),
    next: match || voice === 'self' ? nextOf(facts, outcome) : null,
  }
}

function outcomeOf({ announcement, standing }: WhyFacts): WhyOutcome {
  if (standing) return standing.part
  return announcement.matchedAt === null ? 'counting' : 'notTold'
}

const acceptedOf = (attempts: readonly AttemptDoc[]): AttemptDoc | undefined =>
  attempts.find(({ state }) => state === 'accepted')

function headlineOf(facts: WhyFacts, outcome: WhyOutcome): string {
  const { voice, now, match, standing, attempts, announcement } = facts
  // Only what is published hangs on the board.
  const where = announcement.subject.kind === 'notice' ? '公开栏和“消息”' : '“消息”'
  const you = voice === 'self' ? '您' : '他'
  const sent = acceptedOf(attempts)
  const sentText = sent ? `${dateTimeText(sent.startedAt, now)} ${channelNames[sent.channel]}已发到` : ''
  switch (outcome) {
    case 'read':
      return `${match?.readAt ? `${dateTimeText(match.readAt, now)} ` : ''}您已经看过${sentText ? `，${sentText}` : ''}。`
    case 'told':
      return `${sentText || '已发到'}。`
    case 'unknown':
      return standing?.channel
        ? `用${channelNames[standing.channel]}发出去了，没有回音，可能已经收到。`
        : '发出去了，没有回音，可能已经收到。'
    case 'visit':
      return `手机上收不到，已列入入户名单。`
    case 'inbox':
      return `手机上收不到：${codeText(standing?.code ?? 'channelsOff', voice)}。${where}里能看。`
    case 'failed':
      return `没有发成：${codeText(standing?.code ?? 'refused', voice, standing?.effect)}。“消息”里能看。`
    case 'waiting':
      return waitingText(facts)
    case 'dropped':
      return droppedText(facts)
    case 'counting':
      return '刚公开，还在找要告诉的人。'
    case 'notTold':
      return voice === 'self'
        ? `这条没有发给${you}。`
        : '这条没有发给他。为什么，本人能在“为什么没收到”里看到。'
  }
}

function droppedText({ standing, voice }: WhyFacts): string {
  const code = standing?.code ?? 'cancelled'
  if (voice === 'office' && privateOutcomes.includes(code)) return '没有发提醒：不用再发，或者本人选了不发。'
  return `没有发提醒：${codeText(code, voice)}。`
}

function waitingText({ standing, voice, now, match }: WhyFacts): string {
  const code = standing?.code ?? 'soon'
  // When somebody has their digest is their own choice.
  const isOwn = code === 'digest' || code === 'quiet' || code === 'burst'
  if (voice === 'office' && isOwn) return '还没发，在等本人选的时间。'
  const at = match?.state === 'pending' ? match.nextAt : null
  return at && at > now
    ? `${soonText(at, now)}${codeText(code, voice).replace(/^等/, '')}。`
    : `${codeText(code, voice)}。`
}

function nextOf(facts: WhyFacts, outcome: WhyOutcome): WhyAnswer['next'] {
  const { voice, match, standing, visit, now, delivery } = facts
  if (outcome === 'waiting') {
    const code = standing?.code ?? 'soon'
    if (voice === 'office' && ['digest', 'quiet', 'burst'].includes(code))
      return { at: null, text: '到本人选的时间再发。' }
    const at = standing?.at ?? null
    if (code === 'receipt') return { at: iso(at), text: '等不到回音，就用下一种办法。' }
    return { at: iso(at), text: at && at > now ? `${soonText(at, now)}发。` : '马上发。' }
  }
  if (visit && !visit.told) return { at: null, text: '村里会上门或打电话说一声。' }
  if (match?.againAt && outcome === 'told')
    return { at: iso(match.againAt), text: `${soonText(match.againAt, now)}还没看，就再提醒一次。` }
  if (outcome === 'notTold' && delivery === null) return { at: null, text: '随时可以在公开栏里看。' }
  return null
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null
