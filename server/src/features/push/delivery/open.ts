import { randomUUID } from 'node:crypto'
import { insertFirst } from '../../../storage/insert-once'
import { writeMany } from '../../../storage/write-many'
import { type DeliveryDoc, type MatchDoc, pushModels } from '../push.model'
import { burstWindowMs, heldByBurst, type RecentSingle } from './burst.rules'
import { type Context, leaseFrom } from './context'
import { groupBy } from './group-by'

export interface Opening {
  /** Names the delivery: its insert is the guard. */
  _id: string
  person: string
  kind: DeliveryDoc['kind']
  /** Of what is told again: the channels that are left. */
  channels?: DeliveryDoc['channels']
}

/** Step a: opens deliveries under one token; those that another worker has opened are not among the answers. */
export async function openDeliveries(ctx: Context, openings: readonly Opening[]): Promise<DeliveryDoc[]> {
  const now = ctx.deps.clock.now()
  const token = randomUUID()
  const opened = await insertFirst(
    pushModels(ctx.deps.db).Delivery,
    openings.map(({ _id, person, kind, channels = [] }) => ({
      _id,
      person,
      kind,
      state: 'open' as const,
      items: [],
      channels,
      visit: false,
      token,
      leaseUntil: leaseFrom(now),
      result: null,
      reason: null,
      at: now,
    })),
  )
  await ctx.reached('a')
  return opened
}

/** Takes over deliveries whose lease is over, under a new token. Another worker that was faster keeps what it has. */
export async function takeOver(ctx: Context, left: readonly DeliveryDoc[]): Promise<DeliveryDoc[]> {
  const { db, clock } = ctx.deps
  const { Delivery, Match } = pushModels(db)
  const now = clock.now()
  const token = randomUUID()
  await writeMany(
    Delivery,
    left.map(({ _id, state, token: before }) => ({
      updateOne: {
        filter: { _id, state, token: before, leaseUntil: { $lte: now } },
        update: { $set: { token, leaseUntil: leaseFrom(now) } },
      },
    })),
  )
  const mine = await Delivery.find({ _id: { $in: left.map(({ _id }) => _id) }, token })
    .batchSize(left.length + 1)
    .lean<DeliveryDoc[]>()
  if (mine.length > 0) {
    await Match.updateMany(
      { delivery: { $in: mine.map(({ _id }) => _id) }, state: 'taken' },
      { $set: { token } },
    )
  }
  return mine
}

type Waiting = Pick<MatchDoc, 'urgency' | 'validUntil'>

/** What is not held back by what the person was told in the last ten minutes. Its deliveries may be taken for. */
export async function holdBursts(
  ctx: Context,
  opened: readonly DeliveryDoc[],
  matchOf: (delivery: DeliveryDoc) => Waiting | undefined,
): Promise<{ free: DeliveryDoc[]; held: Map<string, Date> }> {
  const singles = opened.filter(({ kind }) => kind === 'single')
  if (singles.length === 0) return { free: [...opened], held: new Map() }
  const now = ctx.deps.clock.now()
  const recent = await pushModels(ctx.deps.db)
    .Delivery.find(
      {
        person: { $in: singles.map(({ person }) => person) },
        kind: 'single',
        at: { $gt: new Date(now.getTime() - burstWindowMs) },
      },
      { person: 1, at: 1 },
    )
    .batchSize(10_000)
    .lean<RecentSingle[]>()
  const byPerson = groupBy(recent, ({ person }) => person)
  const held = new Map<string, Date>()
  for (const delivery of singles) {
    const others = (byPerson.get(delivery.person) ?? []).filter(({ _id }) => _id !== delivery._id)
    const until = heldByBurst(others, now)
    if (until && mayWait(matchOf(delivery), until)) held.set(delivery._id, until)
  }
  if (held.size > 0) await postponeToBurst(ctx, singles, held)
  return { free: opened.filter(({ _id }) => !held.has(_id)), held }
}

/** An emergency waits for nothing, and nothing waits beyond its own end. */
const mayWait = (match: Waiting | undefined, until: Date): boolean =>
  match?.urgency !== 'emergency' && !(match?.validUntil && match.validUntil <= until)

async function postponeToBurst(
  { deps }: Context,
  singles: readonly DeliveryDoc[],
  held: ReadonlyMap<string, Date>,
): Promise<void> {
  const token = singles[0]?.token ?? ''
  await pushModels(deps.db).Delivery.deleteMany({ _id: { $in: [...held.keys()] }, state: 'open', token })
  await toBurst(deps, held)
}

/** Matches that wait for the end of the window in which they would have been too many. */
export async function toBurst({ db }: Context['deps'], held: ReadonlyMap<string, Date>): Promise<void> {
  const groups = groupBy(held, ([, until]) => until.getTime())
  if (groups.size === 0) return
  await writeMany(
    pushModels(db).Match,
    [...groups].map(([until, ids]) => ({
      updateMany: {
        filter: { _id: { $in: ids.map(([id]) => id) }, state: 'pending' },
        update: { $set: { lane: 'burst' as const, nextAt: new Date(until) } },
      },
    })),
  )
}

/** What was read of matches before they are taken, by the delivery that is to tell them. */
export type Known = ReadonlyMap<string, readonly MatchDoc[]>

/**
 * Step b: takes for each delivery what it is to tell, and reads back what it got. Of what is known the count tells it: where all
 * of them were taken, nothing but their state has changed.
 */
export async function takeMatches(
  ctx: Context,
  opened: readonly DeliveryDoc[],
  known: Known = new Map(),
): Promise<MatchDoc[]> {
  const taking = opened.filter(({ kind }) => kind !== 'again')
  const own = taking.map((delivery) => ({ delivery, matches: known.get(delivery._id) }))
  const { matchedCount } = await writeMany(
    pushModels(ctx.deps.db).Match,
    own.map(({ delivery, matches }) => ({
      updateMany: {
        filter: {
          ...(matches && { _id: { $in: matches.map(({ _id }) => _id) } }),
          ...wantedBy(delivery),
          state: 'pending' as const,
        },
        update: { $set: { state: 'taken' as const, delivery: delivery._id, token: delivery.token } },
      },
    })),
  )
  await ctx.reached('b')
  const expected = own.reduce((sum, { matches }) => sum + (matches ? matches.length : Number.NaN), 0)
  if (matchedCount !== expected) return takenBy(ctx, taking)
  return own.flatMap(({ delivery: { _id, token }, matches = [] }) =>
    matches.map((match) => ({ ...match, state: 'taken' as const, delivery: _id, token })),
  )
}

/** The conditional take is where a digest and whoever tells at once meet: the first wins. */
function wantedBy({ _id, kind, person, at }: DeliveryDoc) {
  if (kind === 'single') return { _id }
  const lane = kind === 'burst' ? ('burst' as const) : ('digest' as const)
  return { person, lane, nextAt: { $lte: at } }
}

async function takenBy({ deps }: Context, deliveries: readonly DeliveryDoc[]): Promise<MatchDoc[]> {
  if (deliveries.length === 0) return []
  const tokens = new Set<string | null>(deliveries.map(({ token }) => token))
  const theirs = await pushModels(deps.db)
    .Match.find({ delivery: { $in: deliveries.map(({ _id }) => _id) }, state: 'taken' })
    .batchSize(10_000)
    .lean<MatchDoc[]>()
  return theirs.filter(({ token }) => tokens.has(token))
}
