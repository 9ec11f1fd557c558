import { accessTo } from '@hutang/shared'
import type { Models } from '../../models'
import { restrictionOf } from '../catalogue'
import type { AccountDoc, PersonDoc } from '../identity/identity.model'
import type { EditionDoc, EditionRowDoc } from '../notices/notices.model'
import { type Concern, concern, emergencyReason, householdReason, isEmergency } from './matching.rules'
import type { Place } from './place'
import type { AnnouncementDoc, SubscriptionDoc } from './push.model'
import { labelOf, scopesOf } from './scopes.rules'
import { viewerIn, viewersOf } from './viewers'

/** Everybody an announcement concerns, each once, with every reason. */
export async function concernedBy(
  models: Models,
  announcement: AnnouncementDoc,
  { region, item }: Place,
  now: Date,
): Promise<Map<string, Concern>> {
  const all = new Map<string, Concern>()
  const subscriptions = await models.Subscription.find({
    scope: { $in: scopesOf(announcement) },
    since: { $lte: announcement.at },
    open: true,
  }).lean<SubscriptionDoc[]>()
  const people = [...new Set(subscriptions.map((one) => one.person))]
  const viewers = await viewersOf(models, people, now)
  const restriction = restrictionOf(announcement.region, item)
  for (const one of subscriptions) {
    if (accessTo(viewerIn(viewers, one.person), restriction) === 'title') continue
    concern(all, one.person, `订阅了${labelOf(one, region, item)}`, one.wish)
  }
  for (const person of await householdsOf(models, announcement)) {
    concern(all, person, householdReason, 'immediate')
  }
  if (isEmergency(announcement.item, region.level)) {
    for (const person of await residentsOf(models, announcement.region)) {
      concern(all, person, emergencyReason, 'immediate')
    }
  }
  return all
}

/** Verified residents of the households that have a row in the edition's table. */
async function householdsOf(models: Models, { edition }: AnnouncementDoc): Promise<string[]> {
  const announced = await models.Edition.findById(edition, { table: 1 }).lean<EditionDoc>()
  if (!announced?.table) return []
  const rows = await models.EditionRow.find({ rowset: announced.table.rowset }, { household: 1 }).lean<
    EditionRowDoc[]
  >()
  const households = [...new Set(rows.flatMap((row) => row.household ?? []))]
  const found: string[] = []
  for (let from = 0; from < households.length; from += batchSize) {
    const persons = await models.Person.find(
      {
        'residence.household': { $in: households.slice(from, from + batchSize) },
        'residence.state': 'living',
      },
      { _id: 1 },
    ).lean<PersonDoc[]>()
    const accounts = await models.Account.find(
      {
        person: { $in: persons.map((person) => person._id) },
        verifiedAt: { $ne: null },
        disputedAt: null,
      },
      { person: 1 },
    ).lean<AccountDoc[]>()
    found.push(...new Set(accounts.map((account) => account.person)))
  }
  return found
}

const batchSize = 500

/** Emergencies ask for no account: whoever has none is told on paper later. */
async function residentsOf(models: Models, region: string): Promise<string[]> {
  const persons = await models.Person.find(
    { 'residence.region': region, 'residence.state': 'living' },
    { _id: 1 },
  ).lean<PersonDoc[]>()
  return persons.map((person) => person._id)
}
