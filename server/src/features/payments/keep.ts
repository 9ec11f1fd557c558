import type { PaymentFacts } from '@hutang/shared'
import type { Deps } from '../../deps'
import { comparedIn } from './import'
import { paymentId } from './payment-id.rules'
import { paymentModels } from './payments.model'
import { feedLate } from './told'
import { writeCompared } from './write'

export interface KnownPayment extends PaymentFacts {
  policy: string
  creditCode: string
  batch: string
}

/** Payments that were known before there was an app: they are kept and stand in the profiles, and nobody is told of them. */
export async function keepPayments(
  deps: Deps,
  { region, by, sheet }: { region: string; by: { person: string; name: string }; sheet: string },
  payments: readonly KnownPayment[],
): Promise<void> {
  const { Payment, PaymentImport } = paymentModels(deps.db)
  const at = deps.clock.now()
  const id = `known:${region}`
  const rows = payments.map((one) => ({
    ...one,
    ...{ _id: paymentId(one.policy, one.creditCode, one.batch), name: '' },
  }))
  const source = { kind: 'sheet' as const, import: id, at, by: by.name }
  const found = await comparedIn(deps, region, rows, source)
  await PaymentImport.create({
    ...{ _id: id, region, at, person: by.person, by: by.name, sheet },
    ...{ new: found.isNew.length, changed: found.changed.length, undoneAt: null, undone: null },
  })
  await writeCompared(deps, found, id)
  await Payment.updateMany({ 'source.import': id }, { $set: { owed: false } })
  await feedLate(deps)
}
