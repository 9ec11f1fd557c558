import type { Deps } from '../../../deps'
import { upsertSafely } from '../../../storage/insert-once'
import { personsOf, regionOfHousehold } from '../../residents'
import { weekOf } from '../following/schedule.rules'
import { type DeliveryDoc, pushModels, type VisitDoc } from '../push.model'

/** Puts those whom no channel reached on the visit list, once a household and announcement. Repeatable. */
export async function placeOnVisitList(
  { db, clock }: Deps,
  deliveries: readonly DeliveryDoc[],
): Promise<void> {
  if (deliveries.length === 0) return
  const persons = await personsOf(db, [...new Set(deliveries.map(({ person }) => person))])
  const households = new Map(persons.map(({ _id, residence }) => [_id, residence?.household ?? null]))
  const places = deliveries.flatMap(({ person, items }) =>
    items
      .filter(({ visit }) => visit)
      .map(({ announcement, region, subject }) => ({
        ...{ person, announcement, region, subject, household: households.get(person) ?? null },
      })),
  )
  await placeAtDoor({ db, clock }, places)
}

type Place = Pick<VisitDoc, 'announcement' | 'region' | 'subject' | 'household'> & { person: string }

export async function placeAtDoor(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  places: readonly Place[],
): Promise<void> {
  if (places.length === 0) return
  const now = clock.now()
  const writes = places.map(({ person, announcement, region, subject, household }) => ({
    updateOne: {
      filter: { _id: `${announcement}:${household ?? person}` },
      update: {
        $setOnInsert: {
          announcement,
          // What a township publishes is told by the household's own village.
          region: household ? regionOfHousehold(household) : region,
          ...{ household, subject, at: now, round: weekOf(now), told: null },
        },
        $addToSet: { persons: person },
      },
      upsert: true,
    },
  }))
  await upsertSafely(() => pushModels(db).Visit.bulkWrite(writes, { ordered: false }))
}
