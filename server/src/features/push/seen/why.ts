import { type Preferences, type Viewer, visitor, type WhyAnswer } from '@hutang/shared'
import type { ChannelName } from '../../../channels/channel'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import {
  type AnnouncementDoc,
  announcementsAbout,
  announcementsOf,
  type SubjectRef,
} from '../../announcements'
import { againId } from '../delivery/again-ids'
import { groupBy } from '../delivery/group-by'
import { channelsOf } from '../engines'
import { preferenceOf, preferencesView } from '../following/preferences'
import { wishesOf } from '../following/wishes'
import {
  type AttemptDoc,
  type DeliveryDoc,
  type MatchDoc,
  pushModels,
  type SubscriptionDoc,
  type VisitDoc,
} from '../push.model'
import { linesOf } from '../subjects'
import { standsAt } from './told.rules'
import type { WhyFacts } from './why.facts'
import { whyOf } from './why.rules'

/** Whose answer it is, and who reads it. */
export interface Whose {
  person: string
  /** `office`: what the person follows, has muted or has read is left out. */
  voice: WhyFacts['voice']
  /** The reader, as whom titles are shown. */
  viewer: Viewer
}

/** One entry of the own inbox. */
export async function whyEntry(deps: Deps, { person, viewer }: Actor, id: string): Promise<WhyAnswer> {
  const match = await pushModels(deps.db).Match.findById(id).lean<MatchDoc>()
  if (!match || match.person !== person._id)
    throw new AppError('notFound', { message: '没有这条消息，请刷新页面再看。' })
  const announced = await announcementsOf(deps.db, [match.announcement])
  const whose: Whose = { person: person._id, voice: 'self', viewer }
  const [answer] = await answersFor(deps, whose, match.subject, announced, [match])
  if (!answer) throw new AppError('notFound', { message: '没有这条消息，请刷新页面再看。' })
  return answer
}

/** Everything that was announced of a notice, for one person; none where nothing was. */
export async function whyNotice(deps: Deps, whose: Whose, notice: string): Promise<WhyAnswer[]> {
  const subject = { kind: 'notice', id: notice }
  const announced = await announcementsAbout(deps.db, subject)
  const ids = announced.map(({ _id }) => `${_id}::${whose.person}`)
  const matches = await pushModels(deps.db)
    .Match.find({ _id: { $in: ids } })
    .batchSize(ids.length + 1)
    .lean<MatchDoc[]>()
  return answersFor(deps, whose, subject, announced, matches)
}

async function answersFor(
  deps: Deps,
  whose: Whose,
  subject: SubjectRef,
  announced: readonly AnnouncementDoc[],
  matches: readonly MatchDoc[],
): Promise<WhyAnswer[]> {
  const byAnnouncement = new Map(matches.map((match) => [match.announcement, match]))
  const missing = announced.some(({ _id }) => !byAnnouncement.has(_id))
  const [lineOf, ledger, { preferences, subscriptions }] = await Promise.all([
    linesOf(
      deps,
      [subject],
      whose.voice === 'self' ? whose.viewer : { ...visitor, roles: whose.viewer.roles },
    ),
    ledgerOf(deps, whose.person, matches),
    choicesOf(deps, whose, missing),
  ])
  const now = deps.clock.now()
  const answers = announced.map(async (announcement) => {
    const match = byAnnouncement.get(announcement._id) ?? null
    const { delivery, attempts, againAttempts } = ledger.of(match)
    const shown = whose.voice === 'office' && match ? unread(match) : match
    const facts: WhyFacts = {
      voice: whose.voice,
      ...{ now, announcement, match: shown, delivery, attempts, againAttempts, preferences, subscriptions },
      line: lineOf(subject) ?? null,
      standing: shown && standsAt(shown, delivery ?? undefined, attempts, announcement, now),
      visit: match ? ledger.visitOf(announcement._id) : null,
      reach: new Map(),
    }
    return whyOf({ ...facts, reach: await reachNow(deps, facts) })
  })
  return Promise.all(answers)
}

/** Whether somebody has read something is nobody else's business. */
const unread = (match: MatchDoc): MatchDoc => ({ ...match, readAt: null })

async function choicesOf(
  deps: Deps,
  { person, voice }: Whose,
  missing: boolean,
): Promise<{ preferences: Preferences; subscriptions: readonly SubscriptionDoc[] }> {
  if (voice === 'office') {
    return { preferences: preferencesView(await preferenceOf(deps.db, person)), subscriptions: [] }
  }
  const { preferences, open } = await wishesOf(deps, person)
  if (!missing) return { preferences, subscriptions: open }
  // Why somebody was not told may lie in what has ended since.
  const all = await pushModels(deps.db)
    .Subscription.find({ person })
    .sort({ since: -1 })
    .limit(mostIntervals)
    .batchSize(mostIntervals + 1)
    .lean<SubscriptionDoc[]>()
  return { preferences, subscriptions: all }
}

const mostIntervals = 1000

async function ledgerOf({ db }: Deps, person: string, matches: readonly MatchDoc[]) {
  const { Attempt, Delivery, Visit } = pushModels(db)
  const own = [...new Set(matches.flatMap(({ delivery }) => delivery ?? []))]
  const ids = [...own, ...(own.length > 0 ? matches.map(({ _id }) => againId(_id)) : [])]
  const [deliveries, attempts] =
    ids.length === 0
      ? [[], []]
      : await Promise.all([
          Delivery.find({ _id: { $in: ids } }, { items: 0 })
            .batchSize(ids.length + 1)
            .lean<DeliveryDoc[]>(),
          Attempt.find({ delivery: { $in: ids } })
            .batchSize(ids.length * 3 + 1)
            .lean<AttemptDoc[]>(),
        ])
  const visited = deliveries.some(({ result }) => result === 'visit')
  const visits = visited
    ? await Visit.find({ 'subject.id': matches[0]?.subject.id ?? '', persons: person }).lean<VisitDoc[]>()
    : []
  const byId = new Map(deliveries.map((one) => [one._id, one]))
  const byDelivery = groupBy(attempts, ({ delivery }) => delivery)
  return {
    of: (match: MatchDoc | null) => ({
      delivery: byId.get(match?.delivery ?? '') ?? null,
      attempts: byDelivery.get(match?.delivery ?? '') ?? [],
      againAttempts: (match && byDelivery.get(againId(match._id))) ?? [],
    }),
    visitOf: (announcement: string) => visits.find((one) => one.announcement === announcement) ?? null,
  }
}

/** The channels that had no call are asked how things stand now; where all of that is in the ledger, nobody is asked. */
async function reachNow(
  deps: Deps,
  { match, standing, delivery, attempts, preferences, announcement }: WhyFacts,
): Promise<Map<ChannelName, string | null>> {
  if (!match || !standing || standing.part === 'read' || standing.part === 'dropped') return new Map()
  const wanted: readonly ChannelName[] = delivery?.channels ?? preferences.channels
  const uncalled = wanted.filter((name) => !attempts.some(({ channel }) => channel === name))
  const called = wanted.findIndex((name) =>
    attempts.some(({ channel, state }) => channel === name && state === 'accepted'),
  )
  const asked = uncalled.filter((name) => called < 0 || wanted.indexOf(name) < called)
  const emergency = announcement.urgency === 'emergency'
  const urgent = emergency || match.reasons.includes('household')
  const answers = await Promise.all(
    channelsOf(deps)
      .filter(({ name }) => asked.includes(name))
      .map(async (channel) => {
        const reach = await channel.canReach([match.person], { urgent, emergency })
        return [channel.name, reach.get(match.person) ?? null] as const
      }),
  )
  return new Map(answers)
}
