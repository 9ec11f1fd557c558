import { inPages } from '../../../storage/pages'
import { preferencesOf } from '../following/preferences'
import { quietUntil } from '../following/quiet.rules'
import { laneOf } from '../following/schedule.rules'
import { matchDue } from '../matching/due'
import { type DeliveryDoc, type MatchDoc, pushModels } from '../push.model'
import { abreast } from './abreast'
import type { Context } from './context'
import { groupBy } from './group-by'
import { holdBursts, type Opening, openDeliveries, toBurst } from './open'
import { inBatches, mostInBatch, untilTheEnd } from './pace'
import { sealAndSend } from './resume'

/** What of a match says whether it goes now; the rest is read when it was taken. */
const seen = ['person', 'at', 'urgency', 'validUntil', 'nextAt'] as const
type Due = Pick<MatchDoc, '_id' | (typeof seen)[number]>

/** How long an emergency may wait behind what is being told. */
const lookMs = 1000

/** Everything that is told by itself and whose time has come, the oldest first; emergencies before all others. */
export async function sendDue(ctx: Context): Promise<void> {
  const { db, clock } = ctx.deps
  const due = { state: 'pending', lane: 'now', nextAt: { $lte: clock.now() } }
  const sortedBy = { by: 'nextAt', size: mostInBatch, fields: seen } as const
  await sendEmergencies(ctx)
  let looked = clock.now().getTime()
  await abreast(async (pages) => {
    for await (const page of untilTheEnd(ctx, inPages(pushModels(db).Match, due, sortedBy))) {
      if (clock.now().getTime() - looked >= lookMs) {
        await pages.end()
        await matchDue(ctx)
        await sendEmergencies(ctx)
        looked = clock.now().getTime()
      }
      await pages.begin(personsOf(page), () => sendPage(ctx, page))
    }
  })
  const thick = { ...due, lane: 'burst' }
  for await (const page of untilTheEnd(ctx, inPages(pushModels(db).Match, thick, sortedBy))) {
    await sendBursts(ctx, page)
  }
}

async function sendEmergencies(ctx: Context): Promise<void> {
  const due = { urgency: 'emergency', state: 'pending' }
  const found = inPages(pushModels(ctx.deps.db).Match, due, { size: mostInBatch, fields: seen })
  await abreast(async (pages) => {
    for await (const page of untilTheEnd(ctx, found)) {
      await pages.begin(personsOf(page), () => sendPage(ctx, page))
    }
  })
}

const personsOf = (page: readonly Due[]) => page.map(({ person }) => person)

const isOlder = (a: Due, b: Due): number => a.at.getTime() - b.at.getTime() || (a._id < b._id ? -1 : 1)

/** One after another where several are for one person; people side by side. */
async function sendPage(ctx: Context, page: readonly Due[]): Promise<void> {
  const free = await hold(ctx, [...page].sort(isOlder))
  const waiting = [...groupBy(free, ({ person }) => person).values()]
  while (waiting.some((matches) => matches.length > 0)) {
    const turn = waiting.flatMap((matches) => matches.shift() ?? [])
    await inBatches(ctx, 'singles', turn, async (batch) => {
      const held = await sendSingles(ctx, batch)
      await holdTheRest(ctx, waiting, held)
    })
  }
}

/** Answers until when the person's own were held. */
async function sendSingles(ctx: Context, batch: readonly Due[]): Promise<Map<string, Date>> {
  const matches = new Map(batch.map((match) => [match._id, match]))
  const opened = await openDeliveries(
    ctx,
    batch.map(({ _id, person }): Opening => ({ _id, person, kind: 'single' })),
  )
  const { free, held } = await holdBursts(ctx, opened, ({ _id }) => matches.get(_id))
  await sealAndSend(ctx, free)
  return new Map([...held].flatMap(([id, until]) => [[matches.get(id)?.person ?? '', until] as const]))
}

/** Who had too much already need not be asked again for each of the others. */
async function holdTheRest(
  ctx: Context,
  waiting: readonly Due[][],
  held: ReadonlyMap<string, Date>,
): Promise<void> {
  const rest = new Map<string, Date>()
  for (const matches of waiting) {
    const until = held.get(matches[0]?.person ?? '')
    if (!until) continue
    const stay = matches.filter(
      ({ urgency, validUntil }) => urgency === 'emergency' || (validUntil && validUntil <= until),
    )
    for (const { _id } of matches) if (!stay.some((one) => one._id === _id)) rest.set(_id, until)
    matches.splice(0, matches.length, ...stay)
  }
  await toBurst(ctx.deps, rest)
}

/**
 * Quiet hours hold before anything is taken, so that the morning's truth is what is sealed; and what belongs into a
 * digest now goes there.
 */
async function hold({ deps }: Context, due: readonly Due[]): Promise<Due[]> {
  const now = deps.clock.now()
  const preference = await preferencesOf(
    deps.db,
    due.map(({ person }) => person),
  )
  const placed = due.map((match) => {
    const inLane = laneOf(match, preference(match.person), now)
    const quiet = match.urgency === 'emergency' ? null : quietUntil(now, preference(match.person))
    if (inLane.lane === 'digest') return { match, belongsTo: inLane }
    return { match, belongsTo: quiet ? { nextAt: quiet } : null }
  })
  const held = groupBy(
    placed.flatMap(({ match, belongsTo }) => (belongsTo ? { match, belongsTo } : [])),
    ({ belongsTo }) => JSON.stringify(belongsTo),
  )
  if (held.size > 0) {
    await pushModels(deps.db).Match.bulkWrite(
      [...held.values()].map((group) => ({
        updateMany: {
          filter: { _id: { $in: group.map(({ match }) => match._id) }, state: 'pending' as const },
          update: { $set: group[0]?.belongsTo ?? {} },
        },
      })),
      { ordered: false },
    )
  }
  return placed.flatMap(({ match, belongsTo }) => (belongsTo ? [] : match))
}

/** What came too thick, as one for each person: the end of its window names the delivery. */
async function sendBursts(ctx: Context, page: readonly Due[]): Promise<void> {
  const free = await hold(ctx, page)
  const first = new Map<string, Due>()
  for (const match of free) if (!first.has(match.person)) first.set(match.person, match)
  const openings = [...first.values()].map(
    ({ person, nextAt }): Opening => ({
      _id: `burst:${nextAt.toISOString()}:${person}`,
      person,
      kind: 'burst',
    }),
  )
  await inBatches(ctx, 'bursts', openings, async (batch) => {
    const opened = await openDeliveries(ctx, batch)
    const own = new Set(opened.map(({ _id }) => _id))
    await afterTheirs(
      ctx,
      batch.filter(({ _id }) => !own.has(_id)),
    )
    await sealAndSend(ctx, opened)
  })
}

/** A delivery of that name has gone: what is left goes by another. */
async function afterTheirs({ deps }: Context, theirs: readonly Opening[]): Promise<void> {
  if (theirs.length === 0) return
  const { Delivery, Match } = pushModels(deps.db)
  const now = deps.clock.now()
  const done = await Delivery.find(
    { _id: { $in: theirs.map(({ _id }) => _id) }, state: 'done' },
    { person: 1 },
  ).lean<Pick<DeliveryDoc, '_id' | 'person'>[]>()
  await Match.updateMany(
    {
      person: { $in: done.map(({ person }) => person) },
      state: 'pending',
      lane: 'burst',
      nextAt: { $lt: now },
    },
    { $set: { nextAt: now } },
  )
}
