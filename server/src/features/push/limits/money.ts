import { dayMs, periodAt } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { knownRegion } from '../../regions'
import { type CounterDoc, pushModels } from '../push.model'
import { count, countBack } from './counters'

export interface Spent {
  /** How many of the prices, from the first on, the month has money for. */
  fitting: number
  /** `2026-11`, Asia/Shanghai */
  month: string
}

/** Counted against the region's money of the month before anything is sent; a region without a cap has none. */
export async function spendMoney(
  deps: Pick<Deps, 'db' | 'marks' | 'clock'>,
  region: string,
  prices: readonly number[],
): Promise<Spent> {
  const { key: month, until } = periodAt('month', deps.clock.now())
  const cap = (await knownRegion(deps, region))?.smsMonthlyFen ?? 0
  const expiresAt = new Date(until.getTime() + 62 * dayMs)
  const fitting = await count(deps.db, { id: moneyId(region, month), limit: cap, expiresAt }, prices)
  return { fitting, month }
}

/** What was surely not sent. The caller answers for returning it only once. */
export const returnMoney = (
  { db }: Pick<Deps, 'db'>,
  region: string,
  month: string,
  fen: number,
): Promise<void> => countBack(db, moneyId(region, month), fen)

/** What the month of that time has spent or set aside, by place; a place that has spent nothing is absent. */
export async function usedMoney(
  { db }: Pick<Deps, 'db'>,
  regions: readonly string[],
  at: Date,
): Promise<{ used: ReadonlyMap<string, number>; month: string }> {
  const { key: month } = periodAt('month', at)
  const ids = new Map(regions.map((region) => [moneyId(region, month), region]))
  const counters = await pushModels(db)
    .Counter.find({ _id: { $in: [...ids.keys()] } })
    .lean<CounterDoc[]>()
  return { used: new Map(counters.map(({ _id, n }) => [ids.get(_id) ?? '', n])), month }
}

const moneyId = (region: string, month: string) => `sms:${region}:${month}`
