import { outwardWords } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { type AnnouncementDoc, type Description, type SubjectRef, saidAs } from '../../announcements'
import { quietUntil } from '../following/quiet.rules'
import { laneOf } from '../following/schedule.rules'
import { silenceOf } from '../following/silence.rules'
import type { Lane, MatchDoc, Reason, SealedItem } from '../push.model'
import { isOpenToAll } from '../subjects'
import { coveredBy } from './covered'
import { type Facts, gatherFacts } from './facts'
import { whyText } from './why.rules'

export type Verdict =
  | { kind: 'tell'; item: SealedItem }
  | { kind: 'drop'; why: string }
  /** Another entry of the same message says what is newer of the same subject. */
  | { kind: 'superseded' }
  /** `lane`: what it waits for instead; null: the same. */
  | { kind: 'wait'; until: Date; lane: Lane | null }

/** What the judge leaves out of account. */
export interface Leniency {
  /** It was taken for a digest, sealed before, or told before: how often the person is told is no question any more. */
  frequency: boolean
  /** Its words are sealed: that another message says it as well is no question any more. */
  sealed?: boolean
}

export interface Judged {
  match: MatchDoc
  verdict: Verdict
  /** The subject that it says as well, in other words. */
  says: SubjectRef | null
}

const drop = (why: string): Verdict => ({ kind: 'drop', why })
const wait = (until: Date, lane: Lane | null = null): Verdict => ({ kind: 'wait', until, lane })

/** How long a correction waits for a message about the same subject that is being made just now. */
const besideMs = 3000
/** When it is looked again whether another message says it. */
const coverMs = 10_000
/** When a feature that could not answer is asked again. */
const askAgainMs = 60_000

/**
 * The truth at this moment, for many in few queries: whether subject, person and preference call for the message. A preview
 * of a digest asks for the moment at which it will go.
 */
export async function judgeAll(
  deps: Deps,
  matches: readonly MatchDoc[],
  leniencyOf: (match: MatchDoc) => Leniency,
  now = deps.clock.now(),
): Promise<{ judged: Judged[]; preference: Facts['preference'] }> {
  const facts = await gatherFacts(deps, matches)
  const wordsOf = wordsOnce()
  const judged = matches.map((match) => ({
    match,
    verdict: judge(facts, match, leniencyOf(match), now, wordsOf),
    says: coveredBy(deps, match.subject),
  }))
  return { judged, preference: facts.preference }
}

/** Of several entries about one subject in one message only the newest is told, or what says it in other words. */
export function newestOnly(judged: readonly Judged[], messageOf: (match: MatchDoc) => string): Judged[] {
  const newest = new Map<string, MatchDoc>()
  const keyOf = (match: MatchDoc, { kind, id } = match.subject) =>
    `${messageOf(match)} ${match.person} ${kind} ${id}`
  const told = judged.filter(({ verdict }) => verdict.kind === 'tell')
  for (const { match } of told) {
    const known = newest.get(keyOf(match))
    if (!known || known.at < match.at) newest.set(keyOf(match), match)
  }
  const said = new Set(told.flatMap(({ match, says }) => (says ? keyOf(match, says) : [])))
  const isTold = (match: MatchDoc) => newest.get(keyOf(match)) === match && !said.has(keyOf(match))
  return judged.map((one) =>
    one.verdict.kind === 'tell' && !isTold(one.match) ? { ...one, verdict: { kind: 'superseded' } } : one,
  )
}

function judge(facts: Facts, match: MatchDoc, leniency: Leniency, now: Date, wordsOf: WordsOf): Verdict {
  const [about, announcement] = [facts.about(match), facts.announcement(match)]
  if (!about) return wait(new Date(now.getTime() + askAgainMs))
  if (about.gone === 'hidden') return wait(about.until)
  if (about.gone !== null) return drop(about.gone)
  if (!announcement) return drop('notPublished')
  const isEmergency = announcement.urgency === 'emergency'
  const preference = facts.preference(match.person)
  if (match.validUntil && match.validUntil <= now) return drop('expired')
  if (match.readAt) return drop('read')
  const reasons = reasonsLeft(facts, match, announcement, about)
  if (typeof reasons === 'string') return drop(reasons)
  const silence = silenceOf({ ...match, urgency: announcement.urgency, reasons }, about.item, preference)
  if (silence !== null) return drop(silence)
  if (announcement.kind === 'corrected') {
    const { editions, open } = facts.told(match)
    if (editions.has(about.edition)) return drop('told')
    if (open) return wait(new Date(now.getTime() + besideMs))
  }
  const cover = leniency.sealed ? 'none' : facts.cover(match)
  if (cover === 'told') return { kind: 'superseded' }
  if (!leniency.frequency) {
    const belongs = laneOf(match, preference, now)
    if (belongs.lane === 'digest') return wait(belongs.nextAt, 'digest')
  }
  const quiet = isEmergency ? null : quietUntil(now, preference)
  if (quiet) return wait(quiet)
  // A digest waits for nobody: what is not said in another way by then is said in it.
  if (cover === 'waits' && !leniency.frequency) return wait(new Date(now.getTime() + coverMs))
  const visit = announcement.visit && (announcement.kind !== 'withdrawn' || facts.visited(match))
  const words = wordsOf(announcement, about, reasons)
  return { kind: 'tell', item: itemOf(match, { ...announcement, visit }, about, words) }
}

type Words = Pick<SealedItem, 'title' | 'name' | 'publishedBy' | 'why' | 'emergency' | 'urgent'>
type WordsOf = (announcement: AnnouncementDoc, about: Description, reasons: readonly Reason[]) => Words

/** An announcement says the same of a subject to all who are told for the same reasons: its words are made once. */
function wordsOnce(): WordsOf {
  const known = new Map<Description, Map<string, Words>>()
  return (announcement, about, reasons) => {
    const ofSubject = known.get(about) ?? new Map<string, Words>()
    known.set(about, ofSubject)
    const key = JSON.stringify([announcement._id, reasons])
    const words = ofSubject.get(key) ?? wordsFor(announcement, about, reasons)
    ofSubject.set(key, words)
    return words
  }
}

function wordsFor(
  { subject, kind, urgency }: AnnouncementDoc,
  about: Description,
  reasons: readonly Reason[],
): Words {
  const emergency = urgency === 'emergency'
  const household = reasons.includes('household')
  const { something } = saidAs(subject.kind, kind)
  return {
    ...outwardWords({ ...about, isOpen: about.titleIsOpen, household, kind, something }),
    why: whyText(reasons, about),
    emergency,
    urgent: emergency || household,
  }
}

const itemOf = (
  match: MatchDoc,
  { _id, visit, againHours }: AnnouncementDoc,
  about: Description,
  words: Words,
): SealedItem => ({
  match: match._id,
  announcement: _id,
  subject: match.subject,
  region: match.region,
  edition: about.edition,
  ...words,
  publishedAt: about.publishedAt,
  link: about.link,
  category: about.category,
  visit,
  againHours,
})

/** The reasons that still hold; where none does, why not. */
function reasonsLeft(
  facts: Facts,
  match: MatchDoc,
  announcement: AnnouncementDoc,
  about: Description,
): Reason[] | 'unsubscribed' | 'noAccess' {
  const viewer = facts.viewer(match.person)
  const concerns = facts.concerns(match)
  const scopes = followedStill(facts, match, announcement)
  const readable = isOpenToAll(about) || (viewer !== null && about.mayRead(viewer))
  const left: Reason[] = [...concerns, ...(readable ? scopes : [])]
  if (left.length > 0) return left
  return viewer !== null && scopes.length > 0 ? 'noAccess' : 'unsubscribed'
}

/** Subscribed when it was announced, and still; also to what it says in other words. */
const followedStill = (
  facts: Facts,
  { person, reasons }: MatchDoc,
  { scopes, at }: AnnouncementDoc,
): Reason[] =>
  facts
    .subscriptions(person)
    .filter(
      ({ scope, since }) => (scopes.includes(scope) || reasons.includes(`scope:${scope}`)) && since <= at,
    )
    .map(({ scope }): Reason => `scope:${scope}`)
