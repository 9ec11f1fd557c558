import { accessTo, isHidden, ownHomes, type Viewer } from '@hutang/shared'
import type { Connection } from 'mongoose'
import type { Deps } from '../../deps'
import type { AnnouncementDoc, Description, Gone, Held, Subject } from '../announcements'
import { itemOfNotice, restrictionOf } from '../catalogue'
import { findRegion, regionRef } from '../regions'
import { livesIn, residentIdsOf } from '../residents'
import { livesUnreached, peopleOf } from './heads'
import { isConcealed } from './reading/concealed'
import { ownChanges } from './reading/correction-view'
import { hasRowOf, householdsBefore, householdsIn, noticeOf, readableNotices } from './reading/current'
import { noticeLines } from './reading/lines'
import { openText } from './reading/open-text'
import { shownEdition } from './reading/shown-edition'
import { tellingOf } from './workflow/told-how'

/** From here on (身份、家庭情况) not even the title may be read by a stranger. */
const closedFrom = 'M2'

/** Of a withdrawal and a takedown is told what they are; of anything else only what can be read now. */
async function describe(
  { db, clock }: Deps,
  id: string,
  kind: AnnouncementDoc['kind'],
): Promise<Description | Gone | Held> {
  const notice = await noticeOf(db, id)
  const region = notice && (await findRegion(db, notice.region))
  const item = region && itemOfNotice(regionRef(region), notice.item)
  if (!item || !notice.current || !notice.head) return { gone: 'notPublished' }
  const { current, head, state, hidden } = notice
  const told = kind === 'withdrawn' || kind === 'takenDown' ? kind : 'published'
  if (state !== told) return { gone: state === 'withdrawn' || state === 'takenDown' ? state : 'notPublished' }
  if (hidden && isHidden(hidden, clock.now())) return { gone: 'hidden', until: hidden.until }
  const restriction = restrictionOf(notice.region, item)
  const mayRead = (viewer: Viewer) => accessTo(viewer, restriction) !== 'title'
  return {
    gone: null,
    edition: current,
    title: state === 'takenDown' ? '一条公开误带个人信息，已撤下' : head.title,
    name: item.level2,
    category: item.category,
    item: item.no,
    text: async () =>
      state === 'published' ? `${head.title}\n${await openText(db, current, restriction)}` : '',
    publishedAt: head.publishedAt,
    publishedBy: head.publishedBy || item.body,
    place: region.name,
    link: `pages/notice/index?id=${id}`,
    titleIsOpen: item.maskLevel < closedFrom,
    mayRead,
    async concerns(concern, person, viewer) {
      if (concern === 'received') return viewer !== null && mayRead(viewer)
      if (concern === 'emergency') return livesIn(db, notice.region, person)
      const households = viewer ? ownHomes(viewer).map((home) => home.household) : []
      if (await hasRowOf(db, current, households)) return true
      const { visit } = await tellingOf(db, notice, regionRef(region))
      return visit && livesUnreached(db, current, person)
    },
  }
}

/**
 * Households with a row in the table, and in an emergency every resident, account or not. By a correction only
 * households that had no row before.
 */
async function concerned(deps: Deps, { edition, region, urgency, kind, visit }: AnnouncementDoc) {
  const { db } = deps
  // Who had received it is found by the engine.
  if (kind === 'withdrawn' || kind === 'takenDown') return []
  if (kind === 'corrected') {
    const added = await peopleOf(deps, await householdsAdded(db, edition), { heads: visit })
    return added.map((person) => ({ person, concern: 'household' as const }))
  }
  const ofHouseholds = await peopleOf(deps, await householdsIn(db, edition), { heads: visit })
  const residents = urgency === 'emergency' ? await residentIdsOf(db, region) : []
  return [
    ...ofHouseholds.map((person) => ({ person, concern: 'household' as const })),
    ...residents.map((person) => ({ person, concern: 'emergency' as const })),
  ]
}

async function householdsAdded(db: Connection, edition: string): Promise<string[]> {
  const [now, before] = await Promise.all([householdsIn(db, edition), householdsBefore(db, edition)])
  const had = new Set(before)
  return now.filter((household) => !had.has(household))
}

/** What the push engine may ask about notices. */
export const noticeSubject: Subject = {
  describe,
  concerned,
  async lines(deps, ids, viewer) {
    return noticeLines(deps, await readableNotices(deps, ids), viewer)
  },
  async changes(deps, ids, viewer) {
    const now = deps.clock.now()
    const notices = (await readableNotices(deps, ids)).filter((notice) => !isConcealed(notice, viewer, now))
    const changes = await Promise.all(
      notices.map(async (notice) => {
        const edition = await shownEdition(deps, notice)
        return [notice._id, edition ? await ownChanges(deps, notice, edition, viewer) : []] as const
      }),
    )
    return new Map(changes)
  },
}
