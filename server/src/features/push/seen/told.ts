import {
  type MissedPart,
  missedParts,
  outwardChannels,
  type ToldOf,
  type ToldPart,
  toldParts,
} from '@hutang/shared'
import type { ChannelName } from '../../../channels/channel'
import type { Deps } from '../../../deps'
import { type AnnouncementDoc, announcementsAbout, saidAs } from '../../announcements'
import { hiddenOutcomes } from '../inbox/unread'
import { type VisitCounts, visitCountsOfAll } from '../visits/counts'
import { channelNames, codeText } from './codes.rules'
import { standings } from './ledger'
import { partNames, type Standing } from './told.rules'
import { toldTexts } from './told-words.rules'

export interface ToldSums {
  announcements: ToldOf[]
  /** Each person once over all announcements. */
  received: number
  opened: number
}

/** What is known of one announcement while its people go by. */
class Tally {
  expected = 0
  readonly parts = new Map<ToldPart, number>()
  readonly sent = new Map<ChannelName, { sent: number; read: number }>()
  readonly whys = new Map<ToldPart, Map<string, { persons: number; effect: Standing['effect'] }>>()
  nextAt: Date | null = null

  add({ part, code, channel, effect, at }: Standing): void {
    this.expected++
    this.parts.set(part, (this.parts.get(part) ?? 0) + 1)
    if (channel && (part === 'told' || part === 'read')) {
      const one = this.sent.get(channel) ?? { sent: 0, read: 0 }
      one.sent++
      if (part === 'read') one.read++
      this.sent.set(channel, one)
    }
    if (at && (!this.nextAt || at < this.nextAt)) this.nextAt = at
    if (code === null) return
    const whys = this.whys.get(part) ?? new Map()
    whys.set(code, { persons: (whys.get(code)?.persons ?? 0) + 1, effect })
    this.whys.set(part, whys)
  }

  reasons(part: ToldPart): ToldOf['parts'][number]['reasons'] {
    return [...(this.whys.get(part) ?? [])]
      .map(([code, { persons, effect }]) => ({ code, text: codeText(code, 'office', effect), persons }))
      .sort((a, b) => b.persons - a.persons || (a.code < b.code ? -1 : 1))
  }
}

/** For each announcement of a notice: parts that add up to who was expected. Read page by page. */
export async function toldSums(deps: Deps, notice: string): Promise<ToldSums> {
  const { db, clock } = deps
  const now = clock.now()
  const announced = await announcementsAbout(db, { kind: 'notice', id: notice })
  const byId = new Map(announced.map((one) => [one._id, one]))
  const tallies = new Map(announced.map(({ _id }) => [_id, new Tally()]))
  const received = new Set<string>()
  const opened = new Set<string>()
  for await (const page of standings(db, notice, byId, now)) {
    for (const { match, standing } of page) {
      tallies.get(match.announcement)?.add(standing)
      if (!isReceived(byId.get(match.announcement), match.outcome)) continue
      received.add(match.person)
      if (match.readAt) opened.add(match.person)
    }
  }
  const visits = await visitCountsOfAll(db, notice)
  return {
    announcements: announced.map((one) =>
      viewOf(one, tallies.get(one._id) ?? new Tally(), visits.get(one._id), now),
    ),
    received: received.size,
    opened: opened.size,
  }
}

/** Of these kinds the notice itself lies in the inbox; a withdrawal is read and says that it is gone. */
const ofContent: readonly AnnouncementDoc['kind'][] = ['published', 'corrected', 'reminder']
const isReceived = (announcement: AnnouncementDoc | undefined, outcome: string | null): boolean =>
  announcement !== undefined &&
  ofContent.includes(announcement.kind) &&
  !(hiddenOutcomes as readonly (string | null)[]).includes(outcome)

const isListed = (part: ToldPart): part is MissedPart => (missedParts as readonly string[]).includes(part)

function viewOf(
  { _id, subject, kind, at, matchedAt }: AnnouncementDoc,
  tally: Tally,
  counts: VisitCounts | undefined,
  now: Date,
): ToldOf {
  const view: Omit<ToldOf, 'text'> = {
    announcement: _id,
    kind,
    name: saidAs(subject.kind, kind).name,
    at: at.toISOString(),
    counting: matchedAt === null,
    expected: tally.expected,
    parts: toldParts.map((part) => ({
      part,
      name: partNames[part],
      persons: tally.parts.get(part) ?? 0,
      reasons: tally.reasons(part),
      listed: isListed(part),
    })),
    channels: outwardChannels.flatMap((channel) => {
      const sent = tally.sent.get(channel)
      return sent ? [{ channel, name: channelNames[channel], ...sent }] : []
    }),
    visits: {
      households: counts?.households ?? 0,
      told: counts?.told ?? 0,
      persons: counts?.personsTold.size ?? 0,
    },
    nextAt: tally.nextAt?.toISOString() ?? null,
  }
  return { ...view, text: toldTexts(view, now) }
}
