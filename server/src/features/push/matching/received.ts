import type { Deps } from '../../../deps'
import { inPages, oneByOne } from '../../../storage/pages'
import { viewerIn, viewersOf } from '../../accounts'
import type { AnnouncementDoc, Description } from '../../announcements'
import { pushModels, type Reason } from '../push.model'
import { subjectOf } from '../subjects'
import { addReason } from './matching.rules'

/** What one person was told of the subject before. */
interface Told {
  had: boolean
  /** Not told yet: what they will be told is what is current then. */
  waits: boolean
  reasons: Reason[]
}

const size = 500

/**
 * Whom a correction, a withdrawal or a takedown is told: who had what it is about and may still read it. Who has not been told yet is left
 * alone, since their message will say what is current. Whom it concerns for the first time is told as well.
 */
export async function recipientsOf(
  deps: Deps,
  announcement: AnnouncementDoc,
  { mayRead }: Description,
): Promise<Map<string, Reason[]>> {
  const told = await toldBefore(deps, announcement)
  const viewers = await viewersOf(deps.db, [...told.keys()], deps.clock.now())
  const all = new Map<string, Reason[]>()
  for (const [person, { had, waits, reasons }] of told) {
    // What waits of a correction will say what is current; what waits of something that has ended will not be said.
    const stays = announcement.kind === 'corrected' && waits
    if (had && !stays && mayRead(viewerIn(viewers, person))) all.set(person, reasons)
  }
  const others = (await subjectOf(deps, announcement.subject.kind)?.concerned(deps, announcement)) ?? []
  for (const { person, concern } of others) {
    if (!told.has(person)) addReason(all, person, concern)
  }
  return all
}

async function toldBefore({ db }: Deps, { _id, subject }: AnnouncementDoc): Promise<Map<string, Told>> {
  const told = new Map<string, Told>()
  const earlier = { 'subject.id': subject.id, 'subject.kind': subject.kind }
  for await (const match of oneByOne(inPages(pushModels(db).Match, earlier, { size }))) {
    if (match.announcement === _id) continue
    const known = told.get(match.person) ?? nothingTold()
    const { reasons } = known
    known.had ||= match.state === 'sent' || match.state === 'taken'
    known.waits ||= match.state === 'pending'
    if (match.reasons.includes('household') && !reasons.includes('household')) reasons.push('household')
    told.set(match.person, known)
  }
  return told
}

const nothingTold = (): Told => ({ had: false, waits: false, reasons: ['received'] })

/** Who has read the entry and is still to be told sees it as new again: it says something else now. */
export async function unread({ db }: Deps, { subject, at }: AnnouncementDoc): Promise<void> {
  await pushModels(db).Match.updateMany(
    { 'subject.id': subject.id, 'subject.kind': subject.kind, state: 'pending', readAt: { $lte: at } },
    { readAt: null },
  )
}
