import { accessTo } from '@hutang/shared'
import type { Deps } from '../../deps'
import { restrictionOf } from '../catalogue'
import { viewerOfPerson } from '../identity/actor'
import type { PersonDoc } from '../identity/identity.model'
import type { EditionDoc, NoticeDoc } from '../notices/notices.model'
import { householdReason, isEmergency } from './matching.rules'
import { type Place, placeOf } from './place'
import { preferencesOf } from './preferences.service'
import type { AnnouncementDoc, MatchDoc, SealedItem } from './push.model'
import { quietUntil } from './quiet.rules'
import { scopesOf } from './scopes.rules'
import { outwardTitle } from './words.rules'

export type Verdict =
  | { kind: 'tell'; item: SealedItem }
  | { kind: 'drop'; why: string }
  | { kind: 'wait'; until: Date }

const drop = (why: string): Verdict => ({ kind: 'drop', why })

/** The truth at this moment: whether the notice, the person and their wish still call for the message. */
export async function judge(deps: Deps, match: MatchDoc): Promise<Verdict> {
  const { models, clock } = deps
  const [announcement, notice] = await Promise.all([
    models.Announcement.findById(match.announcement).lean<AnnouncementDoc>(),
    models.Notice.findById(match.notice).lean<NoticeDoc>(),
  ])
  const place = notice && (await placeOf(models, notice))
  if (!announcement || !place || !notice.current || !notice.head) return drop('notPublished')
  const { item } = place
  if (notice.state === 'withdrawn' || notice.state === 'takenDown') return drop(notice.state)
  if (notice.state !== 'published') return drop('notPublished')

  const emergency = isEmergency(notice.item, place.region.level)
  const ground = await groundOf(deps, match, announcement, notice, place)
  if (ground === 'none') return drop('unsubscribed')
  if (ground === 'noAccess') return drop('noAccess')
  const until = emergency ? null : quietUntil(clock.now(), await preferencesOf(models, match.person))
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
  { models, clock }: Deps,
  match: MatchDoc,
  announcement: AnnouncementDoc,
  notice: NoticeDoc,
  { region, item }: Place,
): Promise<Ground> {
  if (isEmergency(notice.item, region.level) && (await livesIn(models, match))) return 'emergency'
  const viewer = await viewerOfPerson(models, match.person, clock.now())
  if (!viewer) return 'none'
  if (match.reasons.includes(householdReason)) {
    const households = viewer.residences.map((home) => home.household)
    if (await hasRow(models, notice, households)) return 'household'
  }
  const subscribed = await models.Subscription.exists({
    person: match.person,
    scope: { $in: scopesOf(notice) },
    since: { $lte: announcement.at },
    open: true,
  })
  if (!subscribed) return 'none'
  if (accessTo(viewer, restrictionOf(notice.region, item)) === 'title') return 'noAccess'
  return 'subscription'
}

async function livesIn(models: Deps['models'], { person, region }: MatchDoc): Promise<boolean> {
  const resident = await models.Person.findById(person).lean<PersonDoc>()
  return resident?.residence?.region === region && resident.residence.state === 'living'
}

async function hasRow(models: Deps['models'], notice: NoticeDoc, households: string[]): Promise<boolean> {
  if (households.length === 0) return false
  const edition = await models.Edition.findById(notice.current, { table: 1 }).lean<EditionDoc>()
  if (!edition?.table) return false
  const row = await models.EditionRow.exists({
    rowset: edition.table.rowset,
    household: { $in: households },
  })
  return row !== null
}
