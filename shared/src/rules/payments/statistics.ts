import { medianOf } from '../median'
import { type WorkingDayTable, workingDaysBetween } from '../policies/working-days'
import type { PaymentFacts } from './standing'

/** Below this many nothing is said that could be one firm's. */
export const fewestPaid = 3

export interface PaidStatistics {
  /** Firms that were paid; null: fewer than three, so that nobody's is said. */
  paid: number | null
  /** Working days from handing in to the money, the middle one; null: not said, or 待定. */
  medianDays: number | null
  text: string
}

/** From handing in, or where nobody has to apply from the approval. Null: not known, or 待定. */
export function daysToMoney(
  { handedInOn, approvedOn, paidOn }: PaymentFacts,
  table: WorkingDayTable,
): number | null {
  const from = handedInOn ?? approvedOn
  return from === null || paidOn === null ? null : workingDaysBetween(from, paidOn, table)
}

/** What the public reads of a policy: how many firms were paid and how long it took. No names, no sums. */
export function paidStatistics(
  payments: readonly (PaymentFacts & { creditCode: string })[],
  table: WorkingDayTable,
): PaidStatistics {
  const paid = payments.filter(({ paidOn }) => paidOn !== null)
  const firms = new Set(paid.map(({ creditCode }) => creditCode)).size
  if (firms === 0) return { paid: 0, medianDays: null, text: '还没有到账的。' }
  if (firms < fewestPaid) return { paid: null, medianDays: null, text: '不足3户，不公布天数。' }
  const known = paid.flatMap((one) => {
    const days = daysToMoney(one, table)
    return days === null ? [] : [{ days, creditCode: one.creditCode }]
  })
  const said = new Set(known.map(({ creditCode }) => creditCode)).size >= fewestPaid
  const medianDays = said ? medianOf(known.map(({ days }) => days)) : null
  const days =
    medianDays === null
      ? '天数待定'
      : medianDays === 0
        ? '一半以上当天到账'
        : `一半在${medianDays}个工作日以内到账`
  return { paid: firms, medianDays, text: `已有${firms}户到账，${days}。` }
}
