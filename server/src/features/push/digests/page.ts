import type { Context } from '../delivery/context'
import { groupBy } from '../delivery/group-by'
import { type Opening, openDeliveries } from '../delivery/open'
import { inBatches } from '../delivery/pace'
import { sealAndSend } from '../delivery/resume'
import { preferencesOf } from '../following/preferences'
import { laneOf, newestSlot } from '../following/schedule.rules'
import { type DeliveryDoc, type Lane, type MatchDoc, type PreferenceDoc, pushModels } from '../push.model'

/** What one page holds at most; a person with more is told the rest the next time. */
const mostMatches = 4000
const mostPersons = 100
const dayMs = 86_400_000
/** Between two weekly digests of one person, whatever day was chosen in between. */
const weeklyApartMs = 4 * dayMs

/** A digest of a person, and what it is to tell. */
interface Told {
  opening: Opening
  matches: readonly MatchDoc[]
}

export interface DigestPage {
  last: string
  /** How many are told, when they are. It waits for nobody: the next page may be read meanwhile. */
  telling: Promise<number>
}

/** The digests of the next persons after the cursor; null where nobody is left. */
export async function digestPage(
  ctx: Context,
  cursor: string | null,
  began: Date,
): Promise<DigestPage | null> {
  const due = await nextDue(ctx, cursor, began)
  const last = due.at(-1)?.person
  if (last === undefined) return null
  const telling = tellPage(ctx, due)
  // It is thrown where it is waited for.
  telling.catch(() => undefined)
  return { last, telling }
}

async function tellPage(ctx: Context, due: readonly MatchDoc[]): Promise<number> {
  const { digests, later } = await decide(ctx, due)
  await hintAgain(ctx, later)
  let told = 0
  await inBatches(ctx, 'digests', digests, async (batch) => {
    const opened = await openDeliveries(
      ctx,
      batch.map(({ opening }) => opening),
    )
    const known = new Map(batch.map(({ opening, matches }) => [opening._id, matches]))
    await sealAndSend(ctx, opened, known)
    told += opened.length
  })
  return told
}

/** Everything due of whole persons, in the order of persons. */
async function nextDue({ deps }: Context, cursor: string | null, began: Date): Promise<MatchDoc[]> {
  const found = await pushModels(deps.db)
    .Match.find({
      state: 'pending',
      lane: 'digest',
      // Always a beginning: without one the embedded database would look at all that is due.
      person: { $gt: cursor ?? '' },
      nextAt: { $lte: began },
    })
    .sort({ person: 1 })
    .limit(mostMatches)
    .batchSize(mostMatches + 1)
    .lean<MatchDoc[]>()
  const persons = [...groupBy(found, ({ person }) => person).values()]
  // The last person of a full page may have more: they come first in the next one.
  const whole = found.length === mostMatches && persons.length > 1 ? persons.slice(0, -1) : persons
  return whole.slice(0, mostPersons).flat()
}

interface Later {
  match: MatchDoc
  lane: Lane
  nextAt: Date
}

/** The person's slot, not the clock on the wall, says what is due and names the delivery. */
async function decide(ctx: Context, due: readonly MatchDoc[]): Promise<{ digests: Told[]; later: Later[] }> {
  const now = ctx.deps.clock.now()
  const byPerson = groupBy(due, ({ person }) => person)
  const people = [...byPerson.keys()]
  const preference = await preferencesOf(ctx.deps.db, people)
  const had = await digestsOf(ctx, people, preference, now)
  const digests: Told[] = []
  const later: Later[] = []
  for (const [person, matches] of byPerson) {
    const own = preference(person)
    const slot = newestSlot(own, now)
    const _id = `${slot.key}:${person}`
    const before = had.get(_id)
    const isImmediate = own.frequency === 'immediate'
    const isTaken = before !== undefined || (own.frequency === 'weekly' && had.has(weeklyOf(person)))
    const told = matches.filter(({ at }) => !isImmediate && !isTaken && at <= slot.goesAt)
    // One that was opened by a worker that died is resumed, and takes them then.
    const resumed = before?.state === 'open'
    for (const match of matches) {
      if (!told.includes(match) && !resumed) later.push({ match, ...laneOf(match, own, now) })
    }
    const kind = own.frequency === 'weekly' ? 'weekly' : 'daily'
    if (told.length > 0) digests.push({ opening: { _id, person, kind }, matches: told })
  }
  return { digests, later }
}

const weeklyOf = (person: string) => `weekly of ${person}`

/** The deliveries of the persons' slots that are there already, and who had a weekly one a few days ago. */
async function digestsOf(
  { deps }: Context,
  people: readonly string[],
  preference: (person: string) => PreferenceDoc,
  now: Date,
): Promise<Map<string, Pick<DeliveryDoc, 'state'>>> {
  const { Delivery } = pushModels(deps.db)
  const ids = people.map((person) => `${newestSlot(preference(person), now).key}:${person}`)
  const weekly = people.filter((person) => preference(person).frequency === 'weekly')
  const [slots, recent] = await Promise.all([
    Delivery.find({ _id: { $in: ids } }, { state: 1 })
      .batchSize(ids.length + 1)
      .lean<Pick<DeliveryDoc, '_id' | 'state'>[]>(),
    // What a clock far ahead has made is no digest of these days.
    Delivery.find(
      {
        person: { $in: weekly },
        kind: 'weekly',
        at: {
          $gt: new Date(now.getTime() - weeklyApartMs),
          $lt: new Date(now.getTime() + weeklyApartMs),
        },
      },
      { person: 1, state: 1 },
    )
      .batchSize(weekly.length * 2 + 1)
      .lean<Pick<DeliveryDoc, '_id' | 'person' | 'state'>[]>(),
  ])
  return new Map([
    ...slots.map(({ _id, state }) => [_id, { state }] as const),
    ...recent.map(({ person, state }) => [weeklyOf(person), { state }] as const),
  ])
}

async function hintAgain({ deps }: Context, later: readonly Later[]): Promise<void> {
  const groups = groupBy(later, ({ lane, nextAt }) => `${lane} ${nextAt.getTime()}`)
  if (groups.size === 0) return
  await pushModels(deps.db).Match.bulkWrite(
    [...groups.values()].map((group) => ({
      updateMany: {
        filter: {
          _id: { $in: group.map(({ match }) => match._id) },
          state: 'pending' as const,
          lane: 'digest' as const,
        },
        update: { $set: { lane: group[0]?.lane ?? 'digest', nextAt: group[0]?.nextAt ?? deps.clock.now() } },
      },
    })),
    { ordered: false },
  )
}
