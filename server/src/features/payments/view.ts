import {
  type OwnPayment,
  type PaymentLine,
  paymentStanding,
  paymentStepText,
  paymentWords,
  shanghaiDate,
  shortDayWords,
} from '@hutang/shared'
import type { Deps } from '../../deps'
import { officeHours, workingDayTable } from '../../rules/office-tables'
import { type PublishedPolicy, publishedPolicies } from '../policies'
import type { PaymentDoc } from './payments.model'

/** Working days from the approval to the money, and where that is from. */
export function allowedOf(policy: PublishedPolicy | undefined): { days: number; source: string } {
  const own = policy?.content.payDays ?? null
  const { payDays } = officeHours()
  return own === null
    ? { days: payDays.amount, source: payDays.source }
    : { days: own, source: '政策文件写的期限' }
}

function sourceText({ source }: PaymentDoc, now: Date): string {
  const when = shortDayWords(shanghaiDate(source.at), shanghaiDate(now))
  return source.kind === 'sheet' ? `镇里${when}导入的兑现表` : `镇里${when}登记`
}

/** One payment as its enterprise sees it. */
function ownView(payment: PaymentDoc, policy: PublishedPolicy | undefined, now: Date): OwnPayment {
  const { _id, batch, step, handedInOn, approvedOn, refusedOn, paidOn, fen } = payment
  const today = shanghaiDate(now)
  const { days } = allowedOf(policy)
  const { day, dueOn, overdue } = paymentStanding(payment, days, today, workingDayTable())
  return {
    id: _id,
    policy: { id: payment.policy, title: policy?.content.title ?? '（已撤下的政策）' },
    ...{ batch, step, stepText: paymentStepText[step] },
    ...{ handedInOn, approvedOn, refusedOn, paidOn, fen },
    words: paymentWords(payment, days, today, workingDayTable()),
    day: typeof day === 'number' ? day : null,
    ...{ allowed: days, dueOn, overdue, source: sourceText(payment, now) },
  }
}

export const lineOf = (payment: PaymentDoc, policy: PublishedPolicy | undefined, now: Date): PaymentLine => ({
  ...ownView(payment, policy, now),
  ...{ name: payment.name, creditCode: payment.creditCode, reason: payment.reason },
  typed: payment.source.kind === 'typed',
})

export async function paymentLine(deps: Deps, payment: PaymentDoc): Promise<PaymentLine> {
  const { byId } = await publishedPolicies(deps)
  return lineOf(payment, byId.get(payment.policy), deps.clock.now())
}

const ranks = { approved: 1, handedIn: 2, refused: 3, paid: 4 } as const

/** Overdue first, the longest; then what waits for money, what is looked at, and what is done, the newest first. */
export const byUrgency = (a: OwnPayment, b: OwnPayment): number =>
  b.overdue - a.overdue ||
  ranks[a.step] - ranks[b.step] ||
  (lastDay(a) < lastDay(b) ? 1 : lastDay(a) > lastDay(b) ? -1 : 0) ||
  (a.id < b.id ? -1 : 1)

const lastDay = ({ paidOn, refusedOn, approvedOn, handedInOn }: OwnPayment): string =>
  paidOn ?? refusedOn ?? approvedOn ?? handedInOn ?? ''

export { ownView }
