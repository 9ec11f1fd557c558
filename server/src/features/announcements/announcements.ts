import type { Connection } from 'mongoose'
import type { Deps } from '../../deps'
import { insertOnce } from '../../storage/insert-once'
import { inPages } from '../../storage/pages'
import { type AnnouncementDoc, announcementModels, type SubjectRef } from './announcements.model'
import type { SubjectKind } from './said-as.rules'

/** More than one notice is ever announced: one answer. */
const mostOfOne = 1000

export interface Announced
  extends Omit<AnnouncementDoc, '_id' | 'matchedAt' | 'token' | 'leaseUntil' | 'subject'> {
  subject: SubjectRef & { kind: SubjectKind }
}

/** Says once what was published; said again, nothing happens. */
export async function announce({ db }: Pick<Deps, 'db'>, announced: Announced): Promise<void> {
  const _id = `${announced.subject.id}:${announced.edition}:${announced.kind}`
  await insertOnce(announcementModels(db).Announcement, { _id, ...announced, matchedAt: null })
}

/** Work that waits: told at once to whoever has the next step, and followed by nobody. */
export const announceWork = (
  deps: Pick<Deps, 'db'>,
  work: Pick<Announced, 'subject' | 'edition' | 'region' | 'at'>,
): Promise<void> =>
  announce(deps, {
    ...work,
    kind: 'work',
    scopes: [],
    urgency: 'prompt',
    validUntil: null,
    visit: false,
    againHours: null,
  })

export const announcementsOf = (db: Connection, ids: readonly string[]): Promise<AnnouncementDoc[]> =>
  announcementModels(db)
    .Announcement.find({ _id: { $in: [...new Set(ids)] } })
    .lean<AnnouncementDoc[]>()

/** Everything that was announced of one subject, the newest first. */
export async function announcementsAbout(
  db: Connection,
  { kind, id }: SubjectRef,
): Promise<AnnouncementDoc[]> {
  // The `_id` begins with the subject's; `;` is the sign after the colon.
  const found = await announcementModels(db)
    .Announcement.find({ _id: { $gte: `${id}:`, $lt: `${id};` }, 'subject.kind': kind, 'subject.id': id })
    .batchSize(mostOfOne)
    .lean<AnnouncementDoc[]>()
  return found.sort((a, b) => b.at.getTime() - a.at.getTime() || (a._id < b._id ? 1 : -1))
}

/** Whether somebody who is concerned by a policy, or by it for an enterprise (`<policy>@…`), is still looked for. */
export const isBeingTold = async (db: Connection, policy: string): Promise<boolean> =>
  (await announcementModels(db).Announcement.exists({
    _id: { $gte: `${policy}:`, $lt: `${policy}A` },
    matchedAt: null,
  })) !== null

/** Those whose recipients are not all written yet, a page at a time, the oldest first. */
export const unmatchedAnnouncements = (db: Connection): AsyncGenerator<AnnouncementDoc[]> =>
  inPages(announcementModels(db).Announcement, { matchedAt: null }, { by: 'at' })

/** Whether somebody is still looked for who is to be told of what was announced by then. */
export const isMatchingOf = async (db: Connection, by: Date): Promise<boolean> =>
  (await announcementModels(db).Announcement.exists({ matchedAt: null, at: { $lte: by } })) !== null

export const countUnmatched = (db: Connection): Promise<number> =>
  announcementModels(db).Announcement.countDocuments({ matchedAt: null })

export async function markMatched({ db, clock }: Pick<Deps, 'db' | 'clock'>, id: string): Promise<void> {
  await announcementModels(db).Announcement.updateOne(
    { _id: id, matchedAt: null },
    { matchedAt: clock.now() },
  )
}

/** What it says is followed by these keys as well. */
export async function addScopes(
  { db }: Pick<Deps, 'db'>,
  id: string,
  scopes: readonly string[],
): Promise<void> {
  await announcementModels(db).Announcement.updateOne(
    { _id: id },
    { $addToSet: { scopes: { $each: [...scopes] } } },
  )
}
