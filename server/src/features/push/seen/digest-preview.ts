import { type DigestPreview, type Preferences, shanghaiDate, whenText } from '@hutang/shared'
import type { Message } from '../../../channels/channel'
import type { Deps } from '../../../deps'
import { judgeAll, newestOnly } from '../delivery/judge'
import { inOrder, messageOf } from '../delivery/message.rules'
import { channelsOf } from '../engines'
import { laneOf, nextSlot, type Slot } from '../following/schedule.rules'
import { wishesOf } from '../following/wishes'
import { type DeliveryDoc, type MatchDoc, pushModels } from '../push.model'
import { channelNames, codeText } from './codes.rules'
import { soonText } from './reach.rules'
import { wayOf, ways } from './ways.rules'

const mostLines = 4000
const dayMs = 86_400_000
/** Two weekly digests are this far apart, whatever day was chosen in between. */
const weeklyApartMs = 4 * dayMs

/** The next digest as it would be if nothing changed until then: composed as the engine composes it, and not sealed. */
export async function digestPreview(deps: Deps, person: string): Promise<DigestPreview> {
  const { preferences } = await wishesOf(deps, person)
  const now = deps.clock.now()
  const slot = preferences.frequency === 'immediate' ? null : await slotOf(deps, person, preferences, now)
  const message = slot && (await messageAt(deps, person, preferences, slot))
  return {
    frequency: preferences.frequency,
    when: whenText(preferences),
    at: slot?.goesAt.toISOString() ?? null,
    atText: slot && soonText(slot.goesAt, now).trim(),
    channels: await channelsView(deps, person, preferences, message),
    count: message?.count ?? 0,
    title: message && slot ? titleOf(message, slot, now) : '',
    groups: message ? groupsOf(message) : [],
    empty: message
      ? null
      : slot
        ? '现在没有要汇总的。到时候还是没有，就不发。'
        : '您选的是马上告诉，不汇总。',
  }
}

/** One digest a day or ISO week, whatever hour or day was chosen in between: what has gone already is not promised again. */
async function slotOf(deps: Deps, person: string, preferences: Preferences, now: Date): Promise<Slot> {
  const slot = nextSlot(preferences, now)
  const kind = preferences.frequency === 'weekly' ? 'weekly' : 'daily'
  const lately = new Date(slot.goesAt.getTime() - 8 * dayMs)
  const had = await pushModels(deps.db)
    .Delivery.find({ person, kind, at: { $gt: lately } }, { at: 1 })
    .lean<Pick<DeliveryDoc, '_id' | 'at'>[]>()
  const isTaken = had.some(
    ({ _id, at }) =>
      _id === `${slot.key}:${person}` ||
      (kind === 'weekly' && at.getTime() > slot.goesAt.getTime() - weeklyApartMs),
  )
  return isTaken ? nextSlot(preferences, slot.goesAt) : slot
}

async function messageAt(
  deps: Deps,
  person: string,
  preferences: Preferences,
  { goesAt }: Slot,
): Promise<Message | null> {
  const now = deps.clock.now()
  const pending = await pushModels(deps.db)
    .Match.find({ state: 'pending', lane: { $in: ['now', 'digest', 'burst'] }, person })
    .limit(mostLines)
    .batchSize(mostLines + 1)
    .lean<MatchDoc[]>()
  const matches = pending.filter((match) => laneOf(match, preferences, now).lane === 'digest')
  if (matches.length === 0) return null
  const { judged } = await judgeAll(deps, matches, () => ({ frequency: true }), goesAt)
  const told = newestOnly(judged, () => '').flatMap(({ verdict }) =>
    verdict.kind === 'tell' ? verdict.item : [],
  )
  return messageOf({ kind: preferences.frequency === 'weekly' ? 'weekly' : 'daily', items: inOrder(told) })
}

function titleOf({ count }: Message, { goesAt }: Slot, now: Date): string {
  return shanghaiDate(goesAt) === shanghaiDate(now) ? `今天有${count}条新公开` : `有${count}条新公开`
}

function groupsOf({ lines }: Message): DigestPreview['groups'] {
  const groups = new Map<string, DigestPreview['groups'][number]['lines']>()
  for (const { category, title, name, why, link, publishedAt } of lines) {
    const line = { title, name, why, page: `/${link}`, publishedAt: publishedAt.toISOString() }
    groups.set(category, [...(groups.get(category) ?? []), line])
  }
  return [...groups].map(([category, of]) => ({ category, lines: of }))
}

/** Whether each of the person's channels could take it as things stand. */
async function channelsView(
  deps: Deps,
  person: string,
  preferences: Preferences,
  message: Message | null,
): Promise<DigestPreview['channels']> {
  const installed = new Map(channelsOf(deps).map((channel) => [channel.name, channel]))
  const about = { urgent: message?.urgent ?? false, emergency: false }
  const views = preferences.channels.map(async (name) => {
    const code = (await installed.get(name)?.canReach([person], about))?.get(person) ?? null
    return {
      ...{ channel: name, name: channelNames[name], reaches: code === null },
      text: code === null ? '能发到' : codeText(code, 'self'),
      way: wayOf(code),
    }
  })
  const shown = await Promise.all(views)
  return shown.length > 0
    ? shown
    : [
        {
          channel: 'wechat',
          name: channelNames.wechat,
          reaches: false,
          text: codeText('channelsOff', 'self'),
          way: ways.subscriptions,
        },
      ]
}
