import type { Deps } from '../../deps'
import type { Feature } from '../../feature'
import { paymentModels } from './payments.model'
import { paymentsRoutes } from './payments.routes'
import { paymentSubject } from './subject'
import { feedLate, settleOwed } from './told'

export { type KnownPayment, keepPayments } from './keep'
export { paymentId } from './payment-id.rules'
export type { PaymentDoc } from './payments.model'

async function settleAndWake(deps: Deps): Promise<void> {
  if ((await settleOwed(deps)) > 0) deps.work.send()
}

/** 兑现: what was handed in, approved, refused and paid of the policies; how long it took, and where each firm's money is. */
export const payments = {
  name: 'payments',
  models: paymentModels,
  plugin: paymentsRoutes,
  subjects: { payment: paymentSubject },
  jobs: (deps) => [
    { name: 'payments', every: 'minute', run: () => settleAndWake(deps) },
    { name: 'payments-late', every: 'hour', run: () => feedLate(deps) },
  ],
} satisfies Feature
