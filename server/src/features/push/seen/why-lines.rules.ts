import { dateTimeText, plainDateText, shanghaiDate, type WhyLine, whenText } from '@hutang/shared'
import { partsOf, saidAs } from '../../announcements'
import { labelOf } from '../following/labels.rules'
import { codeText } from './codes.rules'
import { soonText } from './reach.rules'
import { wayOf, ways } from './ways.rules'
import { privateOutcomes, type WhyFacts } from './why.facts'

const line = (code: string, text: string, way: WhyLine['way'] = null): WhyLine => ({ code, text, way })

const nameOf = ({ announcement: { subject, kind } }: WhyFacts): string => saidAs(subject.kind, kind).name

const label = ({ line: shown }: WhyFacts, scope: string): string =>
  labelOf(partsOf(scope), { name: shown?.regionName ?? '村里' }, shown ? { level2: shown.itemName } : null)

/** Why the person is told, or is not. What somebody follows or has muted is theirs: the office sees one sentence. */
export function criteriaOf(facts: WhyFacts): WhyLine[] {
  if (facts.voice === 'office') return [line('private', '订阅了什么、关了什么是本人的事，这里不显示。')]
  const { match } = facts
  if (!match) return whyNot(facts)
  const reasons = match.reasons.map((reason) => {
    if (reason === 'household') return line(reason, '这条与您家有关。')
    if (reason === 'emergency') return line(reason, '这是应急信息，本村人都告诉。')
    if (reason === 'received') return line(reason, `您收到过原来那条，所以${nameOf(facts)}也告诉您。`)
    if (reason === 'work') return line(reason, '这件事等您办。')
    if (reason === 'enterprise') return line(reason, '这条与您的企业有关。')
    if (reason === 'asker') return line(reason, '这件是您提的。')
    if (reason === 'account') return line(reason, '这件是您账号的事。')
    return line('subscribed', followedText(facts, reason.slice('scope:'.length)), ways.subscriptions)
  })
  const why = match.state === 'dropped' ? match.outcome : null
  return why !== null && privateOutcomes.includes(why) && why !== 'read'
    ? [...reasons, line(why, `${codeText(why, 'self')}。`, wayOf(why))]
    : reasons
}

function followedText(facts: WhyFacts, scope: string): string {
  const since = facts.subscriptions.find((one) => one.scope === scope && one.open)?.since
  const when = since ? `${day(since, facts.now)}` : ''
  return `您${when}订阅了“${label(facts, scope)}”。`
}

const day = (at: Date, now: Date): string => plainDateText(shanghaiDate(at), now)

function whyNot(facts: WhyFacts): WhyLine[] {
  const { announcement, line: shown, now } = facts
  const { kind, at, matchedAt } = announcement
  if (matchedAt === null) return [line('counting', '还在找要告诉的人，过一会儿再看。')]
  if (kind === 'corrected' || kind === 'withdrawn' || kind === 'takenDown')
    return [line('notReceived', `${nameOf(facts)}只告诉收到过原来那条的人，当时您没有收到。`)]
  if (shown?.mine) return [line('notVerified', '这条里有您家，但是公开的时候您还没有认证。', ways.verify)]
  if (!shown || shown.access === 'title')
    return [line('noAccess', '这条只对一部分人公开，您不在里面。认证以后再看。', ways.verify)]
  const covering = facts.subscriptions.filter(({ scope }) => announcement.scopes.includes(scope))
  const later = covering.find(({ since, open }) => open && since > at)
  if (later)
    return [
      line(
        'subscribedLater',
        `您${dateTimeText(later.since, now)}才订阅“${label(facts, later.scope)}”，这条是 ${dateTimeText(at, now)} 公开的。`,
      ),
    ]
  const ended = covering.find(({ until }) => until !== null)
  if (ended?.until)
    return [
      line(
        'unsubscribed',
        `您${dateTimeText(ended.until, now)}取消了“${label(facts, ended.scope)}”，所以没有发。`,
        ways.subscriptions,
      ),
    ]
  return [line('notSubscribed', `您没有订阅“${shown.category}”，这条里也没有您家。`, ways.subscriptions)]
}

/** When: what of the person's choice and of the notice decided it. Their hours are theirs, too. */
export function windowOf(facts: WhyFacts): WhyLine[] {
  const { voice, announcement, match, delivery, preferences, now } = facts
  if (!match) return []
  const { urgency, validUntil } = announcement
  const until = validUntil ? validityLines(validUntil, now) : []
  if (urgency === 'emergency') return [line('emergency', '应急信息马上发，免打扰时间也发。'), ...until]
  if (urgency === 'quiet') return [line('quiet', '这类公开只放在“消息”里，不发提醒。'), ...until]
  if (voice === 'office') return until
  const kind = delivery?.kind ?? null
  const lines = [
    line(
      preferences.frequency,
      `您选的是${whenText(preferences).replace('告诉您', '')}。`,
      ways.subscriptions,
    ),
  ]
  if (urgency === 'prompt') lines.push(line('prompt', '这件事要紧，不等汇总，马上告诉您。'))
  if (kind === 'burst' || match.lane === 'burst')
    lines.push(line('burst', '十分钟里已经告诉您 3 条，后面的合成一条。'))
  if (match.state === 'pending' && match.lane === 'now' && match.nextAt > now)
    lines.push(line('quietHours', quietText(facts), ways.subscriptions))
  return [...lines, ...until]
}

const quietText = ({ preferences: { quietFrom, quietTo }, match, now }: WhyFacts): string =>
  `${quietFrom} 到 ${quietTo} 是您的免打扰时间，${soonText(match?.nextAt ?? now, now)}再告诉您。`

const validityLines = (validUntil: Date, now: Date): WhyLine[] =>
  validUntil <= now
    ? [line('expired', `有效至 ${dateTimeText(validUntil, now)}，已经过了，没发的不再发。`)]
    : [line('validUntil', `有效至 ${dateTimeText(validUntil, now)}，等不到汇总的会马上发。`)]
