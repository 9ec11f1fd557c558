import type { Deps } from '../../../deps'
import { inPages, oneByOne } from '../../../storage/pages'
import { viewerIn, viewersOf } from '../../accounts'
import type { AnnouncementDoc, Description } from '../../announcements'
import { type MatchDoc, pushModels, type Reason } from '../push.model'
import { subjectOf } from '../subjects'
import { pageOfPeople } from './concerned'

/** What one person was told of the subject before, as bits: a village's people fit into little memory. */
const had = 1
/** Not told yet: what they will be told is what is current then. */
const waits = 2
const ofHousehold = 4

/** Who found it in the inbox has had it as well, sent or not. */
const keptInInbox: readonly (string | null)[] = ['read', 'muted', 'householdOff']

/**
 * Whom a correction, a withdrawal or a takedown is told: who had what it is about and may still read it. Who has not been told yet is left
 * alone, since their message will say what is current. Whom it concerns for the first time is told as well.
 */
export async function* recipientsOf(
  deps: Deps,
  announcement: AnnouncementDoc,
  { mayRead, concerns }: Description,
): AsyncGenerator<Map<string, Reason[]>> {
  const told = await toldBefore(deps, announcement)
  // What waits of a correction will say what is current; what waits of something that has ended will not be said.
  const stays = announcement.kind === 'corrected' ? had | waits : had
  const readers = [...told].filter(([, bits]) => (bits & stays) === had)
  for (const some of pagesOf(readers)) {
    const viewers = await viewersOf(
      deps.db,
      some.map(([person]) => person),
      deps.clock.now(),
    )
    const reasons = await Promise.all(
      some.map(async ([person, bits]) => {
        const viewer = viewerIn(viewers, person)
        if (mayRead(viewer)) return [person, reasonsOf(bits)] as const
        // Whom a row of their household concerns hears of it though they read nothing by an account.
        const concerned = (bits & ofHousehold) !== 0 && (await concerns('household', person, viewer))
        return [person, concerned ? (['household'] as Reason[]) : []] as const
      }),
    )
    yield new Map(reasons.filter(([, reason]) => reason.length > 0))
  }
  const others = (await subjectOf(deps, announcement.subject.kind)?.concerned(deps, announcement)) ?? []
  const first = new Map(others.map(({ person, concern }) => [person, [concern]]))
  for (const some of pagesOf([...first].filter(([person]) => !told.has(person)))) yield new Map(some)
}

const reasonsOf = (bits: number): Reason[] => [
  'received',
  ...(bits & ofHousehold ? (['household'] as const) : []),
]

function* pagesOf<T>(all: readonly T[]): Generator<T[]> {
  for (let from = 0; from < all.length; from += pageOfPeople) yield all.slice(from, from + pageOfPeople)
}

async function toldBefore({ db }: Deps, { _id, subject }: AnnouncementDoc): Promise<Map<string, number>> {
  const told = new Map<string, number>()
  const earlier = { 'subject.id': subject.id, 'subject.kind': subject.kind }
  const fields = ['announcement', 'person', 'state', 'outcome', 'reasons'] as const
  const pages = inPages(pushModels(db).Match, earlier, { size: pageOfPeople, fields })
  for await (const match of oneByOne(pages)) {
    if (match.announcement !== _id) told.set(match.person, (told.get(match.person) ?? 0) | bitsOf(match))
  }
  return told
}

function bitsOf({ state, outcome, reasons }: MatchDoc): number {
  const received = state === 'sent' || state === 'taken' || state === 'superseded'
  return (
    (received || (state === 'dropped' && keptInInbox.includes(outcome)) ? had : 0) |
    (state === 'pending' ? waits : 0) |
    (reasons.includes('household') ? ofHousehold : 0)
  )
}

/** Who has read the entry and is still to be told sees it as new again: it says something else now. */
export async function unread({ db }: Deps, { subject, at }: AnnouncementDoc): Promise<void> {
  await pushModels(db).Match.updateMany(
    { 'subject.id': subject.id, 'subject.kind': subject.kind, state: 'pending', readAt: { $lte: at } },
    { readAt: null },
  )
}
