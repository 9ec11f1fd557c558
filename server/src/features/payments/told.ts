import { type PaymentStep, plusDays, shanghaiDate } from '@hutang/shared'
import type { Deps } from '../../deps'
import { eachSafely } from '../../each-safely'
import { moveAfter } from '../../storage/marks'
import { inPages, oneByOne } from '../../storage/pages'
import { announce } from '../announcements'
import { addReceived, enterprisesByCode } from '../enterprises'
import { type PaymentDoc, paymentModels, paymentsMark } from './payments.model'
import { subjectIdOf } from './subject-id.rules'

/** What happened longer ago is known to whoever looks, and told to nobody: a first import holds years. */
const toldDays = 30

const dayOfStep: Record<PaymentStep, 'handedInOn' | 'approvedOn' | 'refusedOn' | 'paidOn'> = {
  handedIn: 'handedInOn',
  approved: 'approvedOn',
  refused: 'refusedOn',
  paid: 'paidOn',
}

/** Who handed it in knows that: told are the approval, the refusal and the money, each once. */
async function tell(deps: Deps, payment: PaymentDoc): Promise<void> {
  const { step, region } = payment
  const on = payment[dayOfStep[step]]
  const now = deps.clock.now()
  if (step === 'handedIn' || on === null || on < plusDays(shanghaiDate(now), -toldDays)) return
  await announce(deps, {
    subject: { kind: 'payment', id: subjectIdOf(payment._id, step) },
    edition: step,
    kind: 'published',
    region,
    scopes: [],
    urgency: 'ordinary',
    at: now,
    validUntil: null,
    visit: false,
    againHours: null,
  })
}

const feed = (deps: Deps, { creditCode, policy, paidOn, fen }: PaymentDoc): Promise<boolean> =>
  paidOn === null
    ? Promise.resolve(true)
    : addReceived(deps, creditCode, { policy, on: paidOn, fen, source: 'payments' })

/** What a payment owes: its people are told, and the profile knows what it has received. Repeatable. */
async function settle(deps: Deps, payment: PaymentDoc): Promise<void> {
  const { _id, revision, step } = payment
  await tell(deps, payment)
  const fed = step !== 'paid' || (await feed(deps, payment))
  await moveAfter(deps.marks, [paymentsMark], () =>
    paymentModels(deps.db).Payment.updateOne(
      { _id, revision },
      { $set: { owed: false, ...(fed ? { unfed: false } : {}) } },
    ),
  )
}

/** Goes on with what was written and not told yet; answers for how many. */
export const settleOwed = (deps: Deps): Promise<number> =>
  eachSafely(
    deps.log,
    'a payment could not be told',
    oneByOne(inPages(paymentModels(deps.db).Payment, { owed: true })),
    (payment) => settle(deps, payment),
  )

/** Enterprises that somebody has entered since they were paid. */
export async function feedLate(deps: Deps): Promise<void> {
  const { Payment } = paymentModels(deps.db)
  for await (const page of inPages(Payment, { unfed: true, owed: false }, { size: 1000 })) {
    const codes = [...new Set(page.map(({ creditCode }) => creditCode))]
    const held = new Set((await enterprisesByCode(deps, codes)).map(({ creditCode }) => creditCode))
    const known = page.filter(({ creditCode }) => held.has(creditCode))
    await eachSafely(deps.log, 'a profile could not be told of a payment', known, async (payment) => {
      if (!(await feed(deps, payment))) return
      await Payment.updateOne({ _id: payment._id, revision: payment.revision }, { $set: { unfed: false } })
    })
  }
}
