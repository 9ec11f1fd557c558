import { accessTo, isHidden, ownHomes, type Viewer } from '@hutang/shared'
import type { Connection } from 'mongoose'
import type { Deps } from '../../deps'
import type { AnnouncementDoc, Asked, Concern, Description, Gone, Held, Subject } from '../announcements'
import { itemOfNotice, restrictionOf } from '../catalogue'
import { knownRegion, regionRef } from '../regions'
import { livingIn, residentIdsOf } from '../residents'
import { livesUnreached, peopleOf } from './heads'
import { isConcealed } from './reading/concealed'
import { ownChanges } from './reading/correction-view'
import {
  householdsBefore,
  householdsIn,
  householdsWithRow,
  noticeOf,
  readableNotices,
} from './reading/current'
import { noticeLines } from './reading/lines'
import { openText } from './reading/open-text'
import { shownEdition } from './reading/shown-edition'
import { tellingOf } from './workflow/told-how'

/** From here on (身份、家庭情况) not even the title may be read by a stranger. */
const closedFrom = 'M2'

/** Of a withdrawal and a takedown is told what they are; of anything else only what can be read now. */
async function describe(
  deps: Deps,
  id: string,
  kind: AnnouncementDoc['kind'],
): Promise<Description | Gone | Held> {
  const { db, clock } = deps
  const notice = await noticeOf(db, id)
  const region = notice && (await knownRegion(deps, notice.region))
  const item = region && itemOfNotice(regionRef(region), notice.item)
  if (!item || !notice.current || !notice.head) return { gone: 'notPublished' }
  const { current, head, state, hidden } = notice
  const told = kind === 'withdrawn' || kind === 'takenDown' ? kind : 'published'
  if (state !== told) return { gone: state === 'withdrawn' || state === 'takenDown' ? state : 'notPublished' }
  if (hidden && isHidden(hidden, clock.now())) return { gone: 'hidden', until: hidden.until }
  const restriction = restrictionOf(notice.region, item)
  const mayRead = (viewer: Viewer) => accessTo(viewer, restriction) !== 'title'
  const concernsMany = async (concern: Concern, people: readonly Asked[]) => {
    if (concern === 'received') {
      return personsOf(people.filter(({ viewer }) => viewer !== null && mayRead(viewer)))
    }
    if (concern === 'emergency') return livingIn(db, notice.region, [...personsOf(people)])
    const asksVisit = async () => (await tellingOf(db, notice, regionRef(region))).visit
    return ofHouseholds(db, current, people, asksVisit)
  }
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
    concerns: async (concern, person, viewer) =>
      (await concernsMany(concern, [{ person, viewer }])).has(person),
    concernsMany,
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

const personsOf = (people: readonly Asked[]) => new Set(people.map(({ person }) => person))

/** Who has a row of their household; where a visit is asked for, also who has no member who can be reached. */
async function ofHouseholds(
  db: Connection,
  edition: string,
  people: readonly Asked[],
  asksVisit: () => Promise<boolean>,
): Promise<ReadonlySet<string>> {
  const homesOf = ({ viewer }: Asked) => (viewer ? ownHomes(viewer).map(({ household }) => household) : [])
  const withRow = await householdsWithRow(db, edition, people.flatMap(homesOf))
  const concerned = personsOf(people.filter((one) => homesOf(one).some((home) => withRow.has(home))))
  const others = people.filter(({ person }) => !concerned.has(person))
  if (others.length === 0 || !(await asksVisit())) return concerned
  for (const { person } of others) if (await livesUnreached(db, edition, person)) concerned.add(person)
  return concerned
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
