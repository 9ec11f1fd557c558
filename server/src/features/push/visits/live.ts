import { isOver, type NoticeLine, type Viewer } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { type AnnouncementDoc, announcementsOf } from '../../announcements'
import { pushModels, type VisitDoc } from '../push.model'
import { linesOf } from '../subjects'

/** More than a village has households: one answer instead of pages of a hundred. */
const batchSize = 20_000

/** What is to be told, with what is known of it now. */
export interface Known {
  visit: VisitDoc
  announcement: AnnouncementDoc
  line: NoticeLine
}

/** They are told of what is not public any more. */
const ofEndings: readonly AnnouncementDoc['kind'][] = ['leaked', 'withdrawn']

/** What is still to be told in a village: what was withdrawn meanwhile, or is over, takes nobody to a door. */
export async function waitingIn(deps: Deps, region: string, viewer: Viewer): Promise<Known[]> {
  const visits = await pushModels(deps.db)
    .Visit.find({ region, 'told.at': null })
    .sort({ at: 1, _id: 1 })
    .batchSize(batchSize)
    .lean<VisitDoc[]>()
  const now = deps.clock.now()
  return (await known(deps, visits, viewer)).filter(
    ({ announcement, line }) =>
      (announcement.validUntil === null || !isOver(announcement.validUntil, now)) &&
      (ofEndings.includes(announcement.kind) || line.stateText === null),
  )
}

/** What was told since then, the newest first. */
export async function toldIn(deps: Deps, region: string, viewer: Viewer, since: Date): Promise<Known[]> {
  const visits = await pushModels(deps.db)
    .Visit.find({ region, 'told.at': { $gte: since } })
    .sort({ 'told.at': -1, _id: 1 })
    .batchSize(batchSize)
    .lean<VisitDoc[]>()
  return known(deps, visits, viewer)
}

export async function known(deps: Deps, visits: readonly VisitDoc[], viewer: Viewer): Promise<Known[]> {
  if (visits.length === 0) return []
  const subjects = new Map(visits.map(({ subject }) => [`${subject.kind}:${subject.id}`, subject]))
  const [announcements, lineOf] = await Promise.all([
    announcementsOf(
      deps.db,
      visits.map(({ announcement }) => announcement),
    ),
    linesOf(deps, [...subjects.values()], viewer),
  ])
  const byId = new Map(announcements.map((one) => [one._id, one]))
  return visits.flatMap((visit) => {
    const announcement = byId.get(visit.announcement)
    const line = lineOf(visit.subject)
    return announcement && line ? [{ visit, announcement, line }] : []
  })
}

/** Who is to be told by one knock at a door. */
export const doorOf = ({ household, persons, _id }: VisitDoc): string => household ?? persons[0] ?? _id

/** How many households of a village are still to be told. */
export const countDoors = async (deps: Deps, region: string, viewer: Viewer): Promise<number> =>
  new Set((await waitingIn(deps, region, viewer)).map(({ visit }) => doorOf(visit))).size
