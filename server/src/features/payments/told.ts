import { type PaymentStep, plusDays, type ReceivedPolicy, shanghaiDate } from '@hutang/shared'
import type { Deps } from '../../deps'
import { eachSafely } from '../../each-safely'
import { moveAfter } from '../../storage/marks'
import { inPages, oneByOne } from '../../storage/pages'
import { announce } from '../announcements'
import { enterprisesByCode, knowPaid } from '../enterprises'
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

/** Everything that the firm has been paid of the policy, a day once. */
async function paidOf(
  { db }: Pick<Deps, 'db'>,
  { creditCode, policy }: Pick<PaymentDoc, 'creditCode' | 'policy'>,
): Promise<ReceivedPolicy[]> {
  const found = await paymentModels(db)
    .Payment.find({ creditCode, policy, step: 'paid' })
    .sort({ _id: 1 })
    .lean<PaymentDoc[]>()
  const byDay = new Map<string, ReceivedPolicy>()
  for (const { paidOn: on, fen } of found) {
    if (on === null) continue
    const before = byDay.get(on)
    const sum = before ? (before.fen === null || fen === null ? null : before.fen + fen) : fen
    byDay.set(on, { policy, on, fen: sum, source: 'payments' })
  }
  return [...byDay.values()]
}

/** The profile knows what was paid, and forgets what is paid no more. Repeatable. */
export const feed = async (deps: Deps, of: Pick<PaymentDoc, 'creditCode' | 'policy'>): Promise<boolean> =>
  knowPaid(deps, of.creditCode, of.policy, await paidOf(deps, of))

/** What a payment owes: its people are told, and the profile knows what it has received. Repeatable. */
async function settle(deps: Deps, payment: PaymentDoc): Promise<void> {
  const { _id, revision, unfed } = payment
  await tell(deps, payment)
  const fed = !unfed || (await feed(deps, payment))
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
