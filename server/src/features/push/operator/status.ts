import { dayMs, type OperatorPush, shanghaiDate } from '@hutang/shared'
import type { ChannelName, Effect } from '../../../channels/channel'
import type { Deps } from '../../../deps'
import { countUnmatched } from '../../announcements'
import { knownRegion } from '../../regions'
import {
  type AttemptDoc,
  type CounterDoc,
  type DeliveryDoc,
  type MatchDoc,
  type PauseDoc,
  pushModels,
  type RunDoc,
} from '../push.model'
import { adviceFor } from './advice.rules'
import { counted, countUpTo, mostCounted } from './counts'

const listed = 20
const mostRegions = 500

const noes = [
  'refused',
  'grantGone',
  'addressGone',
  'templateBroken',
  'quotaSpent',
  'channelBroken',
] as const satisfies readonly Effect[]
const effects = ['accepted', 'unknown', ...noes] as const

/** How the telling goes, in some thirty indexed reads, none of them longer than what is shown. */
export async function pushStatus(deps: Deps): Promise<OperatorPush> {
  const now = deps.clock.now()
  const [queues, lateSeconds, runs, attempts, stops, pauses, money, failed, waiting] = await Promise.all([
    queuesOf(deps),
    lateSecondsOf(deps),
    runsOf(deps),
    attemptsOf(deps),
    stopsOf(deps),
    pausesOf(deps),
    moneyOf(deps),
    failedOf(deps),
    waitingOf(deps),
  ])
  const channels: ChannelName[] = ['wechat', 'sms', 'email']
  return {
    at: now.toISOString(),
    queues,
    lateSeconds,
    runs,
    attempts,
    stops,
    pauses,
    channels,
    money,
    failed,
    waiting,
  }
}

export async function queuesOf({ db }: Pick<Deps, 'db'>): Promise<OperatorPush['queues']> {
  const { Attempt, Delivery, Grant, Match } = pushModels(db)
  const pending = (lane: MatchDoc['lane']) => countUpTo(Match, { state: 'pending', lane })
  const [unmatched, atOnce, digest, burst, taken, preparing, sealed, unknown, grants] = await Promise.all([
    countUnmatched(db),
    pending('now'),
    pending('digest'),
    pending('burst'),
    countUpTo(Match, { state: 'taken' }),
    countUpTo(Delivery, { state: 'open' }),
    countUpTo(Delivery, { state: 'sealed' }),
    countUpTo(Attempt, { state: 'unknown' }),
    countUpTo(Grant, { state: 'free' }),
  ])
  return {
    unmatched: counted(unmatched),
    now: atOnce,
    digest,
    burst,
    taken,
    preparing,
    sealed,
    unknown,
    grants,
  }
}

/** How long who should have been told at once has waited. */
export async function lateSecondsOf({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<number> {
  const now = clock.now()
  const oldest = await pushModels(db)
    .Match.findOne({ state: 'pending', lane: 'now', nextAt: { $lte: now } }, { nextAt: 1 })
    .sort({ nextAt: 1 })
    .lean<Pick<MatchDoc, 'nextAt'>>()
  return oldest ? Math.floor((now.getTime() - oldest.nextAt.getTime()) / 1000) : 0
}

/** The digests of the last days, the newest first. */
async function runsOf({ db, clock }: Deps): Promise<OperatorPush['runs']> {
  const since = shanghaiDate(new Date(clock.now().getTime() - 3 * dayMs))
  const runs = await pushModels(db)
    .Run.find({ _id: { $gte: `digest:${since}` } })
    .sort({ _id: -1 })
    .limit(200)
    .batchSize(201)
    .lean<RunDoc[]>()
  return runs.map(({ slot, state, told, finishedAt }) => ({
    slot: slot.toISOString(),
    state,
    told,
    finishedAt: finishedAt?.toISOString() ?? null,
  }))
}

interface Group {
  _id: Pick<AttemptDoc, 'channel' | 'state' | 'code'>
  n: number
}

/** The newest of each effect, grouped: what is beyond the limit is said to be more. */
async function attemptsOf({ db, clock }: Deps): Promise<OperatorPush['attempts']> {
  const since = new Date(clock.now().getTime() - dayMs)
  const rows = await Promise.all(
    effects.map(async (effect) => {
      const groups = await pushModels(db).Attempt.aggregate<Group>([
        { $match: { effect, startedAt: { $gte: since } } },
        { $sort: { startedAt: -1 } },
        { $limit: mostCounted },
        { $group: { _id: { channel: '$channel', state: '$state', code: '$code' }, n: { $sum: 1 } } },
      ])
      const more = groups.reduce((sum, { n }) => sum + n, 0) >= mostCounted
      return groups.map(({ _id: { channel, state, code }, n }) => ({
        channel,
        state,
        code: code ?? null,
        count: { n, more },
        advice: adviceFor(channel, effect, code ?? null),
      }))
    }),
  )
  return rows.flat().sort((a, b) => b.count.n - a.count.n)
}

async function stopsOf({ db, clock }: Deps): Promise<OperatorPush['stops']> {
  const stopped = await pushModels(db)
    .Attempt.find({ stopUntil: { $gt: clock.now() } })
    .sort({ stopUntil: -1 })
    .limit(listed)
    .lean<AttemptDoc[]>()
  return stopped.flatMap(({ channel, provider, template, effect, stopUntil, code }) =>
    stopUntil
      ? {
          channel: provider ?? channel,
          template: effect === 'templateBroken' ? template : null,
          until: stopUntil.toISOString(),
          code,
        }
      : [],
  )
}

async function pausesOf({ db }: Deps): Promise<OperatorPush['pauses']> {
  const pauses = await pushModels(db).Pause.find().limit(listed).lean<PauseDoc[]>()
  return pauses.map(({ _id, since }) => ({ channel: _id, since: since.toISOString() }))
}

/** What each place has spent on SMS this month, the most first. */
export async function moneyOf(deps: Pick<Deps, 'db' | 'marks' | 'clock'>): Promise<OperatorPush['money']> {
  const month = shanghaiDate(deps.clock.now()).slice(0, 7)
  const counters = await pushModels(deps.db)
    .Counter.find({ _id: { $gte: 'sms:', $lt: 'sms;' } })
    .limit(mostRegions)
    .batchSize(mostRegions + 1)
    .lean<CounterDoc[]>()
  const spent = counters.flatMap(({ _id, n }) => {
    const [, region, of] = _id.split(':')
    return region && of === month && n > 0 ? [{ region, fen: n }] : []
  })
  const named = await Promise.all(
    spent.map(async (one) => ({ ...one, name: (await knownRegion(deps, one.region))?.name ?? one.region })),
  )
  return named.sort((a, b) => b.fen - a.fen)
}

/** The newest definite noes. */
async function failedOf({ db, clock }: Deps): Promise<OperatorPush['failed']> {
  const since = new Date(clock.now().getTime() - dayMs)
  const found = await Promise.all(
    noes.map((effect) =>
      pushModels(db)
        .Attempt.find({ effect, startedAt: { $gte: since } })
        .sort({ startedAt: -1 })
        .limit(listed)
        .lean<AttemptDoc[]>(),
    ),
  )
  return found
    .flat()
    .filter(({ state }) => state === 'refused')
    .sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime())
    .slice(0, listed)
    .map(({ _id, channel, code, startedAt }) => ({ id: _id, channel, code, at: startedAt.toISOString() }))
}

/** The deliveries that wait, the next one first. */
async function waitingOf({ db }: Deps): Promise<OperatorPush['waiting']> {
  const { Attempt, Delivery } = pushModels(db)
  const sealed = await Delivery.find({ state: 'sealed' }, { items: 0 })
    .sort({ leaseUntil: 1 })
    .limit(listed)
    .lean<DeliveryDoc[]>()
  const begun = new Set(
    (
      await Attempt.find({ delivery: { $in: sealed.map(({ _id }) => _id) } }, { delivery: 1 }).lean<
        Pick<AttemptDoc, 'delivery'>[]
      >()
    ).map(({ delivery }) => delivery),
  )
  return sealed.map(({ _id, kind, at, leaseUntil }) => ({
    id: _id,
    kind,
    at: at.toISOString(),
    next: leaseUntil.toISOString(),
    begun: begun.has(_id),
  }))
}
