import { type PaidStatistics, paidStatistics } from '@hutang/shared'
import type { Deps } from '../../deps'
import { workingDayTable } from '../../rules/office-tables'
import { cacheByMarks, longestUnseenMs } from '../../storage/marked-cache'
import { type PaymentDoc, paymentModels, paymentsMark } from './payments.model'

type Reading = Pick<Deps, 'db' | 'marks'>

/** More than a county pays in years: one answer instead of pages of a hundred. */
const batchSize = 100_000

type Paid = Pick<
  PaymentDoc,
  'policy' | 'creditCode' | 'handedInOn' | 'approvedOn' | 'refusedOn' | 'paidOn' | 'fen' | 'reason'
>

const paidKept = cacheByMarks<ReadonlyMap<string, PaidStatistics>>({ maxEntries: 1, ttlMs: longestUnseenMs })

/** How each policy was paid, by its key; kept until any payment changes. */
export const paidByPolicy = (deps: Reading): Promise<ReadonlyMap<string, PaidStatistics>> =>
  paidKept(deps).get(
    'all',
    () => load(deps),
    () => [paymentsMark],
  )

async function load({ db }: Pick<Deps, 'db'>): Promise<ReadonlyMap<string, PaidStatistics>> {
  const paid = await paymentModels(db)
    .Payment.find({ step: 'paid' }, { policy: 1, creditCode: 1, handedInOn: 1, approvedOn: 1, paidOn: 1 })
    .batchSize(batchSize)
    .lean<Paid[]>()
  const byPolicy = new Map<string, Paid[]>()
  for (const one of paid) {
    const same = byPolicy.get(one.policy)
    if (same) same.push(one)
    else byPolicy.set(one.policy, [one])
  }
  const table = workingDayTable()
  return new Map([...byPolicy].map(([policy, all]) => [policy, paidStatistics(all, table)]))
}

const officeKept = cacheByMarks<{ payments: readonly PaymentDoc[] }>({
  maxEntries: 30,
  ttlMs: longestUnseenMs,
})

/** The most that one office looks through. */
const mostOfOffice = 20_000

/** All payments of an office and of the places in it. Kept in memory. */
export const paymentsIn = async (deps: Reading, region: string): Promise<readonly PaymentDoc[]> =>
  (
    await officeKept(deps).get(
      region,
      async () => ({
        payments: await paymentModels(deps.db)
          .Payment.find({ region: { $regex: `^${region}` } })
          .limit(mostOfOffice)
          .batchSize(mostOfOffice + 1)
          .lean<PaymentDoc[]>(),
      }),
      () => [paymentsMark],
    )
  ).payments

const ownKept = cacheByMarks<{ payments: readonly PaymentDoc[] }>({
  maxEntries: 2000,
  ttlMs: longestUnseenMs,
})

/** All payments of one enterprise. Kept in memory. */
export const paymentsOfCode = async (deps: Reading, creditCode: string): Promise<readonly PaymentDoc[]> =>
  (
    await ownKept(deps).get(
      creditCode,
      async () => ({
        payments: await paymentModels(deps.db)
          .Payment.find({ creditCode })
          .batchSize(1000)
          .lean<PaymentDoc[]>(),
      }),
      () => [paymentsMark],
    )
  ).payments
