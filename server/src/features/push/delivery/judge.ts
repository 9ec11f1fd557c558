import { accessTo } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { viewerOfPerson } from '../../accounts'
import { type AnnouncementDoc, announcementsOf } from '../../announcements'
import { restrictionOf } from '../../catalogue'
import { hasRowOf, type NoticeDoc, noticeOf } from '../../notices'
import { livesIn } from '../../residents'
import { preferencesOf } from '../following/preferences'
import { scopesOf } from '../following/scopes.rules'
import { householdReason, isEmergency } from '../matching/matching.rules'
import { type Place, placeOf } from '../matching/place'
import { type MatchDoc, pushModels, type SealedItem } from '../push.model'
import { quietUntil } from './quiet.rules'
import { outwardTitle } from './words.rules'

export type Verdict =
  | { kind: 'tell'; item: SealedItem }
  | { kind: 'drop'; why: string }
  | { kind: 'wait'; until: Date }

const drop = (why: string): Verdict => ({ kind: 'drop', why })

/** The truth at this moment: whether the notice, the person and their wish still call for the message. */
export async function judge(deps: Deps, match: MatchDoc): Promise<Verdict> {
  const { db, clock } = deps
  const [[announcement], notice] = await Promise.all([
    announcementsOf(db, [match.announcement]),
    noticeOf(db, match.notice),
  ])
  const place = notice && (await placeOf(db, notice))
  if (!announcement || !place || !notice.current || !notice.head) return drop('notPublished')
  const { item } = place
  if (notice.state === 'withdrawn' || notice.state === 'takenDown') return drop(notice.state)
  if (notice.state !== 'published') return drop('notPublished')

  const emergency = isEmergency(notice.item, place.region.level)
  const ground = await groundOf(deps, match, announcement, notice, place)
  if (ground === 'none') return drop('unsubscribed')
  if (ground === 'noAccess') return drop('noAccess')
  const until = emergency ? null : quietUntil(clock.now(), await preferencesOf(db, match.person))
  if (until) return { kind: 'wait', until }
  const household = match.reasons.includes(householdReason)
  return {
    kind: 'tell',
    item: {
      match: match._id,
      notice: notice._id,
      edition: notice.current,
      title: outwardTitle({ title: notice.head.title, household, maskLevel: item.maskLevel }),
      itemName: item.level2,
      publishedAt: notice.head.publishedAt,
      publishedBy: notice.head.publishedBy || item.body,
      emergency,
      urgent: emergency || household,
    },
  }
}

type Ground = 'emergency' | 'household' | 'subscription' | 'none' | 'noAccess'

/** Why the person is told: still true, or not. */
async function groundOf(
  { db, clock }: Deps,
  match: MatchDoc,
  announcement: AnnouncementDoc,
  notice: NoticeDoc,
  { region, item }: Place,
): Promise<Ground> {
  if (isEmergency(notice.item, region.level) && (await livesIn(db, match.region, match.person)))
    return 'emergency'
  const viewer = await viewerOfPerson(db, match.person, clock.now())
  if (!viewer) return 'none'
  if (match.reasons.includes(householdReason)) {
    const households = viewer.residences.map((home) => home.household)
    if (await hasRowOf(db, notice.current, households)) return 'household'
  }
  const subscribed = await pushModels(db).Subscription.exists({
    person: match.person,
    scope: { $in: scopesOf(notice) },
    since: { $lte: announcement.at },
    open: true,
  })
  if (!subscribed) return 'none'
  if (accessTo(viewer, restrictionOf(notice.region, item)) === 'title') return 'noAccess'
  return 'subscription'
}
