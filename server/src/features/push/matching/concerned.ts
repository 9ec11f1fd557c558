import { accessTo } from '@hutang/shared'
import type { Connection } from 'mongoose'
import { accountsOfPersons, isVerified, viewerIn, viewersOf } from '../../accounts'
import type { AnnouncementDoc } from '../../announcements'
import { restrictionOf } from '../../catalogue'
import { householdsIn } from '../../notices'
import { livingMembersOf, residentIdsOf } from '../../residents'
import { labelOf, scopesOf } from '../following/scopes.rules'
import { pushModels, type SubscriptionDoc } from '../push.model'
import { type Concern, concern, emergencyReason, householdReason, isEmergency } from './matching.rules'
import type { Place } from './place'

/** Everybody an announcement concerns, each once, with every reason. */
export async function concernedBy(
  db: Connection,
  announcement: AnnouncementDoc,
  { region, item }: Place,
  now: Date,
): Promise<Map<string, Concern>> {
  const all = new Map<string, Concern>()
  const subscriptions = await pushModels(db)
    .Subscription.find({
      scope: { $in: scopesOf(announcement) },
      since: { $lte: announcement.at },
      open: true,
    })
    .lean<SubscriptionDoc[]>()
  const people = [...new Set(subscriptions.map((one) => one.person))]
  const viewers = await viewersOf(db, people, now)
  const restriction = restrictionOf(announcement.region, item)
  for (const one of subscriptions) {
    if (accessTo(viewerIn(viewers, one.person), restriction) === 'title') continue
    concern(all, one.person, `订阅了${labelOf(one, region, item)}`, one.wish)
  }
  for (const person of await peopleOfHouseholds(db, announcement)) {
    concern(all, person, householdReason, 'immediate')
  }
  if (isEmergency(announcement.item, region.level)) {
    for (const person of await residentIdsOf(db, announcement.region)) {
      concern(all, person, emergencyReason, 'immediate')
    }
  }
  return all
}

/** Verified residents of the households that have a row in the edition's table. */
async function peopleOfHouseholds(db: Connection, { edition }: AnnouncementDoc): Promise<string[]> {
  const members = await livingMembersOf(db, await householdsIn(db, edition))
  const accounts = await accountsOfPersons(
    db,
    members.map(({ _id }) => _id),
  )
  return [...new Set(accounts.filter(isVerified).map(({ person }) => person))]
}
